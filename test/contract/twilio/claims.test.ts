import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import twilio from 'twilio';
import type { Database, Writer } from '../../../src/store/database.ts';
import type { LineListener } from '../../../src/telephony/line.ts';
import { createNumbersPolicy } from '../../../src/telephony/numbers-policy.ts';
import {
  ClaimLost,
  claimsOn,
  forgetClaims,
  ringLedger,
  stepKey,
  stepTaken,
} from '../../../src/telephony/twilio/claims.ts';
import { createTwilioLine } from '../../../src/telephony/twilio/index.ts';
import { DATABASE_KINDS, freshDatabase } from '../../harness/fresh-database.ts';
import type { FreshDatabase } from '../../harness/fresh-database.ts';

describe.each(DATABASE_KINDS)('claims on %s', (kind) => {
  let fresh: FreshDatabase;
  let database: Database;
  let now = 1_800_000_000_000;
  const clock = { now: () => now };
  const step = { noun: 'flow-runs', id: 'r1', turn: 3 };

  beforeEach(async () => {
    fresh = await freshDatabase(kind);
    database = fresh.database;
  });
  afterEach(() => fresh.close());

  const keep = (key: string, answer: string) =>
    database.transact((writer) => claimsOn(writer, clock).keep(key, 't1', answer));

  it('keep the answer, the token and the time', async () => {
    await keep('voice/CA1', '<Response/>');
    const claim = await database.transact((writer) => claimsOn(writer, clock).claimed('voice/CA1'));
    expect(claim).toEqual({ answer: '<Response/>', token: 't1', claimedAt: now });
    expect(await database.transact((writer) => claimsOn(writer, clock).claimed('voice/CA2'))).toBeNull();
  });

  it('are lost loudly to whoever was faster, and leave nothing of the slower', async () => {
    await keep('voice/CA1', 'first');
    const slower = database.transact(async (writer) => {
      await claimsOn(writer, clock).keep('voice/other', null, 'must go');
      await claimsOn(writer, clock).keep('voice/CA1', null, 'second');
    });
    await expect(slower).rejects.toThrow(ClaimLost);
    const [first, other] = await database.transact(async (writer) => {
      const claims = claimsOn(writer, clock);
      return [await claims.claimed('voice/CA1'), await claims.claimed('voice/other')];
    });
    expect(first?.answer).toBe('first');
    expect(other).toBeNull();
  });

  it('tell whether a step was taken, and by which leg', async () => {
    await keep(stepKey(step, 'CA1'), '<Response/>');
    expect(await stepTaken(database.reader, step, 'CA1')).toBe(true);
    expect(await stepTaken(database.reader, step, 'CA2')).toBe(false);
    expect(await stepTaken(database.reader, { ...step, turn: 4 }, 'CA1')).toBe(false);
  });

  it('are forgotten when they are old', async () => {
    await keep('voice/old', 'x');
    now += 1_000;
    await keep('voice/new', 'x');
    expect(await forgetClaims(database, now)).toBe(1);
    expect(await database.transact((writer) => claimsOn(writer, clock).claimed('voice/new'))).not.toBeNull();
  });

  it('give a ring attempt to the first leg that claims it, for good', async () => {
    const ledger = ringLedger(database, clock);
    expect(await ledger.legOf('a1')).toBeNull();
    const winners = await Promise.all(['CA1', 'CA2', 'CA1'].map((sid) => ledger.claimLeg('a1', sid)));
    expect(winners).toEqual(['CA1', 'CA1', 'CA1']);
    expect(await ledger.legOf('a1')).toBe('CA1');
    expect(await ledger.attemptOf('CA1')).toBe('a1');
    expect(await ledger.attemptOf('CA2')).toBeNull();
  });
});

describe('one webhook at two nodes at the same moment', () => {
  const authToken = '0123456789abcdef0123456789abcdef';
  const account = { accountSid: `AC${'a'.repeat(32)}`, authToken };
  const publicUrl = 'https://calls.example.com';
  let fresh: FreshDatabase;
  let nodes: readonly { readonly server: Server; readonly database: Database }[];

  beforeEach(async () => {
    fresh = await freshDatabase('postgres');
    nodes = await Promise.all(
      [fresh.database, await fresh.openAgain()].map(async (database, index) => {
        const line = createTwilioLine({
          publicUrl,
          account,
          database,
          dataDir: fresh.dataDir,
          clock: { now: () => Date.now() },
          logger: pino({ level: 'silent' }),
          numbers: createNumbersPolicy({ countries: [] }),
          plans: [],
          transact: (work) =>
            database.transact((writer) => work({ writer, listener: listening(writer, index) })),
        });
        const server = createServer((request, response) => void line.road(request, response));
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
        return { server, database };
      }),
    );
  });
  afterEach(async () => {
    for (const { server } of nodes) {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    }
    await nodes[1]?.database.close();
    await fresh.close();
  });

  /** Writes down every decision in the transaction that makes it. */
  function listening(writer: Writer, node: number): LineListener {
    const note = async (id: string) => {
      await writer
        .insertInto('events')
        .values({ noun: 'test', id, type: 'Heard', data: '{}', at: node })
        .execute();
    };
    return {
      async callArrived({ sid }) {
        await note(sid);
        return { do: 'hang-up', utterances: [{ kind: 'say', text: `Node ${node}`, language: 'en-GB' }] };
      },
      legTurned: () => Promise.resolve(null),
      ringProgressed: () => Promise.resolve(),
      legEnded: () => Promise.resolve(),
      roomChanged: () => Promise.resolve(),
      recordingChanged: () => Promise.resolve(),
      wordsHeard: () => Promise.resolve(),
      textProgressed: () => Promise.resolve(),
      textArrived: () => Promise.resolve(null),
      transcriptionBroke: () => Promise.resolve(),
    };
  }

  it('is decided once, and both give the same answer', async () => {
    for (let round = 0; round < 10; round += 1) {
      const parameters = {
        AccountSid: account.accountSid,
        CallSid: `CA${String(round).padStart(32, '0')}`,
        From: '+442079460123',
        To: '+442079460100',
        Direction: 'inbound',
      };
      const signature = twilio.getExpectedTwilioSignature(authToken, `${publicUrl}/twilio/voice`, parameters);
      const answers = await Promise.all(
        nodes.map(async ({ server }) => {
          const { port } = server.address() as AddressInfo;
          const response = await fetch(`http://127.0.0.1:${port}/twilio/voice`, {
            method: 'POST',
            headers: { 'x-twilio-signature': signature },
            body: new URLSearchParams(parameters),
          });
          return response.text();
        }),
      );
      expect(answers[0]).toContain('Node ');
      expect(answers[1]).toBe(answers[0]);
      const heard = await fresh.database.reader
        .selectFrom('events')
        .select('id')
        .where('id', '=', parameters.CallSid)
        .execute();
      expect(heard).toHaveLength(1);
    }
  });
});
