import { describe, expect, it } from '@jest/globals';
import type { FallbackPlan } from './fallback.ts';
import { compileFallback } from './fallback.ts';
import { createSafety } from './safety.ts';
import { createUrls } from './urls.ts';

const urls = createUrls('https://calls.example.com');
const plumber: FallbackPlan = {
  number: '+442079460100',
  business: 'Brightwater & Sons',
  onDutyNumber: '+447700900111',
  languages: [
    { language: 'en-GB', hoursText: 'We are here from eight to six, Monday to Friday.' },
    { language: 'fr-FR', hoursText: 'Nous sommes là du lundi au vendredi.' },
  ],
};
const dentist: FallbackPlan = {
  ...plumber,
  number: '+442079460200',
  business: 'Zahnarzt',
  onDutyNumber: null,
  languages: [{ language: 'de', hoursText: '' }],
};
const compile = (mayRing = true) => compileFallback([plumber, dentist], { urls, mayRing: () => mayRing });

describe('the emergency documents of a number', () => {
  it('greet, apologise and ring the person on duty', () => {
    const start = compile()(plumber.number, 'start', null);
    expect(start).toContain('This is Brightwater &amp; Sons.');
    expect(start).toContain('We are sorry');
    expect(start).toContain('callerId="+442079460100"');
    expect(start).toContain('+447700900111</Number>');
    expect(start).toContain(
      'action="https://calls.example.com/twilio/fallback?after=bridged&amp;on=%2B442079460100&amp;language=en-GB#rc=2&amp;rp=ct,rt,5xx"',
    );
  });

  it('ask the person on duty for a key, so that a voicemail is no answer', () => {
    const offer = compile()(plumber.number, 'offer', null);
    expect(offer).toContain('A caller for Brightwater &amp; Sons needs you.');
    expect(offer).toMatch(/^.*<Gather[^>]+numDigits="1"[^>]*>.*<\/Gather><Hangup\/><\/Response>$/);
    expect(compile()(plumber.number, 'accepted', null)).toContain('<Response></Response>');
  });

  it('take a message when nobody comes, and when nobody may be rung', () => {
    for (const twiml of [
      compile()(plumber.number, 'nobody', null),
      compile(false)(plumber.number, 'start', null),
      compile()(dentist.number, 'start', null),
    ]) {
      expect(twiml).toContain('<Record action="https://calls.example.com/twilio/fallback?after=message-left');
      expect(twiml).toContain(
        'recordingStatusCallback="https://calls.example.com/twilio/recording/fallback#rc=2&amp;rp=ct,rt,5xx"',
      );
      expect(twiml).not.toContain('<Dial');
    }
  });

  it('speak the number’s language, and English for one we have no words in', () => {
    expect(compile()(dentist.number, 'start', null)).toContain('language="de-DE">Es tut uns leid');
    const dutch = { ...plumber, languages: [{ language: 'nl-NL', hoursText: '' }] };
    const answers = compileFallback([dutch], { urls, mayRing: () => true });
    expect(answers(plumber.number, 'start', null)).toContain('language="en-GB">We are sorry');
  });

  it('speak the caller’s own language where the business answers in it, from stage to stage', () => {
    for (const language of ['fr-FR', 'fr-CA']) {
      const start = compile()(plumber.number, 'start', language);
      expect(start).toContain('language="fr-FR">Ici Brightwater &amp; Sons.');
      expect(start).toContain('after=bridged&amp;on=%2B442079460100&amp;language=fr-FR#');
      // Whoever is on duty is no caller.
      expect(start).toContain('after=offer&amp;on=%2B442079460100#');
    }
    expect(compile()(plumber.number, 'nobody', 'fr-FR')).toContain('Nous sommes là du lundi au vendredi.');
    expect(compile()(plumber.number, 'start', 'es-ES')).toContain('language="en-GB">We are sorry');
  });

  it('answer a number that nobody configured, in nobody’s name', () => {
    const start = compile()('+15550100', 'start', null);
    expect(start).toContain('We are sorry');
    expect(start).toContain('<Record');
    expect(start).not.toContain('Brightwater');
  });
});

describe('the safe answers', () => {
  const safety = () => createSafety({ plans: [plumber], urls, mayRing: () => true });

  it('give a caller a person, and a leg that we rang an end', () => {
    expect(safety().apology({ to: plumber.number, direction: 'inbound', language: null })).toContain('<Dial');
    const ours = safety().apology({ to: '+447700900111', direction: 'outbound-api', language: null });
    expect(ours).toMatch(/Goodbye\.<\/Say><Hangup\/>/);
    expect(ours).not.toContain('<Dial');
  });

  it('are said in the language in which the caller was spoken to', () => {
    const call = { to: plumber.number, direction: 'inbound', language: 'fr-FR' };
    expect(safety().again(call, 'https://calls.example.com/x')).toContain('>Un instant, s’il vous plaît.<');
    expect(safety().apology(call)).toContain('Nous sommes désolés');
    const rungBack = { to: '+447700900111', direction: 'outbound-api', language: 'cy-GB' };
    expect(safety().apology(rungBack)).toContain('language="cy-GB">Hwyl fawr.');
  });

  it('follow the flows when these are loaded anew', () => {
    const safe = safety();
    safe.setPlans([{ ...plumber, business: 'Brightwater Anew' }]);
    expect(safe.apology({ to: plumber.number, direction: 'inbound', language: null })).toContain(
      'This is Brightwater Anew.',
    );
  });
});
