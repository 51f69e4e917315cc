import { resolveAddress } from '../webhooks/address.ts';
import type { Params } from '../webhooks/signature.ts';
import type { Callback, HttpMethod } from '../world/records.ts';
import { DocumentFailure, warn } from './document.ts';
import type { Outcome, Stage } from './document.ts';
import type { XmlElement } from './parse-xml.ts';

/** Warns of attributes that the element does not have; they are skipped. */
export function checkAttributes(stage: Stage, element: XmlElement, known: readonly string[]): void {
  for (const name of element.attributes.keys()) {
    if (!known.includes(name)) {
      warn(stage, 12200, `<${element.name}> has no attribute "${name}" (line ${element.line})`);
    }
  }
}

/** A whole number; a wrong value is warned of and replaced by the default. */
export function wholeNumber(
  stage: Stage,
  element: XmlElement,
  name: string,
  rule: { readonly min: number; readonly max?: number; readonly otherwise: number; readonly code: number },
): number {
  const text = element.attributes.get(name)?.trim();
  if (text === undefined || text === '') return rule.otherwise;
  const value = Number(text);
  const isRight = /^\d+$/.test(text) && value >= rule.min && value <= (rule.max ?? Number.MAX_SAFE_INTEGER);
  if (isRight) return value;
  warn(stage, rule.code, `${name}="${text}" of <${element.name}> is not valid; ${rule.otherwise} is used`);
  return rule.otherwise;
}

/** A true/false attribute; anything else is warned of by Twilio's `code`, and `otherwise` is used. */
export function yesOrNo(
  stage: Stage,
  element: XmlElement,
  name: string,
  otherwise: boolean,
  code = 12200,
): boolean {
  const text = element.attributes.get(name)?.trim().toLowerCase();
  if (text === undefined || text === '') return otherwise;
  if (text === 'true') return true;
  if (text === 'false') return false;
  warn(stage, code, `${name}="${text}" of <${element.name}> must be true or false`);
  return otherwise;
}

/** One of some words, exactly as written; anything else is warned of by `code`, and `otherwise` is used. */
export function oneOf<T extends string>(
  stage: Stage,
  element: XmlElement,
  name: string,
  allowed: readonly T[],
  otherwise: T,
  code: number,
): T {
  const text = element.attributes.get(name)?.trim();
  if (text === undefined || text === '') return otherwise;
  const value = allowed.find((candidate) => candidate === text);
  if (value !== undefined) return value;
  warn(stage, code, `${name}="${text}" of <${element.name}> must be one of ${allowed.join(', ')}`);
  return otherwise;
}

/** GET or POST in any case; anything else is warned of by `code`, and `otherwise` is used. */
export function methodOf(
  stage: Stage,
  element: XmlElement,
  name: string,
  otherwise: HttpMethod,
  code: number,
): HttpMethod {
  const text = element.attributes.get(name)?.trim().toUpperCase();
  if (text === undefined || text === '') return otherwise;
  if (text === 'GET' || text === 'POST') return text;
  warn(stage, code, `${name}="${text}" of <${element.name}> must be GET or POST`);
  return otherwise;
}

/** An address in the document, made absolute. @throws DocumentFailure 11100 when that cannot be done */
export function addressIn(stage: Stage, reference: string): string {
  const address = resolveAddress(stage.url, reference);
  if (address !== null) return address;
  throw new DocumentFailure(
    11100,
    stage.url,
    stage.url === null
      ? `"${reference}" cannot be resolved: a document given inline has no address of its own`
      : `"${reference}" is not an address`,
  );
}

/** The request for a verb's `action`; without one the current document is asked again when `loops`, else null. */
export function actionRequest(
  stage: Stage,
  element: XmlElement,
  params: Params,
  rule: { readonly loops: boolean; readonly methodCode: number },
): Outcome | null {
  const action = element.attributes.get('action');
  if (action === undefined && !rule.loops) return null;
  const method = methodOf(stage, element, 'method', 'POST', rule.methodCode);
  return {
    kind: 'goto',
    request: { kind: 'url', url: addressIn(stage, action ?? ''), method, params, purpose: 'action' },
  };
}

/** A callback described by three attributes. Null when none is wanted or its address is wrong (which is warned of). */
export function callbackIn(
  stage: Stage,
  element: XmlElement,
  prefix: string,
  rule: { readonly events: readonly string[]; readonly code: number; readonly eventAttribute?: string },
): Callback | null {
  const reference = element.attributes.get(prefix)?.trim();
  if (reference === undefined || reference === '') return null;
  const url = resolveAddress(stage.url, reference);
  if (url === null) {
    warn(stage, rule.code, `${prefix}="${reference}" of <${element.name}> is not an address; nobody is told`);
    return null;
  }
  const events = element.attributes
    .get(rule.eventAttribute ?? `${prefix}Event`)
    ?.split(/\s+/)
    .filter((event) => event !== '');
  return {
    url,
    method: methodOf(stage, element, `${prefix}Method`, 'POST', 12200),
    events: events && events.length > 0 ? events : rule.events,
  };
}
