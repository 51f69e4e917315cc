import { DocumentFailure } from '../player/document.ts';
import type { DocumentMode } from '../player/document.ts';
import { playHouseMusic } from '../player/sound.ts';
import type { Exchange } from './exchange.ts';
import type { HttpMethod } from './records.ts';
import type { Member, WaitSound } from './participant.ts';
import type { Room } from './room.ts';
import type { RoomNews } from './room-news.ts';
import { Interrupted } from './scope.ts';
import type { Scope } from './scope.ts';

/** What somebody hears while the room has not started. It is played once: afterwards there is silence. */
export function startWaitSound(exchange: Exchange, room: Room, member: Member): void {
  startSound(exchange, member, member.options.wait, 'room-wait', () => room.dropAfterWaitFailure(member));
}

/** What somebody on hold hears instead of the room. */
export function startHoldSound(exchange: Exchange, member: Member, sound: WaitSound): void {
  startSound(exchange, member, sound, 'hold', () => undefined);
}

/** Plays a document to one member, or to all who are in the room and not on hold. */
export function announceInRoom(
  exchange: Exchange,
  room: Room,
  to: Member | null,
  url: string,
  method: HttpMethod,
  news: RoomNews,
): void {
  const leader = to ?? room.members[0];
  if (!leader) return;
  const scope = leader.leg.lifetime.child();
  const participant = to?.participant ?? null;
  exchange
    .runDocuments({
      exchange,
      leg: leader.leg,
      audience: () =>
        to ? [to.leg] : room.members.filter((member) => !member.participant.hold).map(({ leg }) => leg),
      scope,
      mode: 'announce',
      request: {
        kind: 'url',
        url,
        method,
        params: [
          ['ConferenceSid', room.record.sid],
          ['FriendlyName', room.record.friendlyName],
        ],
        purpose: 'announce',
      },
    })
    .then(() => news.announced(url, participant, null))
    .catch((error: unknown) => {
      if (error instanceof Interrupted) return;
      report(exchange, leader, error);
      news.announced(url, participant, error instanceof Error ? error.message : String(error));
    });
}

function startSound(
  exchange: Exchange,
  member: Member,
  sound: WaitSound,
  mode: Extract<DocumentMode, 'room-wait' | 'hold'>,
  whenItFails: () => void,
): void {
  member.sound?.end('stopped');
  member.sound = null;
  if (sound.kind === 'silence') return;
  const scope = member.leg.lifetime.child();
  member.sound = scope;
  playSound(exchange, member, scope, sound, mode).catch((error: unknown) => {
    if (error instanceof Interrupted) return;
    report(exchange, member, error);
    if (!scope.ended) whenItFails();
  });
}

async function playSound(
  exchange: Exchange,
  { leg, participant }: Member,
  scope: Scope,
  sound: Exclude<WaitSound, { kind: 'silence' }>,
  mode: Extract<DocumentMode, 'room-wait' | 'hold'>,
): Promise<void> {
  if (sound.kind === 'music') {
    await playHouseMusic({ exchange, leg, scope }, mode === 'hold' ? 'Hold' : 'Play');
    return;
  }
  await exchange.runDocuments({
    exchange,
    leg,
    scope,
    mode,
    request: {
      kind: 'url',
      url: sound.url,
      method: sound.method,
      params: [['ConferenceSid', participant.conferenceSid]],
      purpose: mode === 'hold' ? 'hold' : 'wait',
    },
  });
}

function report(exchange: Exchange, { leg }: Member, error: unknown): void {
  if (error instanceof DocumentFailure) {
    exchange.debugger.error({ code: error.code, callSid: leg.sid, url: error.url, message: error.message });
    return;
  }
  exchange.logger.error({ err: error, callSid: leg.sid }, 'the emulator failed at a sound for a conference');
}
