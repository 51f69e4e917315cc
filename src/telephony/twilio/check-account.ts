import type { CheckFacts, Finding } from './check-finding.ts';
import { judge } from './errors.ts';

/** Whether the credentials are accepted, and the account may make calls. */
export async function checkAccount({ client, account, emulated }: CheckFacts): Promise<Finding> {
  try {
    const { status, type, friendlyName } = await client.api.accounts(account.accountSid).fetch();
    if (status !== 'active')
      return {
        verdict: 'wrong',
        words: `The account “${friendlyName}” is ${status}, so no call gets through.`,
        remedy: 'Look at the first page of the Twilio console: it says why, mostly an unpaid bill.',
      };
    const trial = type === 'Trial';
    return {
      verdict: 'right',
      words: `The credentials are accepted, and the account “${friendlyName}” is active.`,
      note: trial
        ? 'This is a trial account: it rings only numbers that were verified in the Twilio console, and every call begins with a sentence of Twilio’s. Upgrade it before callers ring.'
        : emulated
          ? 'This is the emulator’s own account. Yours was not checked.'
          : null,
    };
  } catch (error) {
    const { verdict, reason } = judge(error);
    if (verdict !== 'refused' && verdict !== 'gone') throw error;
    return {
      verdict: 'wrong',
      words: `The account cannot be used: ${reason}.`,
      remedy:
        'Copy the account SID and the auth token anew from the first page of the Twilio console into .env, and restart the server.',
    };
  }
}
