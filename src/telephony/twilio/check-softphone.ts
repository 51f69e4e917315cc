import { samePlace, shownAddress, type CheckFacts, type Finding } from './check-finding.ts';
import { planApplication } from './connect-application.ts';
import { judge } from './errors.ts';
import { keyClient } from './rest-client.ts';

const NEW_KEY =
  'Make a standard API key in the Twilio console (Account, API keys), write TWILIO_API_KEY and TWILIO_API_SECRET into .env, and restart.';

/** Whether people can take calls in the browser: the key that signs them in, and what answers their sound check. */
export async function checkSoftphone(facts: CheckFacts): Promise<Finding> {
  const { client, account } = facts;
  const { apiKey } = account;
  if (apiKey === undefined)
    return {
      verdict: 'unknown',
      words: 'No API key is set, so calls ring on telephones only.',
      remedy: `To take calls in the browser as well: ${NEW_KEY.charAt(0).toLowerCase()}${NEW_KEY.slice(1)}`,
    };
  try {
    await client.keys(apiKey.sid).fetch();
  } catch (error) {
    if (judge(error).verdict !== 'gone') throw error;
    return {
      verdict: 'wrong',
      words: `The key ${shownKey(apiKey.sid)} is not a key of this account, so no browser can be rung.`,
      remedy: NEW_KEY,
    };
  }
  try {
    const asKey = await keyClient(account, apiKey);
    await asKey.calls.list({ limit: 1 });
  } catch (error) {
    const { verdict, reason } = judge(error);
    if (verdict !== 'refused') throw error;
    return {
      verdict: 'wrong',
      words: `The key ${shownKey(apiKey.sid)} belongs to the account, but does not sign in: ${reason.replace('TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN', 'TWILIO_API_KEY and TWILIO_API_SECRET')}.`,
      remedy: `Its secret is shown once, when it is made. ${NEW_KEY}`,
    };
  }
  return application(facts);
}

async function application({ client, urls, account }: CheckFacts): Promise<Finding> {
  const words = 'The key signs in and belongs to the account: browsers can be rung';
  if (account.twimlAppSid === undefined)
    return {
      verdict: 'unknown',
      words: `${words}. Nothing answers their sound check yet.`,
      remedy:
        'Connect the numbers with the button, which makes the application too; then write its TWILIO_TWIML_APP_SID into .env and restart.',
      canConnect: true,
    };
  try {
    const plan = await planApplication(client, urls, account.twimlAppSid);
    const lost = plan.do === 'change' && !samePlace(plan.before.voiceUrl, plan.after.voiceUrl);
    if (lost)
      return {
        verdict: 'wrong',
        words: `The application “${plan.name}” sends the sound check to ${shownAddress(plan.before.voiceUrl)}, not here.`,
        remedy: 'Connect the numbers with the button, which corrects the application too.',
        canConnect: true,
      };
    return { verdict: 'right', words: `${words}, and their sound check is answered here.` };
  } catch (error) {
    if (judge(error).verdict !== 'gone') throw error;
    return {
      verdict: 'wrong',
      words: 'The application named by TWILIO_TWIML_APP_SID is not one of this account.',
      remedy:
        'Remove TWILIO_TWIML_APP_SID from .env, restart, and connect the numbers: that makes a new one.',
    };
  }
}

function shownKey(sid: string): string {
  return `${sid.slice(0, 6)}…${sid.slice(-4)}`;
}
