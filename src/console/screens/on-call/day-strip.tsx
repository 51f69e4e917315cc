import type { CSSProperties } from 'react';
import type { RotaDetail } from '../../../contract/rotas.ts';
import { useServerSecond } from '../../api/live/server-time.ts';
import styles from './on-call.module.css';
import { addDays, dayStart } from './week-days.ts';

interface Props {
  readonly day: string;
  readonly zone: string;
  readonly shifts: RotaDetail['shifts'];
}

interface Piece {
  readonly from: number;
  readonly to: number;
  /** Null: nobody. */
  readonly name: string | null;
  readonly standsIn: boolean;
}

/** One day from midnight to midnight: who is on call, and the holes between. */
export function DayStrip({ day, zone, shifts }: Props) {
  const minute = Math.floor(useServerSecond() / 60_000) * 60_000;
  const from = dayStart(day, zone);
  const to = dayStart(addDays(day, 1), zone);
  const pieces = piecesOf(shifts, from, to);
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const name = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
  });
  const today = minute >= from && minute < to;
  const words = (piece: Piece): string =>
    `${time.format(piece.from)}–${piece.to === to ? '24:00' : time.format(piece.to)}`;
  return (
    <li className={styles.day} aria-current={today ? 'date' : undefined}>
      <span className={styles.dayName}>{name.format(from)}</span>
      <ul className={styles.strip}>
        {pieces.map((piece) => (
          <li
            key={piece.from}
            className={styles.piece}
            data-hole={piece.name === null || undefined}
            data-stands-in={piece.standsIn || undefined}
            style={{ '--minutes': (piece.to - piece.from) / 60_000 } as CSSProperties}
            title={`${piece.name ?? 'Nobody'} ${words(piece)}`}
          >
            <span className={styles.pieceName}>{piece.name ?? '✕ Nobody'}</span>{' '}
            <span className={styles.pieceTime}>
              {words(piece)}
              {piece.standsIn ? ', stands in' : ''}
            </span>
          </li>
        ))}
      </ul>
    </li>
  );
}

/** The day in order, without overlap: what the shifts leave free is a hole. */
function piecesOf(shifts: Props['shifts'], from: number, to: number): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = from;
  const hole = (until: number): void => {
    if (until > at) pieces.push({ from: at, to: until, name: null, standsIn: false });
  };
  for (const shift of [...shifts].sort((a, b) => a.from - b.from)) {
    const begins = Math.max(shift.from, at);
    const ends = Math.min(shift.to, to);
    if (ends <= begins) continue;
    hole(begins);
    pieces.push({ from: begins, to: ends, name: shift.name, standsIn: shift.override !== null });
    at = ends;
  }
  hole(to);
  return pieces;
}
