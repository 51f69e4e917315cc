import type { Business, PersonRecord } from '../domain/businesses/business.ts';

/** How the emulator is reached: by its published addresses only, like any telephone company. */
export interface EmulatorAccess {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
}

/**
 * Gives the demo's businesses their numbers and the demo's people their handsets.
 * @throws Error when the emulator refuses.
 */
export async function connectEmulator(
  emulator: EmulatorAccess,
  publicUrl: string,
  deployment: { readonly businesses: readonly Business[]; readonly people: readonly PersonRecord[] },
): Promise<void> {
  const known = await knownNumbers(emulator);
  for (const business of deployment.businesses) {
    for (const { number } of business.numbers) {
      const settings = new URLSearchParams({
        PhoneNumber: number,
        FriendlyName: business.name,
        VoiceUrl: `${publicUrl}/twilio/voice`,
        VoiceMethod: 'POST',
        VoiceFallbackUrl: `${publicUrl}/twilio/fallback`,
        VoiceFallbackMethod: 'POST',
        StatusCallback: `${publicUrl}/twilio/status`,
        StatusCallbackMethod: 'POST',
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
