import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseDetail } from '../../../contract/cases.ts';
import { useCaseAction } from '../../api/cases.ts';
import { pathOf } from '../../api/matters.ts';
import { useMe } from '../../api/session.ts';
import { ApprovalForm } from '../../components/matters/approval-form.tsx';
import matters from '../../components/matters/matters.module.css';
import { PromiseForm } from '../../components/matters/promise-form.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useShortcut } from '../../components/shortcuts/shortcuts.tsx';
import { AssignForm, EscalateForm, SeverityForm, WaitForm } from './case-forms.tsx';
import { ResolveForm } from './resolve-form.tsx';
import { WordsForm } from '../../components/matters/inline-form.tsx';

type Panel =
  | 'assign'
  | 'escalate'
  | 'return'
  | 'wait'
  | 'contact'
  | 'update'
  | 'severity'
  | 'resolve'
  | 'reopen'
  | 'promise'
  | 'approval';

/** What can be done with a case now; what cannot is not shown. */
export function CaseActions({ matter }: { readonly matter: CaseDetail }) {
  const me = useMe();
  const [panel, setPanel] = useState<Panel | null>(null);
  const action = useCaseAction();
  const over = matter.status === 'resolved';
  const mine = matter.owner.kind === 'person' && matter.owner.id === me.personId;
  const asOf = matter.edition;
  const toggle = (next: Panel) => (): void => {
    action.reset();
    setPanel(panel === next ? null : next);
  };
  const close = (): void => {
    setPanel(null);
    action.reset();
  };
  const take = (): void => action.mutate({ path: pathOf(matter.id, 'take'), body: { asOf } });
  const resume = (): void => action.mutate({ path: pathOf(matter.id, 'resume'), body: { asOf } });

  useShortcut('takeCase', !over && !mine && !action.isPending ? take : null);
  useShortcut('resolve', over ? null : toggle('resolve'));
  useShortcut('escalate', !over && matter.may.escalate ? toggle('escalate') : null);
  useShortcut('promise', over ? null : toggle('promise'));
  useShortcut('approval', over ? null : toggle('approval'));

  const opener = (which: Panel) => ({
    variant: panel === which ? 'light' : 'default',
    'aria-expanded': panel === which,
    onClick: toggle(which),
  });
  const words = (
    path: string,
    field: 'how' | 'reason' | 'why',
    form: { label: string; ask: string; usual?: readonly string[]; verb: string },
  ) => (
    <WordsForm
      key={path}
      draft={`case-${path}.${matter.id}`}
      {...form}
      busy={action.isPending}
      error={action.error}
      onSend={(said, done) =>
        action.mutate(
          { path: pathOf(matter.id, path), body: { [field]: said, ...(field === 'how' ? {} : { asOf }) } },
          {
            onSuccess: () => {
              done();
              close();
            },
          },
        )
      }
      onClose={close}
    />
  );
  return (
    <>
      <div className={matters.buttons} role="group" aria-label="What to do with the case">
        {over ? (
          <Button {...opener('reopen')}>Reopen</Button>
        ) : (
          <>
            {mine ? null : (
              <Button loading={action.isPending && panel === null} onClick={take}>
                I take it
              </Button>
            )}
            <Button {...opener('contact')}>Contact made</Button>
            <Button {...opener('update')}>Update given</Button>
            {matter.status === 'waiting' ? (
              <Button variant="default" disabled={action.isPending} onClick={resume}>
                Clocks go on
              </Button>
            ) : (
              <Button {...opener('wait')}>Wait for the customer</Button>
            )}
            <Button {...opener('assign')}>Assign</Button>
            {matter.may.escalate || matter.may.formalComplaint ? (
              <Button {...opener('escalate')}>Escalate</Button>
            ) : null}
            {matter.may.return ? <Button {...opener('return')}>Return</Button> : null}
            <Button {...opener('severity')}>Severity</Button>
            <Button {...opener('promise')}>Promise</Button>
            <Button {...opener('approval')}>Ask for approval</Button>
            <Button {...opener('resolve')}>Resolve</Button>
          </>
        )}
      </div>
      {panel === null ? <Refusal error={action.error} /> : null}
      {panel === 'contact'
        ? words('contact', 'how', {
            label: 'Contact made',
            ask: 'How was the customer reached?',
            usual: ['by telephone', 'by e-mail', 'by SMS'],
            verb: 'Contact was made',
          })
        : null}
      {panel === 'update'
        ? words('update', 'how', {
            label: 'Update given',
            ask: 'How did the customer hear the news?',
            usual: ['by telephone', 'by e-mail', 'by SMS'],
            verb: 'Update was given',
          })
        : null}
      {panel === 'return'
        ? words('return', 'reason', {
            label: 'Return the case',
            ask: 'Why does it go back to the level below?',
            usual: ['More has to be asked first', 'It belongs to another team'],
            verb: 'Return it',
          })
        : null}
      {panel === 'reopen'
        ? words('reopen', 'why', {
            label: 'Reopen the case',
            ask: 'Why is it open again?',
            usual: ['The customer called again about it', 'It was not solved'],
            verb: 'Reopen it',
          })
        : null}
      {panel === 'wait' ? <WaitForm matter={matter} onClose={close} /> : null}
      {panel === 'assign' ? <AssignForm matter={matter} onClose={close} /> : null}
      {panel === 'escalate' ? <EscalateForm matter={matter} onClose={close} /> : null}
      {panel === 'severity' ? <SeverityForm matter={matter} onClose={close} /> : null}
      {panel === 'resolve' ? <ResolveForm matter={matter} onClose={close} /> : null}
      {panel === 'promise' ? (
        <PromiseForm
          businessId={matter.businessId}
          about={{ caseId: matter.id }}
          onMade={close}
          onClose={close}
        />
      ) : null}
      {panel === 'approval' ? (
        <ApprovalForm
          businessId={matter.businessId}
          about={{ caseId: matter.id }}
          onAsked={close}
          onClose={close}
        />
      ) : null}
    </>
  );
}
