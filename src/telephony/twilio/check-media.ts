import type { CheckFacts, Finding } from './check-finding.ts';
import { apiBase } from './rest-client.ts';

const TIME_LIMIT_MS = 8_000;
const HOW =
  'In the Twilio console, under Voice, Settings, General: enable “Enforce HTTP Auth on Media URLs” and save. This server signs in when it fetches recordings.';

/** Whether a recording at Twilio is kept from whoever has its address: tried on the newest one. */
export async function checkMedia({ client, account, emulated }: CheckFacts): Promise<Finding> {
  const [newest] = await client.recordings.list({ limit: 1 });
  if (newest === undefined)
    return {
      verdict: 'unknown',
      words: 'The account holds no recording on which this could be tried.',
      remedy: HOW,
      ...(emulated ? { note: 'Not checked: this is the emulator.' } : {}),
    };
  const response = await fetch(
    `${apiBase(account)}/2010-04-01/Accounts/${account.accountSid}/Recordings/${newest.sid}.wav`,
    { headers: { range: 'bytes=0-0' }, signal: AbortSignal.timeout(TIME_LIMIT_MS) },
  );
  await response.body?.cancel();
  if (response.status === 401 || response.status === 403)
    return { verdict: 'right', words: 'The newest recording is refused to whoever does not sign in.' };
  if (response.ok && emulated)
    return {
      verdict: 'unknown',
      words:
        'Not checked: this is the emulator, which hands recordings out like an account that was not protected yet.',
      remedy: `On your account, do this. ${HOW}`,
    };
  if (response.ok)
    return {
      verdict: 'wrong',
      words: 'The newest recording can be fetched without a sign-in: whoever learns its address can listen.',
      remedy: HOW,
    };
  return {
    verdict: 'unknown',
    words: `Twilio answered ${response.status} when the newest recording was asked for, which tells neither.`,
    remedy: HOW,
  };
}
