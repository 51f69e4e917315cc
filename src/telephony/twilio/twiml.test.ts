import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import twilio from 'twilio';
import type { Instruction, Utterance } from '../line.ts';
import { DOCUMENT_LIMIT_BYTES, sayable, toTwiml } from './twiml.ts';
import { createUrls } from './urls.ts';
import { spokenIn } from './voices.ts';
import { cleanText } from './xml.ts';

const urls = createUrls('https://calls.example.com');
type Response = InstanceType<typeof twilio.twiml.VoiceResponse>;
type Speaker = Pick<Response, 'say' | 'play' | 'pause'>;
const builder = () => new twilio.twiml.VoiceResponse();

function speak(into: Speaker, utterances: readonly Utterance[]) {
  for (const utterance of utterances) {
    if (utterance.kind === 'play') into.play(urls.audio(utterance.audio));
    else if (utterance.kind === 'pause') into.pause({ length: utterance.seconds });
    else {
      const { language, voice } = spokenIn(utterance.language);
      for (const text of sayable(utterance.text)) {
        into.say({ ...(voice && { voice: voice as 'Polly.Amy' }), language: language as 'en-GB' }, text);
      }
    }
  }
}

/** What the official builder makes of the same instruction. */
function official(instruction: Instruction): string {
  const response = builder();
  switch (instruction.do) {
    case 'speak':
      speak(response, instruction.utterances);
      response.redirect(urls.step(instruction.then));
      break;
    case 'listen': {
      const { keys, speech } = instruction;
      const gather = response.gather({
        input: [...(keys ? ['dtmf' as const] : []), ...(speech ? ['speech' as const] : [])],
        action: urls.step(instruction.then),
        timeout: instruction.timeoutSeconds,
        ...(keys && { numDigits: keys.max, finishOnKey: keys.finishOn }),
        ...(speech && { speechTimeout: 'auto', language: spokenIn(speech.language).language as 'en-GB' }),
        ...(speech && speech.hints.length > 0 && { hints: speech.hints.map(cleanText).join(',') }),
      });
      speak(gather, instruction.utterances);
      response.redirect(urls.step(instruction.then));
      break;
    }
    case 'take-message':
      speak(response, instruction.utterances);
      response.record({
        action: urls.step(instruction.then),
        timeout: 10,
        finishOnKey: '#',
        maxLength: instruction.maxSeconds,
        playBeep: true,
        recordingStatusCallback: urls.recording('message'),
        recordingStatusCallbackEvent: ['completed', 'absent'],
      });
      break;
    case 'join-room':
      response.dial({ action: urls.step(instruction.then) }).conference(
        {
          participantLabel: instruction.label,
          beep: 'false',
          startConferenceOnEnter: true,
          endConferenceOnExit: false,
          waitUrl: urls.roomWait,
          statusCallback: urls.room,
          statusCallbackEvent: ['start', 'end', 'join', 'leave'],
        },
        cleanText(instruction.room),
      );
      break;
    case 'hang-up':
      speak(response, instruction.utterances);
      response.hangup();
      break;
    case 'refuse-call':
      response.reject({ reason: instruction.reason });
      break;
  }
  return response.toString();
}

const tag = fc.constantFrom('en-GB', 'en-US', 'de', 'fr-FR', 'cy-GB', 'xx-YY');
const anyText = fc.string({ unit: 'binary', maxLength: 120 });
const anyUtterance: fc.Arbitrary<Utterance> = fc.oneof(
  fc.record({ kind: fc.constant('say' as const), text: anyText, language: tag }),
  fc.record({
    kind: fc.constant('play' as const),
    audio: fc.constantFrom('hold.wav', 'shop/greeting one.mp3', 'https://cdn.example/a.wav?x=1&y=2'),
  }),
  fc.record({ kind: fc.constant('pause' as const), seconds: fc.integer({ min: 1, max: 60 }) }),
);
const utterances = fc.array(anyUtterance, { maxLength: 5 });
const then = fc.record({ noun: fc.constantFrom('flow-runs', 'offers'), id: fc.uuid(), turn: fc.nat(500) });
const anyInstruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({ do: fc.constant('speak' as const), utterances, then }),
  fc
    .record({
      do: fc.constant('listen' as const),
      utterances,
      keys: fc.option(
        fc.record({
          max: fc.integer({ min: 1, max: 20 }),
          finishOn: fc.constantFrom('#' as const, '' as const),
        }),
      ),
      speech: fc.option(
        fc.record({
          language: tag,
          hints: fc.array(fc.stringMatching(/^[a-z&<"]{1,12}$/), { maxLength: 4 }),
        }),
      ),
      timeoutSeconds: fc.integer({ min: 1, max: 60 }),
      then,
    })
    .filter((listening) => listening.keys !== null || listening.speech !== null),
  fc.record({
    do: fc.constant('take-message' as const),
    utterances,
    maxSeconds: fc.integer({ min: 2, max: 600 }),
    then,
  }),
  fc.record({
    do: fc.constant('join-room' as const),
    room: anyText.filter((name) => cleanText(name) !== ''),
    label: fc.stringMatching(/^[a-z&"<' -]{1,30}$/),
    then,
  }),
  fc.record({ do: fc.constant('hang-up' as const), utterances }),
  fc.record({
    do: fc.constant('refuse-call' as const),
    reason: fc.constantFrom('busy' as const, 'rejected' as const),
  }),
);

const next = { noun: 'flow-runs', id: 'r1', turn: 4 };
const say = (text: string): Utterance => ({ kind: 'say', text, language: 'en-GB' });

describe('an instruction as TwiML', () => {
  it('is the same XML as the official builder makes, for every instruction', () => {
    fc.assert(
      fc.property(anyInstruction, (instruction) => {
        expect(toTwiml(instruction, urls)).toBe(official(instruction));
      }),
      { numRuns: 400 },
    );
  });

  it('asks the next step by keys and by silence alike', () => {
    expect(
      toTwiml(
        {
          do: 'listen',
          utterances: [say('Press 1.')],
          keys: { max: 1, finishOn: '' },
          speech: null,
          timeoutSeconds: 5,
          then: next,
        },
        urls,
      ),
    ).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Gather input="dtmf" action="https://calls.example.com/twilio/step/flow-runs/r1/4#rc=2&amp;rp=ct,rt,5xx"' +
        ' timeout="5" numDigits="1" finishOnKey=""><Say voice="Polly.Amy" language="en-GB">Press 1.</Say></Gather>' +
        '<Redirect>https://calls.example.com/twilio/step/flow-runs/r1/4#rc=2&amp;rp=ct,rt,5xx</Redirect></Response>',
    );
  });

  it('never ends the room when somebody leaves it', () => {
    const twiml = toTwiml({ do: 'join-room', room: 'call-1', label: 'caller', then: next }, urls);
    expect(twiml).toContain('endConferenceOnExit="false"');
    expect(twiml).toContain(
      'action="https://calls.example.com/twilio/step/flow-runs/r1/4#rc=2&amp;rp=ct,rt,5xx"',
    );
  });

  it('waits and goes on when there is nothing to listen for', () => {
    const twiml = toTwiml(
      { do: 'listen', utterances: [], keys: null, speech: null, timeoutSeconds: 7, then: next },
      urls,
    );
    expect(twiml).toContain('<Pause length="7"/><Redirect>');
  });

  it('drops characters that XML forbids and direction overrides, where the official builder throws', () => {
    const dirty = 'Ann\u0000\u000b\ud800 \u202egro.live\u202c & Co <b>';
    expect(() => builder().say(dirty).toString()).toThrow('Invalid character');
    expect(toTwiml({ do: 'hang-up', utterances: [say(dirty)] }, urls)).toContain(
      '>Ann gro.live &amp; Co &lt;b&gt;</Say>',
    );
  });

  it('leaves nothing of an attempt to smuggle verbs in', () => {
    const twiml = toTwiml({ do: 'hang-up', utterances: [say('</Say><Dial>+19005550100</Dial><Say>')] }, urls);
    expect(twiml).not.toContain('<Dial>');
  });

  it('stays below 64 kB whatever is said, and still goes on', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('&', 'ß', '"', '\u20ac', 'a ', '🙂'), {
          minLength: 20_000,
          maxLength: 60_000,
        }),
        fc.array(fc.string({ maxLength: 150 }), { maxLength: 600 }),
        (characters, hints) => {
          const twiml = toTwiml(
            {
              do: 'listen',
              utterances: [say(characters.join('')), say('and this')],
              keys: { max: 1, finishOn: '#' },
              speech: { language: 'en-GB', hints },
              timeoutSeconds: 5,
              then: next,
            },
            urls,
          );
          expect(Buffer.byteLength(twiml)).toBeLessThanOrEqual(DOCUMENT_LIMIT_BYTES);
          expect(twiml).toMatch(/<\/Gather><Redirect>[^<]+<\/Redirect><\/Response>$/);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('says a long text in pieces, none longer than Twilio speaks, with no word lost', () => {
    const text = 'We are sorry that it takes so long. '.repeat(300).trim();
    const pieces = sayable(text);
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join(' ').replace(/\s+/g, ' ')).toBe(text);
    for (const piece of pieces) expect(encodeURIComponent(piece).length).toBeLessThanOrEqual(4_500);
  });

  it('says nothing for an empty text rather than an empty verb', () => {
    expect(toTwiml({ do: 'hang-up', utterances: [say(' '), say('\u0000')] }, urls)).not.toContain('<Say');
  });

  it('keeps audio paths below /audio', () => {
    expect(urls.audio('../../etc/passwd')).toBe('https://calls.example.com/audio/etc/passwd');
    expect(urls.audio('https://cdn.example/a.mp3')).toBe('https://cdn.example/a.mp3');
  });

  it('keeps labels to what Twilio accepts', () => {
    const labelled = (label: string) => toTwiml({ do: 'join-room', room: 'r', label, then: next }, urls);
    expect(labelled('a/b')).toContain('participantLabel="a-b"');
    expect(labelled(`CA${'0'.repeat(32)}`)).toContain('participantLabel="leg-CA0');
    expect(labelled('x'.repeat(300))).toContain(`participantLabel="${'x'.repeat(120)}"`);
  });
});
