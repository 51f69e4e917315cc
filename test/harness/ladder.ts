import type { ClimbRung, ClimbWanted } from '../../src/domain/ladders/ladder.ts';
import { findLadder } from '../../src/domain/ladders/ladders-store.ts';
import { listNotices } from '../../src/domain/notices/notices-store.ts';
import type { House } from './house.ts';

/** A rung of these people: by telephone, for a minute, all at once, unless said otherwise. */
export function rung(name: string, people: readonly string[], changes: Partial<ClimbRung> = {}): ClimbRung {
  return {
    name,
    who: people.map((id) => ({ kind: 'person', id })),
    order: 'together',
    ways: ['phone'],
    patienceSeconds: 60,
    ...changes,
  };
}

/** A climb in a house: what somebody's matter sets off, without the matter. */
export class Climb {
  readonly id: string;
  readonly #house: House;

  private constructor(house: House, id: string) {
    this.#house = house;
    this.id = id;
  }

  static async begin(house: House, rungs: readonly ClimbRung[], changes: Partial<ClimbWanted> = {}) {
    const climbId = changes.climbId ?? 'matter-1.c1';
    const command = {
      type: 'BeginClimb',
      climbId,
      businessId: 'shop',
      about: { noun: 'promises', id: 'matter-1' },
      caseId: null,
      callId: null,
      subject: 'Case 1042: refund of £80 for Mrs Byrne',
      text: 'Nobody has had this case for two hours.',
      rungs: [...rungs],
      repeats: 0,
      except: [],
      ...changes,
    } as const;
    const outcome = await house.deskbell.engine.submit({ noun: 'ladders', id: climbId, command });
    if (!outcome.done) throw new Error(outcome.refusal.reason);
    await house.clock.forward('500ms');
    return new Climb(house, climbId);
  }

  async ladder() {
    const ladder = await findLadder(this.#house.deskbell.database.reader, this.id);
    if (ladder === null) throw new Error(`There is no ladder ${this.id}`);
    return ladder;
  }

  /** Who has it; null: nobody. */
  async takenBy(): Promise<string | null> {
    const ladder = await this.ladder();
    return ladder.status === 'acknowledged' ? ladder.name : null;
  }

  /** Every notice as `name way status`, oldest first. */
  async notices(): Promise<readonly string[]> {
    return (await this.records()).map(
      ({ notice }) => `${notice.to.name ?? '?'} ${notice.way} ${notice.status}`,
    );
  }

  async records() {
    const found = await listNotices(this.#house.deskbell.database.reader, {
      businessIds: ['shop'],
      climbId: this.id,
      before: null,
      limit: 100,
    });
    return found.toReversed();
  }
}
