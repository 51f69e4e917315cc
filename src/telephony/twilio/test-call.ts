import { randomBytes } from 'node:crypto';
import type { TestCall } from '../../contract/setup.ts';
import type { Reader } from '../../store/database.ts';
import type { Instruction, LegInput, Step, Utterance } from '../line.ts';
import { stepKey } from './claims.ts';
import { judge } from './errors.ts';
import { lazyClient, type TwilioAccount } from './rest-client.ts';
import { createUrls } from './urls.ts';

/** The steps of a test call belong to no noun: what it says is always the same, and nothing follows from it. */
export const TEST_CALL = 'test-call';

const FIRST_ASKED = 1;
const ASKED_AGAIN = 2;
const ASKED_LAST = 3;
/** Only a key leads here. */
const WORKS = 9;
const RINGS_SECONDS = 30;
const LASTS_SECONDS = 60;

const say = (text: string): Utterance => ({ kind: 'say', text, language: 'en-GB' });
const at = (id: string, turn: number): Step => ({ noun: TEST_CALL, id, turn });

/** What the person who is rung hears next; null when the step is none of a test call. */
export function testCallTurn({ id, turn }: Step, { keys }: Pick<LegInput, 'keys'>): Instruction | null {
  const ask = (words: string, next: number): Instruction => ({
    do: 'listen',
    utterances: [say(words)],
    keys: { max: 1, finishOn: '' },
    speech: null,
    timeoutSeconds: 6,
    then: at(id, next),
  });
  if (turn === FIRST_ASKED)
    return ask('This is a test call from Deskbell. If you hear this, press 1.', ASKED_AGAIN);
  if (turn === WORKS) return { do: 'hang-up', utterances: [say('Goodbye.')] };
  if (turn !== ASKED_AGAIN && turn !== ASKED_LAST) return null;
  if (keys)
    return {
      do: 'speak',
      utterances: [say('Thank you. Calls reach this telephone, and your keys reach Deskbell.')],
      then: at(id, WORKS),
    };
  return turn === ASKED_AGAIN
    ? ask('Please press 1 if you hear this.', ASKED_LAST)
    : { do: 'hang-up', utterances: [say('No key was pressed. Goodbye.')] };
}

export interface TestCallParts {
  readonly account: TwilioAccount;
  readonly publicUrl: string;
  readonly reader: Reader;
  /** Null when the number may be dialled, else why not. */
  readonly forbids: (number: string) => string | null;
}

/** Rings a telephone with a sentence of its own. What becomes of it is read from the line and from the step that a key takes. */
export function createTestCalls({ account, publicUrl, reader, forbids }: TestCallParts) {
  const urls = createUrls(publicUrl);
  const client = lazyClient(account);

  return {
    /** @returns the call, or in words why it was not made */
    async ring(wish: { readonly to: string; readonly from: string }): Promise<TestCall | string> {
      const forbidden = forbids(wish.to);
      if (forbidden !== null) return forbidden;
      const id = randomBytes(16).toString('hex');
      try {
        const call = await (
          await client()
        ).calls.create({
          to: wish.to,
          from: wish.from,
          timeout: RINGS_SECONDS,
          timeLimit: LASTS_SECONDS,
          url: urls.step(at(id, FIRST_ASKED)),
          method: 'POST',
        });
        return shown(`${id}.${call.sid}`, 'queued');
      } catch (error) {
        return `The call was not made: ${judge(error).reason}.`;
      }
    },

    /** Null: there is no such call. @throws Error in words when the telephone company cannot be asked */
    async look(callId: string): Promise<TestCall | null> {
      const [, id, sid] = /^([0-9a-f]{32})\.(CA[0-9a-f]{32})$/.exec(callId) ?? [];
      if (id === undefined || sid === undefined) return null;
      if (await keyWasPressed(id, sid)) return shown(callId, 'works');
      try {
        const { status, direction } = await (await client()).calls(sid).fetch();
        return direction === 'outbound-api' ? shown(callId, stageOf(status)) : null;
      } catch (error) {
        const { verdict, reason } = judge(error);
        if (verdict === 'gone') return null;
        return { ...shown(callId, 'ringing'), words: `It is not known how the call is doing: ${reason}.` };
      }
    },
  };

  /** Each step is claimed with its answer; the one that thanks leads to the step that only a key leads to. */
  async function keyWasPressed(id: string, sid: string): Promise<boolean> {
    const rows = await reader
      .selectFrom('claims')
      .select('answer')
      .where(
        'key',
        'in',
        [ASKED_AGAIN, ASKED_LAST].map((turn) => stepKey(at(id, turn), sid)),
      )
      .execute();
    const thanked = new URL(urls.step(at(id, WORKS))).pathname;
    return rows.some(({ answer }) => answer.includes(thanked));
  }
}

function stageOf(status: string): TestCall['stage'] {
  switch (status) {
    case 'queued':
    case 'initiated':
      return 'queued';
    case 'ringing':
      return 'ringing';
    case 'in-progress':
      return 'answered';
    case 'completed':
      return 'nobody-pressed';
    case 'busy':
      return 'busy';
    case 'no-answer':
      return 'no-answer';
    case 'canceled':
      return 'cancelled';
    default:
      return 'failed';
  }
}

const WORDS: Readonly<Record<TestCall['stage'], { readonly words: string; readonly over: boolean }>> = {
  queued: { words: 'Twilio has taken the call and is about to ring.', over: false },
  ringing: { words: 'It rings. Pick it up.', over: false },
  answered: { words: 'Picked up. Press 1 when you are asked to.', over: false },
  works: {
    words: 'It works: the telephone was reached, and its key came back here over PUBLIC_URL.',
    over: true,
  },
  'nobody-pressed': {
    words:
      'The call was answered and ended, but no key came back. Did you hear the sentence? If not, Twilio does not reach PUBLIC_URL; the error log in the Twilio console says why.',
    over: true,
  },
  busy: { words: 'The telephone is busy, or the call was refused there. Try again.', over: true },
  'no-answer': { words: `Nobody answered within ${RINGS_SECONDS} s. Try again.`, over: true },
  failed: {
    words:
      'The call failed. The call’s page in the Twilio console says why; often the country or the number is not allowed.',
    over: true,
  },
  cancelled: { words: 'The call was cancelled before anybody answered.', over: true },
};

function shown(id: string, stage: TestCall['stage']): TestCall {
  return { id, stage, ...WORDS[stage] };
}
