import type { LineRequest } from '../../../src/telephony/line.ts';
import { agent, at, say, shop, startLine } from './line-on-emulator.ts';
import type { LineOnEmulator, Script } from './line-on-emulator.ts';

/** A shop whose number is connected to the line. */
export async function connected(decisions: Script): Promise<LineOnEmulator> {
  const line = await startLine(decisions, [
    {
      number: shop,
      business: 'Northgate Store',
      onDutyNumber: agent,
      languages: [{ language: 'en-GB', hoursText: 'We are here from nine to five.' }],
    },
  ]);
  const { code, said } = await line.connect('--apply');
  if (code !== 0) throw new Error(said);
  return line;
}

export const ringAgent: Extract<LineRequest, { kind: 'line.ring' }> = {
  kind: 'line.ring',
  id: 'attempt-1',
  callId: 'c1',
  to: agent,
  from: shop,
  ringSeconds: 20,
  answered: at('answered'),
};
export const room = 'call-c1';
/** Billing is a room; who is rung for it presses 1. */
export const script: Script = {
  start: () => ({
    do: 'listen',
    utterances: [say('Welcome to the store. For billing press 2.')],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: 5,
    then: at('menu'),
  }),
  menu: ({ keys }) =>
    keys === '2'
      ? { do: 'join-room', room, label: 'caller', then: at('left') }
      : { do: 'hang-up', utterances: [say('Goodbye then.')] },
  answered: () => ({
    do: 'listen',
    utterances: [say('A caller for the store. Press 1.')],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: 5,
    then: at('accepted'),
  }),
  accepted: () => ({ do: 'join-room', room, label: 'agent', then: at('left', 2) }),
  elsewhere: () => ({ do: 'hang-up', utterances: [say('You were moved.')] }),
  left: () => ({ do: 'hang-up', utterances: [say('Thank you for calling.')] }),
};

const LIVE = new Set(['queued', 'ringing', 'in-progress']);

export function legsTo(line: LineOnEmulator, number: string) {
  return line.emulator.world.calls.list().filter(({ to }) => to === number);
}

export function liveLegsTo(line: LineOnEmulator, number: string) {
  return legsTo(line, number).filter(({ status }) => LIVE.has(status));
}

/** A caller who chose billing, and an agent who took the call. */
export async function conversation() {
  const line = await connected(script);
  const callerSid = line.ring();
  await line.forward(4_000);
  line.emulator.world.handsets.press(callerSid, '2');
  await line.forward(1_000);
  const rung = await line.ask(ringAgent);
  if (rung.outcome !== 'done') throw new Error(`The ring ended as ${rung.outcome}`);
  const agentSid = String(rung.result['sid']);
  await line.forward(2_000);
  line.emulator.world.handsets.answer(agentSid);
  await line.forward(3_000);
  line.emulator.world.handsets.press(agentSid, '1');
  await line.forward(2_000);
  return { line, callerSid, agentSid };
}
