import { describe, expect, it } from '@jest/globals';
import type { FallbackPlan } from './fallback.ts';
import { compileFallback } from './fallback.ts';
import { createSafety } from './safety.ts';
import { createUrls } from './urls.ts';

const urls = createUrls('https://calls.example.com');
const plumber: FallbackPlan = {
  number: '+442079460100',
  business: 'Brightwater & Sons',
  greeting: 'Good day, Brightwater and Sons.',
  hoursText: 'We are here from eight to six, Monday to Friday.',
  onDutyNumber: '+447700900111',
  language: 'en-GB',
};
const dentist: FallbackPlan = {
  ...plumber,
  number: '+442079460200',
  business: 'Zahnarzt',
  onDutyNumber: null,
  language: 'de',
};
const compile = (mayRing = true) => compileFallback([plumber, dentist], { urls, mayRing: () => mayRing });

describe('the emergency documents of a number', () => {
  it('greet, apologise and ring the person on duty', () => {
    const start = compile()(plumber.number, 'start');
    expect(start).toContain('Good day, Brightwater and Sons.');
    expect(start).toContain('We are sorry');
    expect(start).toContain('callerId="+442079460100"');
    expect(start).toContain('+447700900111</Number>');
    expect(start).toContain(
      'action="https://calls.example.com/twilio/fallback?after=bridged&amp;on=%2B442079460100#rc=2&amp;rp=ct,rt,5xx"',
    );
  });

  it('ask the person on duty for a key, so that a voicemail is no answer', () => {
    const offer = compile()(plumber.number, 'offer');
    expect(offer).toContain('A caller for Brightwater &amp; Sons needs you.');
    expect(offer).toMatch(/^.*<Gather[^>]+numDigits="1"[^>]*>.*<\/Gather><Hangup\/><\/Response>$/);
    expect(compile()(plumber.number, 'accepted')).toContain('<Response></Response>');
  });

  it('take a message when nobody comes, and when nobody may be rung', () => {
    for (const twiml of [
      compile()(plumber.number, 'nobody'),
      compile(false)(plumber.number, 'start'),
      compile()(dentist.number, 'start'),
    ]) {
      expect(twiml).toContain('<Record action="https://calls.example.com/twilio/fallback?after=message-left');
      expect(twiml).toContain(
        'recordingStatusCallback="https://calls.example.com/twilio/recording/fallback#rc=2&amp;rp=ct,rt,5xx"',
      );
      expect(twiml).not.toContain('<Dial');
    }
  });

  it('speak the number’s language, and English for one we have no words in', () => {
    expect(compile()(dentist.number, 'start')).toContain('language="de-DE">Es tut uns leid');
    const welsh = compileFallback([{ ...plumber, language: 'cy-GB' }], { urls, mayRing: () => true });
    expect(welsh(plumber.number, 'start')).toContain('language="en-GB">We are sorry');
  });

  it('answer a number that nobody configured, in nobody’s name', () => {
    const start = compile()('+15550100', 'start');
    expect(start).toContain('We are sorry');
    expect(start).toContain('<Record');
    expect(start).not.toContain('Brightwater');
  });
});

describe('the safe answers', () => {
  const safety = () => createSafety({ plans: [plumber], urls, mayRing: () => true });

  it('give a caller a person, and a leg that we rang an end', () => {
    expect(safety().apology({ to: plumber.number, direction: 'inbound' })).toContain('<Dial');
    const ours = safety().apology({ to: '+447700900111', direction: 'outbound-api' });
    expect(ours).toMatch(/Goodbye\.<\/Say><Hangup\/>/);
    expect(ours).not.toContain('<Dial');
  });

  it('follow the flows when these are loaded anew', () => {
    const safe = safety();
    safe.setPlans([{ ...plumber, greeting: 'Hello from the new flow.' }]);
    expect(safe.apology({ to: plumber.number, direction: 'inbound' })).toContain('Hello from the new flow.');
  });
});
