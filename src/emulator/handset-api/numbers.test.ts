import { describe, expect, test } from '@jest/globals';
import express from 'express';
import supertest from 'supertest';
import type { NumberRecord } from '../world/records.ts';
import type { World } from '../world/world.ts';
import { numbersRouter } from './numbers.ts';

function number(phoneNumber: string, settings: Partial<NumberRecord>): NumberRecord {
  return {
    sid: `PN${phoneNumber}`,
    accountSid: 'AC',
    phoneNumber,
    friendlyName: '',
    voiceUrl: '',
    voiceMethod: 'POST',
    voiceFallbackUrl: '',
    voiceFallbackMethod: 'POST',
    statusCallback: '',
    statusCallbackMethod: 'POST',
    voiceApplicationSid: null,
    smsUrl: '',
    smsMethod: 'POST',
    dateCreated: 0,
    dateUpdated: 0,
    ...settings,
  };
}

function refuse(): never {
  throw new Error('The list of numbers only reads.');
}

function worldWith(...numbers: NumberRecord[]): Pick<World, 'numbers'> {
  const get = (sid: string) => numbers.find((other) => other.sid === sid);
  return { numbers: { list: () => numbers, get, create: refuse, update: refuse, remove: refuse } };
}

describe('the numbers that a handset may ring', () => {
  test('are those that an application answers, by the name they were given', async () => {
    const world = worldWith(
      number('+442079460100', { friendlyName: 'Corner Shop', voiceUrl: 'http://localhost/voice' }),
      number('+442079460101', { voiceApplicationSid: 'AP1' }),
      number('+442079460102', { friendlyName: 'Answered by nobody' }),
    );
    const answer = await supertest(express().use(numbersRouter(world)))
      .get('/numbers')
      .expect(200);
    expect(answer.body).toEqual([
      { number: '+442079460100', name: 'Corner Shop' },
      { number: '+442079460101', name: '+442079460101' },
    ]);
  });
});
