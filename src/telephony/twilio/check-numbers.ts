import { planConnection, type NumberChange } from './connect.ts';
import { samePlace, shownAddress, type CheckFacts, type Finding } from './check-finding.ts';

/** Whether every number of a business belongs to the account and sends its calls here. */
export async function checkNumbers({ client, urls, businesses, emulated }: CheckFacts): Promise<Finding> {
  const ours = businesses.flatMap(({ name, numbers }) => numbers.map((number) => ({ number, name })));
  if (ours.length === 0)
    return {
      verdict: 'wrong',
      words: 'No business is known yet, so there is no number to answer.',
      remedy: 'Bring your businesses in with: npm run business:import -- my-businesses',
    };
  const plan = await planConnection(client, urls);
  const changes = new Map(plan.changes.map((change) => [change.number, change]));
  const left = new Map(plan.left.map(({ number, why }) => [number, why]));
  const owned = new Set([...plan.connected, ...changes.keys(), ...left.keys()]);

  const faults = ours.flatMap(({ number, name }) => {
    if (!owned.has(number)) return [{ number, says: `${number} (${name}) is not a number of this account.` }];
    const why = left.get(number);
    if (why !== undefined) return [{ number, says: `${number} (${name}): ${why}.` }];
    const change = changes.get(number);
    const wrong = change === undefined ? [] : wrongPlaces(change);
    return wrong.length === 0 ? [] : [{ number, says: `${number} (${name}): ${wrong.join('; ')}.` }];
  });
  const mendable = ours.filter(({ number }) => changes.has(number));
  // The emulator asks only once in any case.
  const canConnect = mendable.length > 0 && !(emulated && faults.length === 0);
  if (faults.length === 0)
    return {
      verdict: 'right',
      words:
        ours.length === 1
          ? 'The number belongs to the account, and its calls come here.'
          : `All ${ours.length} numbers belong to the account, and their calls come here.`,
      note: canConnect
        ? 'Twilio would not ask a second time when this server is slow. Connect the numbers to set that as well.'
        : null,
      canConnect,
    };
  return {
    verdict: 'wrong',
    words:
      faults.length === 1
        ? 'Calls to one number do not come here.'
        : `Calls to ${faults.length} of ${ours.length} numbers do not come here.`,
    remedy: canConnect
      ? 'Connect the numbers with the button, which changes those of your businesses and writes a file to undo it with. A number that the account does not own must be bought or moved there first.'
      : 'Buy the numbers in the Twilio console or move them to this account, or correct them in the file of the business.',
    details: faults.map(({ says }) => says),
    canConnect,
  };
}

function wrongPlaces({ before, after }: NumberChange): readonly string[] {
  const rows = [
    ['calls', 'voiceUrl', 'voiceMethod'],
    ['calls in trouble', 'voiceFallbackUrl', 'voiceFallbackMethod'],
    ['news of ended calls', 'statusCallback', 'statusCallbackMethod'],
    ['text messages', 'smsUrl', 'smsMethod'],
  ] as const;
  const wrong = rows.flatMap(([what, url, method]) => {
    if (!samePlace(before[url], after[url])) return [`${what} go to ${shownAddress(before[url])}`];
    return before[method] === after[method] ? [] : [`${what} are sent by ${before[method]}, not by POST`];
  });
  return before.voiceApplicationSid === ''
    ? wrong
    : [`the application ${before.voiceApplicationSid} takes its calls`, ...wrong];
}
