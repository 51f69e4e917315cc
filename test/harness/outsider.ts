import twilio from 'twilio';
import type { WebhookEntry } from '../../src/emulator/journal.ts';
import type { RunningEmulator } from '../../src/emulator/start-emulator.ts';

/** Somebody on the internet who has seen a webhook go by, and sends one of his own. */
export interface Letter {
  readonly url: string;
  readonly params: Readonly<Record<string, string>>;
}

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** The genuine webhooks that have gone by, the first of each road (`voice`, `step`, `ring` …). */
export function genuineOfEachRoad(emulator: RunningEmulator): ReadonlyMap<string, WebhookEntry> {
  const first = new Map<string, WebhookEntry>();
  for (const record of emulator.journal.after(0)) {
    if (record.kind !== 'webhook' || record.method !== 'POST' || saysNothing(record)) continue;
    // What follows the # says how to connect; it is neither sent nor signed.
    const [url = ''] = record.url.split('#');
    const road = new URL(url).pathname.split('/')[2];
    if (road !== undefined && !first.has(road)) first.set(road, { ...record, url });
  }
  return first;
}

/** That a transcription has begun is noted by nobody, so neither is hearing it twice. */
function saysNothing({ params }: WebhookEntry): boolean {
  return params['TranscriptionEvent'] === 'transcription-started';
}

export function signature(authToken: string, { url, params }: Letter): string {
  return twilio.getExpectedTwilioSignature(authToken, url, { ...params });
}

/** Posts a form as Twilio does. `body` in place of the parameters sends what no honest sender would. */
export async function post(
  letter: Letter,
  headers: Readonly<Record<string, string>>,
  body: string = new URLSearchParams(letter.params).toString(),
): Promise<Reply> {
  const response = await fetch(letter.url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}
