import { Button, NativeSelect, TagsInput } from '@mantine/core';
import { useState } from 'react';
import { Link } from 'react-router';
import type { CaseDetail, Named } from '../../../contract/cases.ts';
import { useChoices } from '../../api/business.ts';
import { useCaseAction, useCaseTags } from '../../api/cases.ts';
import { Refused } from '../../api/http.ts';
import { pathOf } from '../../api/matters.ts';
import { useBusinessFilter } from '../../components/business-filter.ts';
import { InlineForm } from '../../components/matters/inline-form.tsx';
import { withKept } from '../../components/matters/kept-choice.ts';
import matters from '../../components/matters/matters.module.css';
import { ReasonField } from '../../components/matters/reason-field.tsx';
import styles from './case.module.css';

/** Topic, reason and tags: what the case is found by. */
export function AboutBox({ matter }: { readonly matter: CaseDetail }) {
  const [base, setBase] = useState<Base | null>(null);
  const { to } = useBusinessFilter();
  if (base !== null) return <Editor matter={matter} base={base} onBase={setBase} />;
  return (
    <div>
      <dl className={styles.labels}>
        <dt>Topic</dt>
        <dd>{matter.topicName ?? <span className="soft">none</span>}</dd>
        <dt>Reason</dt>
        <dd>{matter.reasonName ?? <span className="soft">not known</span>}</dd>
        <dt>Tags</dt>
        <dd className={styles.tags}>
          {matter.tags.length === 0 ? <span className="soft">none</span> : null}
          {matter.tags.map((tag) => (
            <Link key={tag} className={styles.tag} to={to('/cases', { tag })} title={`Cases tagged ${tag}`}>
              #{tag}
            </Link>
          ))}
        </dd>
      </dl>
      <Button
        variant="subtle"
        size="compact-md"
        mt={4}
        px={0}
        mih={24}
        onClick={() => setBase(baseOf(matter))}
      >
        Edit topic, reason and tags
      </Button>
    </div>
  );
}

/** What was on the screen when the editing began. */
interface Base {
  readonly edition: number;
  readonly topic: string | null;
  readonly reason: string | null;
  readonly tags: readonly string[];
}

const baseOf = ({ edition, topic, reason, tags }: CaseDetail): Base => ({ edition, topic, reason, tags });

interface EditorProps {
  readonly matter: CaseDetail;
  readonly base: Base;
  readonly onBase: (base: Base | null) => void;
}

/** Only what was changed here is sent, so that what others change meanwhile holds as well. */
function Editor({ matter, base, onBase }: EditorProps) {
  const [topic, setTopic] = useState(base.topic);
  const [reason, setReason] = useState(base.reason);
  const [tags, setTags] = useState<readonly string[]>(base.tags);
  const { topics } = useChoices(matter.businessId);
  const known = useCaseTags(matter.businessId);
  const action = useCaseAction();
  const stale = action.error instanceof Refused && action.error.status === 409;
  const add = tags.filter((tag) => !base.tags.includes(tag));
  const remove = base.tags.filter((tag) => !tags.includes(tag));
  const changed = topic !== base.topic || reason !== base.reason || add.length + remove.length > 0;
  const save = async (): Promise<void> => {
    const send = (what: string, body: unknown) => action.mutateAsync({ path: pathOf(matter.id, what), body });
    const { edition: asOf } = base;
    let sent = base;
    // What is saved already is not sent again if a later part is refused.
    const then = (next: Partial<Base>): void => {
      sent = { ...sent, ...next };
      onBase(sent);
    };
    if (add.length + remove.length > 0) {
      await send('tags', { add, remove });
      then({ tags });
    }
    if (topic !== base.topic) {
      await send('topic', { topic, asOf });
      then({ topic });
    }
    if (reason !== base.reason) await send('reason', { reason, asOf });
    onBase(null);
  };
  return (
    <InlineForm
      label="Topic, reason and tags"
      verb="Save"
      busy={action.isPending}
      ready={changed && !stale}
      error={action.error}
      // What the server said is in `action.error`, which the form shows.
      onSend={() => void save().catch(() => undefined)}
      onClose={() => onBase(null)}
    >
      <div className={matters.pair}>
        <NativeSelect
          label="Topic"
          value={topic ?? ''}
          onChange={(event) => setTopic(event.currentTarget.value || null)}
          data={[
            { value: '', label: 'None' },
            ...withKept(topics, keptTopic(matter)).map(({ key, name }) => ({ value: key, label: name })),
          ]}
        />
        <ReasonField
          businessId={matter.businessId}
          value={reason}
          onChange={setReason}
          kept={keptReason(matter)}
          none="Not known"
        />
      </div>
      <TagsInput
        label="Tags"
        description="Type one, then Enter. At most 20."
        maxTags={20}
        acceptValueOnBlur
        value={[...tags]}
        onChange={(next) => setTags(next.map((tag) => tag.slice(0, 40)))}
        data={[...known]}
        clearable={false}
        isDuplicate={(tag, there) => there.some((one) => one.toLowerCase() === tag.toLowerCase())}
        comboboxProps={{ withinPortal: false }}
      />
      {stale ? (
        <div>
          <p className="strong">What is saved now:</p>
          <p>
            {matter.topicName ?? 'No topic'} · {matter.reasonName ?? 'no reason'}
          </p>
          <Button
            variant="default"
            mt={8}
            mih={44}
            onClick={() => {
              action.reset();
              onBase({ ...base, edition: matter.edition, topic: matter.topic, reason: matter.reason });
            }}
          >
            Go on from what is saved now, with mine
          </Button>
        </div>
      ) : null}
    </InlineForm>
  );
}

const keptTopic = ({ topic, topicName }: CaseDetail): Named | null =>
  topic === null ? null : { key: topic, name: topicName ?? topic };
const keptReason = ({ reason, reasonName }: CaseDetail): Named | null =>
  reason === null ? null : { key: reason, name: reasonName ?? reason };
