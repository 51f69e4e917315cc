import { ActionIcon } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import type { CallDetail, Party } from '../../../contract/api.ts';
import type { CallActions } from '../../api/calls.ts';
import { useMe } from '../../api/session.ts';
import { PresenceMark, type Mark } from '../../components/presence-mark.tsx';
import { Elapsed } from '../../components/times.tsx';
import { callerWords } from '../../components/words.ts';
import styles from './parties.module.css';

/** Who is on the line, one chip each. */
export function Parties({ call, actions }: { readonly call: CallDetail; readonly actions: CallActions }) {
  const me = useMe();
  const there = call.parties.filter((party) => party.status !== 'left');
  return (
    <ul className={styles.parties} aria-label="On the line">
      <li className={styles.chip}>
        <PresenceMark
          of={call.place === 'held' ? 'held' : call.place === 'talking' ? 'on-a-call' : 'ringing'}
          bare
          word={callerPlace[call.place]}
        />
        <span className="strong">{callerWords(call.caller)}</span>
        <span className="soft">caller, {callerPlace[call.place]}</span>
      </li>
      {there.map((party) => (
        <li key={party.id} className={styles.chip}>
          <PresenceMark of={partyMark[party.status]} bare word={partyWords[party.status]} />
          <span className="strong">{party.personId === me.personId ? 'You' : party.name}</span>
          <span className="soft">
            {party.role === 'consulted' ? 'asked, ' : ''}
            {partyWords[party.status]} <Elapsed since={party.since} />
          </span>
          {party.personId === me.personId ? null : (
            <ActionIcon
              variant="subtle"
              color="var(--ink)"
              size={28}
              aria-label={`Take ${party.name} off the line`}
              title={`Take ${party.name} off the line`}
              disabled={actions.isPending}
              onClick={() => actions.mutate({ do: 'drop', partyId: party.id })}
            >
              <IconPhoneOff size={16} aria-hidden />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
}

const partyMark: Record<Party['status'], Mark> = {
  ringing: 'ringing',
  joining: 'ringing',
  'in-room': 'on-a-call',
  left: 'offline',
};
const partyWords: Record<Party['status'], string> = {
  ringing: 'ringing',
  joining: 'joining',
  'in-room': 'talking',
  left: 'left',
};

export const callerPlace: Record<CallDetail['place'], string> = {
  flow: 'in the menu',
  ringing: 'being rung',
  waiting: 'waiting',
  talking: 'talking',
  held: 'hears music',
  message: 'leaving a message',
  moving: 'being put through',
  ended: 'gone',
};
