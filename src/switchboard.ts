import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { businessByNumber } from './domain/businesses/businesses-store.ts';
import { callBySid } from './domain/calls/calls-store.ts';
import type { CallCommand } from './domain/calls/commands.ts';
import { legOfAttempt } from './domain/offers/legs.ts';
import type { NoticeCommand } from './domain/notices/notice.ts';
import type { OfferCommand } from './domain/offers/offer.ts';
import { hearReply, noticeOfText } from './text-replies.ts';
import { findRecording, recordingByProviderSid } from './domain/recordings/recordings-store.ts';
import type { RecordingCommand } from './domain/recordings/recording.ts';
import { keepLine } from './domain/recordings/transcript-store.ts';
import { lineFrom, recordingOfSession } from './domain/recordings/transcript.ts';
import type { EngineTransaction, Outcome } from './engine/engine.ts';
import { newId } from './kernel/ids.ts';
import type { Clock } from './kernel/clock.ts';
import type { Instruction, LineListener, RingCommand } from './telephony/line.ts';
import { ringOwner } from './telephony/ring-owner.ts';

/**
 * Turns what the line tells into messages to the nouns, inside the transaction that claims the webhook:
 * what is answered is on disk.
 */
export function createSwitchboard(
  transaction: EngineTransaction<Instruction>,
  parts: { readonly clock: Clock; readonly logger: Logger },
): LineListener {
  const { clock, logger } = parts;
  const call = (id: string, command: CallCommand) => transaction.submit({ noun: 'calls', id, command });
  const offer = (id: string, command: OfferCommand) => transaction.submit({ noun: 'offers', id, command });
  const recording = (id: string, command: RecordingCommand) =>
    transaction.submit({ noun: 'recordings', id, command });

  const spoken = (outcome: Outcome<Instruction>): Instruction | null =>
    outcome.done ? (outcome.says ?? null) : null;

  return {
    async callArrived({ sid, from, to, callerName }) {
      const known = await callBySid(transaction.reader, sid);
      if (known !== null) throw new Error(`Call ${known} has arrived before`);
      const answering = await businessByNumber(transaction.reader, to);
      if (answering === null) {
        logger.warn(
          { callSid: sid },
          'a number was rung that no business has; give it to one, or take its voice URL away',
        );
        return {
          do: 'hang-up',
          utterances: [{ kind: 'say', text: 'This number is not in use. Goodbye.', language: 'en-GB' }],
        };
      }
      const id = newId(clock.now(), randomBytes(10));
      const arrived = { callerSid: sid, number: to, from, callerName, ...answering };
      const instruction = spoken(await call(id, { type: 'ArriveCall', ...arrived }));
      if (instruction === null) throw new Error(`Call ${id} was told nothing when it arrived`);
      return instruction;
    },

    async legTurned(step, input) {
      const { turn } = step;
      if (step.noun === 'offers') {
        const { offerId, leg } = legOfAttempt(step.id);
        return spoken(await offer(offerId, { type: 'TakeTurn', leg, turn, input }));
      }
      const command = { type: 'TakeTurn', turn, input };
      return spoken(await transaction.submit({ noun: step.noun, id: step.id, command }));
    },

    async ringProgressed(ring, { sid, status }) {
      const owner = ringOwner(ring);
      if ('attempt' in owner) {
        const { offerId, leg } = legOfAttempt(owner.attempt);
        await offer(offerId, { type: 'RingProgressed', leg, sid, status });
        return;
      }
      const command: RingCommand = { type: 'RingProgressed', ring, sid, status };
      await transaction.submit({ noun: owner.noun, id: owner.id, command });
    },

    async legEnded({ sid, ring, how }) {
      if (ring !== null) {
        const owner = ringOwner(ring);
        if ('attempt' in owner) {
          const { offerId, leg } = legOfAttempt(owner.attempt);
          await offer(offerId, { type: 'LegEnded', leg, how });
          return;
        }
        const command: RingCommand = { type: 'LegEnded', ring, sid, how };
        await transaction.submit({ noun: owner.noun, id: owner.id, command });
        return;
      }
      const id = await callBySid(transaction.reader, sid);
      if (id !== null) await call(id, { type: 'CallerHungUp' });
    },

    async roomChanged({ room, sid, what }) {
      if (what !== 'joined' || (await callBySid(transaction.reader, sid)) !== room) return;
      await call(room, { type: 'CallerJoinedRoom' });
    },

    async recordingChanged({ asked, recordingSid, status }) {
      const id =
        asked === null ? await recordingByProviderSid(transaction.reader, recordingSid) : askedId(asked);
      if (id !== null) await recording(id, { type: 'ProviderChanged', providerSid: recordingSid, status });
    },

    async wordsHeard(heard) {
      const id = recordingOfSession(heard.asked);
      const known = await findRecording(transaction.reader, id);
      const line = known === null ? null : lineFrom(known, heard);
      // Words are no event: the log is kept for ever, and what was said must be gone when its time is over.
      if (line !== null) await keepLine(transaction.writer, id, line);
    },

    async textProgressed(asked, { status, reason }) {
      const command: NoticeCommand = { type: 'TextProgressed', status, reason };
      await transaction.submit({ noun: 'notices', id: noticeOfText(asked), command });
    },

    async textArrived({ from, text }) {
      return hearReply(transaction, { from, text });
    },

    async transcriptionBroke({ asked, problem }) {
      await recording(recordingOfSession(asked), { type: 'TranscriptionBroke', session: asked, problem });
    },
  };
}

/** `line.record` effects are named after their recording: `<recording>.start`. */
function askedId(effectId: string): string {
  return effectId.replace(/\.start$/, '');
}
