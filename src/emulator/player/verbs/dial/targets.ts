import type { Callback, HttpMethod } from '../../../world/records.ts';
import { normaliseAddress } from '../../../world/phone-number.ts';
import { addressIn, callbackIn, checkAttributes, methodOf } from '../../attributes.ts';
import { warn } from '../../document.ts';
import type { Stage } from '../../document.ts';
import { elementsOf, textOf } from '../../parse-xml.ts';
import type { XmlElement } from '../../parse-xml.ts';

/** Somebody to ring. */
export interface Party {
  /** As `legs` dials it: a client's has its custom parameters behind it. */
  readonly address: string;
  readonly whisper: { readonly url: string; readonly method: HttpMethod } | null;
  readonly sendDigits: string | null;
  readonly statusCallback: Callback | null;
}

const common = ['url', 'method', 'statusCallback', 'statusCallbackMethod', 'statusCallbackEvent'];
const detection = [
  'machineDetection',
  'machineDetectionTimeout',
  'machineDetectionSpeechThreshold',
  'machineDetectionSpeechEndThreshold',
  'machineDetectionSilenceTimeout',
  'amdStatusCallback',
  'amdStatusCallbackMethod',
];
const knownAttributes: Readonly<Record<string, readonly string[]>> = {
  Number: [...common, ...detection, 'sendDigits', 'byoc', 'phoneNumberSid'],
  Client: [...common, 'clientNotificationUrl'],
  Sip: [...common, ...detection, 'username', 'password'],
};
const mostParties = 10;

/** Whom a `<Dial>` rings: its nouns, or the number that is its text. */
export function partiesIn(stage: Stage, dial: XmlElement, ownText: string): readonly Party[] {
  const parties: Party[] = [];
  for (const noun of elementsOf(dial)) {
    const known = knownAttributes[noun.name];
    if (!known) {
      warn(stage, 12200, `<${noun.name}> is not a noun of <Dial> that can be rung (line ${noun.line})`);
      continue;
    }
    checkAttributes(stage, noun, known);
    const party = partyOf(stage, noun);
    if (party) parties.push(party);
  }
  const number = ownText.trim();
  if (parties.length === 0 && elementsOf(dial).length === 0 && number !== '') {
    const address = normaliseAddress(number);
    if (address === null) warn(stage, 13223, `"${number}" is not a number that can be dialled`);
    else parties.push({ address, whisper: null, sendDigits: null, statusCallback: null });
  }
  if (parties.length > mostParties) warn(stage, 12200, `<Dial> rings at most ${mostParties} parties`);
  return parties.slice(0, mostParties);
}

function partyOf(stage: Stage, noun: XmlElement): Party | null {
  const address = addressOf(stage, noun);
  if (address === null) {
    warn(stage, 13223, `"${textOf(noun).trim()}" in <${noun.name}> cannot be dialled`);
    return null;
  }
  const url = noun.attributes.get('url')?.trim() ?? '';
  const sendDigits = noun.attributes.get('sendDigits') ?? '';
  if (!/^[0-9A-D*#wW]*$/.test(sendDigits)) warn(stage, 13222, `sendDigits="${sendDigits}" are not keys`);
  return {
    address,
    whisper:
      url === ''
        ? null
        : { url: addressIn(stage, url), method: methodOf(stage, noun, 'method', 'POST', 13221) },
    sendDigits: /^[0-9A-D*#wW]+$/.test(sendDigits) ? sendDigits : null,
    statusCallback: callbackIn(stage, noun, 'statusCallback', { events: ['completed'], code: 12200 }),
  };
}

function addressOf(stage: Stage, noun: XmlElement): string | null {
  const identity = elementsOf(noun).find((child) => child.name === 'Identity' || child.name === 'Uri');
  const text = (identity ? textOf(identity) : textOf(noun)).trim();
  if (text === '') return null;
  switch (noun.name) {
    case 'Client': {
      const parameters = clientParameters(stage, noun);
      const joint = text.includes('?') ? '&' : '?';
      return normaliseAddress(
        `client:${text.replace(/^client:/, '')}${parameters === '' ? '' : joint + parameters}`,
      );
    }
    case 'Sip':
      return /^sips?:/i.test(text) ? text : `sip:${text}`;
    default:
      return normaliseAddress(text);
  }
}

/** `<Parameter name value>`: what the client is told beside who calls, as a query string. */
function clientParameters(stage: Stage, noun: XmlElement): string {
  const parameters = new URLSearchParams();
  for (const child of elementsOf(noun)) {
    if (child.name !== 'Parameter') continue;
    checkAttributes(stage, child, ['name', 'value']);
    const name = child.attributes.get('name') ?? '';
    if (name === '') warn(stage, 12200, `<Parameter> has no name (line ${child.line})`);
    else parameters.append(name, child.attributes.get('value') ?? '');
  }
  return parameters.toString();
}
