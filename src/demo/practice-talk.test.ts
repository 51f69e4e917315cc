import { describe, expect, test } from '@jest/globals';
import {
  beginPractising,
  LONGEST_CALL_MS,
  practise,
  sentencesFor,
  type CallSeen,
  type PracticeAct,
  type Practising,
} from './practice-talk.ts';

const plan = { businessName: 'Brightwick', keys: ['1', '3'] };

/** A telephone whose owner does what `practise` says, looked at three times a second. */
class Telephone {
  now = 0;
  state: Practising = beginPractising(0);
  call: CallSeen = { status: 'ringing', inRoom: false, heard: [] };
  readonly done: string[] = [];

  hears(verb: string, text: string): this {
    this.call = { ...this.call, heard: [...this.call.heard, { verb, text }] };
    return this;
  }

  is(more: Partial<CallSeen>): this {
    this.call = { ...this.call, ...more };
    return this;
  }

  waits(ms: number): this {
    for (const end = this.now + ms; this.now < end; this.now += 300) {
      const { next, act } = practise(this.state, plan, this.call, this.now);
      this.state = next;
      if (act.do !== 'nothing') this.done.push(wordsOf(act));
    }
    return this;
  }
}

function wordsOf(act: PracticeAct): string {
  if (act.do === 'press') return `presses ${act.keys}`;
  return act.do === 'say' ? act.text : act.do;
}

const inMenu = () => new Telephone().waits(900).is({ status: 'in-progress' });
const talking = () =>
  inMenu().hears('Say', 'Press 1.').waits(3_000).hears('Say', 'Press 3.').waits(3_000).is({ inRoom: true });

describe('a practice caller in a menu', () => {
  test('waits until its key is offered, listens a moment longer, and presses it once', () => {
    const phone = inMenu().hears('Say', 'Hello, this is Brightwick.').waits(6_000);
    expect(phone.done).toEqual([]);
    phone.hears('Say', 'For English, press 1. Pour le français, tapez 2.').waits(900);
    expect(phone.done).toEqual([]);
    phone.waits(12_000);
    expect(phone.done).toEqual(['presses 1']);
    phone.hears('Say', 'For billing, press 2. For technical help, press 3.').waits(3_000);
    expect([phone.done, phone.state.stage]).toEqual([['presses 1', 'presses 3'], 'waiting']);
  });

  test('does not take 13 or 30 for 3', () => {
    const phone = inMenu().hears('Say', 'Press 1.').waits(3_000).hears('Say', 'Dial 13, 30 or 333.');
    expect(phone.waits(6_000).done).toEqual(['presses 1']);
  });

  test('presses the key of a recorded menu after some time, because nobody can read it', () => {
    expect(inMenu().hears('Play', 'menu.wav').waits(25_000).done).toEqual(['presses 1']);
  });
});

describe('a practice caller who talks', () => {
  test('tells its story sentence by sentence, with pauses', () => {
    const phone = talking().waits(60_000);
    expect(phone.done.slice(2, 5)).toEqual(sentencesFor('Brightwick'));
  });

  test('goes on at once when it is answered, and answers pleasantly once the story is told', () => {
    const phone = talking().waits(3_000).hears('Party', 'Yes?').waits(6_000);
    expect(phone.done.slice(2)).toEqual(sentencesFor('Brightwick').slice(0, 2));
    phone.hears('Party', 'Tell me more.').waits(9_000).hears('Party', 'I see.').waits(9_000);
    expect(phone.done.slice(2)).toEqual([...sentencesFor('Brightwick'), 'I see. Thank you for telling me.']);
  });

  test('does not pester somebody who speaks into a microphone and whom it cannot read', () => {
    const phone = talking().waits(LONGEST_CALL_MS - 40_000);
    expect(phone.done.length).toBeLessThanOrEqual(2 + 3 + 2);
  });

  test('says goodbye when the other side does, and hangs up', () => {
    const phone = talking().waits(3_000).hears('Party', 'Thanks, goodbye!').waits(9_000);
    expect(phone.done.slice(-2)).toEqual(['Thank you for your help. Goodbye.', 'hang-up']);
    expect(phone.state).toMatchObject({ stage: 'over', ending: 'caller-left' });
  });

  test('stays the same caller while it hears music between two people', () => {
    const phone = talking().waits(3_000).is({ inRoom: false }).waits(3_000);
    expect(phone.state.stage).toBe('talking');
  });
});

describe('a practice call ends', () => {
  test('after three minutes at most, with a goodbye', () => {
    const phone = talking().waits(LONGEST_CALL_MS);
    expect(phone.done.slice(-2)).toEqual(['Thank you for your help. Goodbye.', 'hang-up']);
    expect(phone.state.startedAt).toBe(0);
  });

  test.each([
    ['while it rings', () => new Telephone()],
    ['in the menu', () => inMenu()],
    ['while it waits', () => inMenu().hears('Say', '1').waits(3_000).hears('Say', '3')],
  ])('when nobody has answered for two minutes, %s', (_where, phone) => {
    const tried = phone().waits(125_000);
    expect(tried.done.at(-1)).toBe('hang-up');
    expect(tried.state.ending).toBe('nobody-answered');
  });

  test('when the other side ends it, and nothing more is done', () => {
    const phone = talking().waits(3_000).is({ status: 'over' }).waits(600);
    expect(phone.state).toMatchObject({ stage: 'over', ending: 'other-side' });
    const before = phone.done.length;
    expect(phone.waits(60_000).done).toHaveLength(before);
  });
});
