import type { Business, PersonRecord } from '../domain/businesses/business.ts';

/** How the emulator is reached: by its published addresses only, like any telephone company. */
export interface EmulatorAccess {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/** Where the server is asked about a call: first, in trouble, and when it is over. */
export interface Webhooks {
  readonly voice: string;
  readonly fallback: string;
  readonly status: string;
  /** Where text messages to a number go. */
  readonly text: string;
}

/**
 * Gives the demo's businesses their numbers and the demo's people their handsets.
 * @throws Error when the emulator refuses.
 */
export async function connectEmulator(
  emulator: EmulatorAccess,
  webhooks: Webhooks,
  deployment: { readonly businesses: readonly Business[]; readonly people: readonly PersonRecord[] },
): Promise<void> {
  const known = await knownNumbers(emulator);
  for (const business of deployment.businesses) {
    for (const { number } of business.numbers) {
      const settings = new URLSearchParams({
        PhoneNumber: number,
        FriendlyName: business.name,
        ...ledTo(webhooks),
        SmsUrl: webhooks.text,
        SmsMethod: 'POST',
      });
      const sid = known.get(number);
      await ask(
        emulator,
        'POST',
        `/IncomingPhoneNumbers${sid === undefined ? '' : `/${sid}`}.json`,
        settings,
      );
    }
  }
  for (const { phone, name } of deployment.people) {
    await checked(
      fetch(`${emulator.url}/emulator/handsets/${encodeURIComponent(phone)}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name }),
      }),
    );
  }
}

const APPLICATION = 'Deskbell softphone';

/**
 * Makes the application that answers what browsers call by themselves, or finds it again.
 * @returns its SID
 * @throws Error when the emulator refuses.
 */
export async function connectSoftphone(emulator: EmulatorAccess, webhooks: Webhooks): Promise<string> {
  const name = encodeURIComponent(APPLICATION);
  const known = await ask(emulator, 'GET', `/Applications.json?FriendlyName=${name}`);
  const { applications } = (await known.json()) as { applications: { sid: string }[] };
  const [first] = applications;
  const settings = new URLSearchParams({
    FriendlyName: APPLICATION,
    ...ledTo(webhooks),
  });
  const path = `/Applications${first === undefined ? '' : `/${first.sid}`}.json`;
  const made = await ask(emulator, 'POST', path, settings);
  return ((await made.json()) as { sid: string }).sid;
}

function ledTo({ voice, fallback, status }: Webhooks): Readonly<Record<string, string>> {
  return {
    VoiceUrl: voice,
    VoiceMethod: 'POST',
    VoiceFallbackUrl: fallback,
    VoiceFallbackMethod: 'POST',
    StatusCallback: status,
    StatusCallbackMethod: 'POST',
  };
}

async function knownNumbers(emulator: EmulatorAccess): Promise<ReadonlyMap<string, string>> {
  const response = await ask(emulator, 'GET', '/IncomingPhoneNumbers.json?PageSize=1000');
  const page = (await response.json()) as { incoming_phone_numbers: { phone_number: string; sid: string }[] };
  return new Map(page.incoming_phone_numbers.map(({ phone_number, sid }) => [phone_number, sid]));
}

function ask(
  emulator: EmulatorAccess,
  method: 'GET' | 'POST',
  path: string,
  body?: URLSearchParams,
): Promise<Response> {
  const { url, accountSid, authToken } = emulator;
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  return checked(
    fetch(`${url}/2010-04-01/Accounts/${accountSid}${path}`, {
      method,
      headers: { authorization },
      ...(body && { body }),
    }),
  );
}

async function checked(request: Promise<Response>): Promise<Response> {
  const response = await request;
  if (!response.ok)
    throw new Error(`The emulator refused ${response.url}: ${response.status} ${await response.text()}`);
  return response;
}
