/**
 * A small garage's telephone, written as anybody writes an application for Twilio: with `express` and `twilio` and
 * nothing of ours. It knows neither the emulator nor this repository; only the address of the REST API is set, as every
 * stand-in needs it.
 */
import express from 'express';
import type { Express, Request } from 'express';
import twilio from 'twilio';

const { VoiceResponse } = twilio.twiml;

export interface GarageOptions {
  readonly accountSid: string;
  readonly authToken: string;
  readonly restUrl: string;
  readonly garageNumber: string;
  readonly mechanicNumber: string;
}

/** One callback that the garage was sent: which, and its fields. */
export interface Told {
  readonly what: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface Garage {
  readonly app: Express;
  readonly client: ReturnType<typeof twilio>;
  readonly told: readonly Told[];
}

export function createGarage(options: GarageOptions): Garage {
  const client = twilio(options.accountSid, options.authToken);
  client.api.baseUrl = options.restUrl;
  const told: Told[] = [];
  const app = express();
  app.use(express.urlencoded({ extended: false }));
  app.use(twilio.webhook(options.authToken));

  /** The address of another page of this application, as Twilio must call it. */
  const here = (request: Request, path: string) => `${request.protocol}://${request.get('host')}${path}`;

  function page(path: string, twiml: (fields: Record<string, string>, request: Request) => unknown): void {
    app.post(path, async (request, response) => {
      told.push({ what: path, fields: request.body });
      const answer = await twiml(request.body, request);
      response.type('text/xml').send(String(answer));
    });
  }

  page('/voice', () => {
    const answer = new VoiceResponse();
    const gather = answer.gather({ numDigits: 1, timeout: 3, action: '/menu' });
    gather.say('Rivet Garage. For a mechanic press 1.');
    gather.pause({ length: 1 });
    gather.say('For the workshop press 2, to wait in line press 3, to leave a message press 4.');
    answer.say('We did not hear a key.');
    answer.redirect('/voice');
    return answer;
  });

  page('/menu', async ({ Digits: key, CallSid: sid = '' }, request) => {
    const answer = new VoiceResponse();
    switch (key) {
      case '1':
        answer
          .dial({ action: '/mechanic-done', timeout: 20, callerId: options.garageNumber })
          .number({ url: '/whisper' }, options.mechanicNumber);
        return answer;
      case '2':
        answer.say('The workshop comes to the telephone.');
        answer.dial({ action: '/workshop-done' }).conference(
          {
            startConferenceOnEnter: false,
            endConferenceOnExit: true,
            waitUrl: '/please-wait',
            statusCallback: '/room-news',
            statusCallbackEvent: ['start', 'end', 'join', 'leave'],
          },
          `workshop-${sid}`,
        );
        await client.calls.create({
          from: options.garageNumber,
          to: options.mechanicNumber,
          url: here(request, `/workshop?room=workshop-${sid}`),
          statusCallback: here(request, '/leg-news'),
          statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        });
        return answer;
      case '3':
        answer.enqueue({ waitUrl: '/in-line', action: '/left-line' }, 'garage line');
        return answer;
      case '4':
        answer.say('Tell us what is wrong after the beep.');
        answer.record({ action: '/message-taken', maxLength: 30, recordingStatusCallback: '/message-ready' });
        return answer;
      default:
        answer.say('That is not in the menu.');
        answer.redirect('/voice');
        return answer;
    }
  });

  page('/whisper', () => {
    const answer = new VoiceResponse();
    answer.say('A caller for the garage.');
    return answer;
  });

  page('/mechanic-done', ({ DialCallStatus: status }) => {
    const answer = new VoiceResponse();
    if (status === 'completed') answer.say('Thank you for calling Rivet Garage.');
    else answer.say('No mechanic is free.');
    answer.hangup();
    return answer;
  });

  page('/please-wait', () => {
    const answer = new VoiceResponse();
    answer.say('Please hold for the workshop.');
    answer.pause({ length: 5 });
    answer.redirect('/please-wait');
    return answer;
  });

  page('/workshop', (_fields, request) => {
    const { room } = request.query;
    if (typeof room !== 'string') throw new Error('The address of the workshop names no room.');
    const answer = new VoiceResponse();
    answer.dial().conference({ beep: 'false' }, room);
    return answer;
  });

  page('/workshop-done', () => {
    const answer = new VoiceResponse();
    answer.say('The workshop has hung up.');
    return answer;
  });

  page('/in-line', ({ QueuePosition: position }) => {
    const answer = new VoiceResponse();
    const gather = answer.gather({ numDigits: 1, timeout: 4, action: '/in-line-key', finishOnKey: '' });
    gather.say(`You are number ${position} in line. Press star to leave.`);
    return answer;
  });

  page('/in-line-key', ({ Digits: key }) => {
    const answer = new VoiceResponse();
    if (key === '*') answer.leave();
    else answer.redirect('/in-line');
    return answer;
  });

  page('/left-line', ({ QueueResult: result }) => {
    const answer = new VoiceResponse();
    if (result === 'leave') answer.say('You have left the line.');
    if (result === 'bridged') answer.say('We hope that helped.');
    return answer;
  });

  page('/next-in-line', () => {
    const answer = new VoiceResponse();
    answer.dial({ timeout: 10 }).queue({ url: '/you-are-next' }, 'garage line');
    answer.say('Nobody else is in line.');
    return answer;
  });

  page('/you-are-next', () => {
    const answer = new VoiceResponse();
    answer.say('A mechanic takes your call.');
    return answer;
  });

  page('/message-taken', () => {
    const answer = new VoiceResponse();
    answer.say('Thank you, we ring back today.');
    answer.hangup();
    return answer;
  });

  page('/hold-music', () => {
    const answer = new VoiceResponse();
    answer.say('You are on hold.');
    answer.pause({ length: 30 });
    return answer;
  });

  page('/announcement', () => {
    const answer = new VoiceResponse();
    answer.say('The workshop closes in ten minutes.');
    return answer;
  });

  for (const news of ['/room-news', '/leg-news', '/message-ready']) {
    app.post(news, (request, response) => {
      told.push({ what: news, fields: request.body });
      response.sendStatus(204);
    });
  }

  return { app, client, told };
}
