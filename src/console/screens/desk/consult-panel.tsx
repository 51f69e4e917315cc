import { Button } from '@mantine/core';
import type { CallDetail } from '../../../contract/api.ts';
import type { CallAction, CallActions } from '../../api/calls.ts';
import { PresenceMark } from '../../components/presence-mark.tsx';
import { Elapsed } from '../../components/times.tsx';
import styles from './consult-panel.module.css';

interface Props {
  readonly call: CallDetail;
  readonly consult: NonNullable<CallDetail['consult']>;
  readonly actions: CallActions;
}

/** A colleague is asked while the caller hears music: go back, talk all together, or hand the caller over. */
export function ConsultPanel({ call, consult, actions }: Props) {
  const name = consult.name || 'somebody';
  const talking = consult.status === 'talking';
  const doing = (what: CallAction['do']): boolean => actions.isPending && actions.variables.do === what;
  const act = (what: 'consult/cancel' | 'consult/join' | 'consult/complete') => ({
    loading: doing(what),
    disabled: actions.isPending || (what !== 'consult/cancel' && !talking),
    onClick: () => actions.mutate({ do: what }),
  });
  return (
    <section className={styles.panel} aria-label={`Asking ${name}`}>
      <p className={styles.words}>
        <PresenceMark
          of={talking ? 'on-a-call' : 'ringing'}
          word={talking ? `Talking with ${name}` : `Asking ${name}, ringing`}
        />
        <Elapsed since={consult.since} />
        <span className="soft">·</span>
        <PresenceMark of="held" word="caller hears music" />
        <Elapsed since={call.place === 'held' ? call.since : consult.since} />
      </p>
      <div className={styles.actions}>
        <Button variant="default" {...act('consult/cancel')}>
          Back to the caller
        </Button>
        <Button variant="default" {...act('consult/join')}>
          Bring all together
        </Button>
        <Button {...act('consult/complete')}>Hand over to {name}</Button>
      </div>
      {talking ? null : (
        <p className="soft">When {name} says yes you can talk without the caller hearing you.</p>
      )}
    </section>
  );
}

/** The other side of it: a colleague asks me. */
export function AskedView({ call }: { readonly call: CallDetail }) {
  const asker = call.parties.find((party) => party.role === 'agent' && party.status === 'in-room');
  return (
    <section className={styles.panel} aria-label="You are asked">
      <p>
        <span className="strong">
          {asker ? `${asker.name} asks you first.` : 'A colleague asks you first.'}
        </span>{' '}
        The caller hears music and does not hear you. Your colleague goes back, brings all together, or hands
        the caller over to you.
      </p>
    </section>
  );
}
