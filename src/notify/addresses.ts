import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Which computers a webhook or a push message may reach: none of our own network, whatever name they are given. */

const own = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  own.addSubnet(network, bits, 'ipv4');
}
for (const [network, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96],
] as const) {
  own.addSubnet(network, bits, 'ipv6');
}

/** Whether this address is on this computer or in a private network. An IPv4 address written as IPv6 is judged as what it is. */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const version = isIP(plain);
  if (version === 0) return true;
  return own.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}

export class PrivateAddress extends Error {
  constructor(host: string) {
    super(`${host} is in a private network (WEBHOOKS_TO_PRIVATE=yes allows it)`);
    this.name = 'PrivateAddress';
  }
}

/** The host of an address, when it is plainly one of our own network; null: it is not, or only a look-up can tell. */
export function ownHostIn(url: string): string | null {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '');
  const named = host === 'localhost' || host.endsWith('.localhost');
  return named || (isIP(host) !== 0 && isPrivate(host)) ? host : null;
}

/**
 * Looks a name up and refuses private addresses. The connection uses the very address that was judged, so that a name
 * which answers differently the second time gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const bad = addresses.find(({ address }) => isPrivate(address));
    if (bad !== undefined) return callback(new PrivateAddress(hostname), []);
    if (options.all === true) return callback(null, addresses);
    const [first] = addresses;
    return first === undefined
      ? callback(new Error(`${hostname} has no address`), [])
      : callback(null, first.address, first.family);
  });
};
