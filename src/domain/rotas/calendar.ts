import { DateTime } from 'luxon';
import type { Shift } from './rota.ts';

/** A rota as a calendar by RFC 5545, for the calendar programs that people use already. */
export function calendarOf(rota: {
  readonly id: string;
  readonly name: string;
  readonly businessName: string;
  readonly shifts: readonly Shift[];
  readonly nameOf: (personId: string) => string;
  /** When it was made, epoch ms. */
  readonly at: number;
}): string {
  const { id, name, businessName, shifts, nameOf, at } = rota;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Deskbell//Rotas//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escaped(`${businessName}: ${name}`)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    ...shifts.flatMap((shift) => [
      'BEGIN:VEVENT',
      `UID:${escaped(`${id}-${shift.from}-${shift.personId}@deskbell`)}`,
      `DTSTAMP:${utc(at)}`,
      `DTSTART:${utc(shift.from)}`,
      `DTEND:${utc(shift.to)}`,
      `SUMMARY:${escaped(`On call: ${nameOf(shift.personId)} (${name})`)}`,
      `DESCRIPTION:${escaped(`${businessName}. ${shift.override === null ? shift.layer : 'Taken over by an override.'}`)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

function utc(at: number): string {
  return DateTime.fromMillis(at, { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'");
}

/** RFC 5545 §3.3.11 */
function escaped(text: string): string {
  return text.replace(/\\/g, '\\\\').replace(/;/g, '\\;').replace(/,/g, '\\,').replace(/\r?\n/g, '\\n');
}

/** Bytes of a line, without its end: RFC 5545 §3.1. */
const MOST = 75;

function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const character of line) {
    const size = byteLength(character);
    if (bytes + size > MOST) {
      parts.push(part);
      part = ' ';
      bytes = 1;
    }
    part += character;
    bytes += size;
  }
  return [...parts, part].join('\r\n');
}

/** In UTF-8. */
function byteLength(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x1_0000 ? 3 : 4;
}
