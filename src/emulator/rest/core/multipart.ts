import { TwilioError } from '../../world/world.ts';
import type { Fields } from './fields.ts';
import { fieldsFromPairs } from './fields.ts';

/**
 * Text fields of a `multipart/form-data` body (RFC 7578), which some old Twilio SDKs send instead of a urlencoded one.
 * Strict: a malformed body or a file part is refused, for no Twilio Voice resource takes files.
 * @throws TwilioError 400 / 20001 when the body is not well formed.
 */
export function fieldsFromMultipart(body: Buffer, contentType: string): Fields {
  const boundary = boundaryOf(contentType);
  // latin1 keeps one character per byte, so positions are byte positions and values can be decoded afterwards.
  const text = body.toString('latin1');
  const delimiter = `--${boundary}`;
  if (!text.startsWith(delimiter)) throw malformed('it does not begin with its boundary');

  const pairs: [string, string][] = [];
  let position = delimiter.length;
  while (!text.startsWith('--', position)) {
    if (!text.startsWith('\r\n', position)) throw malformed('a boundary is not followed by a line break');
    const headersEnd = text.indexOf('\r\n\r\n', position);
    const partEnd = text.indexOf(`\r\n${delimiter}`, position);
    if (headersEnd === -1 || partEnd === -1) throw malformed('a part is not finished');
    const headers = text.slice(position + 2, headersEnd);
    const valueStart = headersEnd + 4;
    // An empty value shares its line break with the boundary that follows.
    const value = valueStart > partEnd ? '' : text.slice(valueStart, partEnd);
    pairs.push([fieldName(headers), Buffer.from(value, 'latin1').toString('utf8')]);
    position = partEnd + 2 + delimiter.length;
  }
  return fieldsFromPairs(pairs);
}

function boundaryOf(contentType: string): string {
  const match = /;\s*boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(contentType);
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined) throw malformed('its Content-Type names no boundary');
  return boundary;
}

function fieldName(headers: string): string {
  const disposition = headers.split('\r\n').find((line) => /^content-disposition:/i.test(line));
  if (disposition === undefined || !/^content-disposition:\s*form-data\s*;/i.test(disposition)) {
    throw malformed('a part has no form-data Content-Disposition');
  }
  if (/;\s*filename\*?=/i.test(disposition))
    throw malformed('it carries a file, and only text fields are taken');
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined || name === '') throw malformed('a part has no name');
  return Buffer.from(name, 'latin1').toString('utf8');
}

function malformed(reason: string): TwilioError {
  return new TwilioError(400, 20001, `The multipart/form-data body cannot be read: ${reason}.`);
}
