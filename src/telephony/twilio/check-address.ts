import { z } from 'zod';
import type { CheckFacts, Finding } from './check-finding.ts';

const TIME_LIMIT_MS = 8_000;
const Answer = z.object({ answer: z.string() });
const Problem = z.object({ code: z.string() });

const AS_SEEN_HERE =
  'Asked from this server itself. Twilio asks from the internet, where a firewall or another name server may show it something else; the test call proves it.';

const TLS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by nobody but itself',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is made out for another name',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that nobody knows',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes without those that vouch for it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes without those that vouch for it',
};
const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was broken off',
  EHOSTUNREACH: 'there is no way to that computer',
  ENOTFOUND: 'no computer has this name',
  EAI_AGAIN: 'the name could not be looked up just now',
  ENETUNREACH: 'there is no way to that network',
  UND_ERR_CONNECT_TIMEOUT: 'nothing answers there',
};

/** Whether PUBLIC_URL leads to this very server, over HTTPS with a certificate that is believed. */
export async function checkAddress({ urls, account, askHere, emulated }: CheckFacts): Promise<Finding> {
  const { publicUrl } = urls;
  const secure = publicUrl.startsWith('https://');
  const note = secure
    ? AS_SEEN_HERE
    : emulated || account.apiBaseUrl !== undefined
      ? 'HTTPS, its certificate, and whether Twilio gets here: not checked, this is the emulator.'
      : AS_SEEN_HERE;
  const { nonce, answer } = askHere();
  let response: Response;
  try {
    response = await fetch(`${publicUrl}/api/setup/here/${nonce}`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
  } catch (error) {
    return unreachable(publicUrl, error, note);
  }
  const body: unknown = await response.json().catch(() => null);
  if (response.ok && Answer.safeParse(body).data?.answer === answer)
    return {
      verdict: 'right',
      words: secure
        ? `${publicUrl} leads here, and its certificate is believed.`
        : `${publicUrl} leads here.`,
      note,
    };
  if (Problem.safeParse(body).data?.code === 'not-asked-here')
    return {
      verdict: 'unknown',
      words: `Another Deskbell answers at ${publicUrl}.`,
      remedy:
        'With several servers behind one address this is as it should be; run the checks again until this one is asked. Otherwise correct PUBLIC_URL.',
      note,
    };
  const moved = response.status >= 300 && response.status < 400;
  return {
    verdict: 'wrong',
    words: moved
      ? `${publicUrl} sends visitors on to another address, and Twilio’s calls would be lost on the way.`
      : `Something answers at ${publicUrl} (HTTP ${response.status}), but it is not this server.`,
    remedy: moved
      ? 'Write the address to which it leads into PUBLIC_URL, and restart.'
      : 'Let your tunnel or proxy lead to this server, or correct PUBLIC_URL in .env and restart.',
    note,
  };
}

function unreachable(publicUrl: string, error: unknown, note: string): Finding {
  const code = codeOf(error);
  const tls = TLS[code];
  if (tls !== undefined)
    return {
      verdict: 'wrong',
      words: `${publicUrl} is not believed: ${tls}.`,
      remedy: 'Give it a certificate of a public authority, such as Let’s Encrypt, with its whole chain.',
      note,
    };
  const late = error instanceof Error && error.name === 'TimeoutError';
  const why = late
    ? `no answer came within ${TIME_LIMIT_MS / 1_000} s`
    : (NETWORK[code] ?? `it failed (${code})`);
  return {
    verdict: 'wrong',
    words: `${publicUrl} cannot be reached from here: ${why}.`,
    remedy:
      'Start your tunnel or proxy, or correct PUBLIC_URL in .env and restart. Some networks cannot reach their own public address; then only the test call tells.',
    note,
  };
}

/** `fetch` hides the system's code in the cause. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined;
  return typeof code === 'string' ? code : 'no reason was given';
}
