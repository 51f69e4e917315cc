import { expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { CallDetail } from '../../src/contract/api.ts';
import { LadderPage } from '../../src/contract/ladders.ts';
import { CaseDetail, CasePage } from '../../src/contract/cases.ts';
import {
  RuleChecked,
  RulesHistory,
  RulesTried,
  RulesView,
  type RuleDraft,
} from '../../src/contract/rules.ts';
import { seedYesterday } from '../../src/demo/seed-yesterday.ts';
import { businessOf } from '../../src/domain/businesses/businesses-store.ts';
import { tryRules } from '../../src/domain/rule-runs/try-rules.ts';
import { caseAsOf } from '../../src/views/case-as-of.ts';
import type { Reader } from '../../src/store/database.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS } from '../harness/house.ts';

const SHOP = '/rules/shop';

/** Whoever waits for billing: a case, sooner served, and the managers are told. */
const everyWait: RuleDraft = {
  id: 'every-wait',
  name: 'Every wait for billing',
  on: true,
  trigger: 'joined-queue',
  when: '',
  form: { join: 'all', parts: [{ field: 'wait.queue', operator: 'is', value: 'billing' }] },
  actions: [
    { do: 'open-case', topic: 'billing', reason: 'long-wait', severity: 2, tier: null, tags: ['watched'] },
    { do: 'raise-priority', seconds: 90 },
    {
      do: 'notify',
      who: [{ kind: 'team', key: 'manager' }],
      ways: ['desk'],
      acknowledge: false,
      patienceSeconds: 300,
      text: 'Somebody waits for billing.',
    },
    { do: 'promise', what: 'update', words: 'You hear from us within two hours.', dueMinutes: 120 },
  ],
};

const get = async (desk: Desk, path: string): Promise<unknown> => {
  const response = await desk.ask('GET', path);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`GET ${path}: ${JSON.stringify(body)}`);
  return body;
};
const post = async (desk: Desk, path: string, body: unknown): Promise<unknown> => {
  const response = await desk.ask('POST', path, body);
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`POST ${path}: ${JSON.stringify(answer)}`);
  return answer;
};

/** Everything in the store but who is signed in since when. */
async function fingerprint(reader: Reader): Promise<Readonly<Record<string, string>>> {
  const tables = await reader.introspection.getTables();
  const names = tables
    .map(({ name }) => name)
    .filter((name) => name !== 'sessions' && !name.startsWith('kysely'));
  const prints: Record<string, string> = {};
  for (const name of names.toSorted()) {
    const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(reader);
    const text = rows
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join('\n');
    prints[name] = `${rows.length} rows ${createHash('sha256').update(text).digest('hex')}`;
  }
  return prints;
}

behaviour('if/then rules', (house) => {
  it('a rule that is saved acts on the next call, and everything it does says which rule it was', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    const before = RulesView.parse(await get(grace, SHOP));
    expect(before.current).toMatchObject({ version: 0 });
    await grace.does('PUT', SHOP, { asOf: 0, rules: [...before.current.rules, everyWait] });

    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    const callId = house().callId();
    const row = house().waiting();
    // More than the 90 s of the rule: the case that it opened is severe.
    expect(row.joinedAt - row.rank).toBe(600_000);

    const call = CallDetail.parse(await get(grace, `/calls/${callId}`));
    expect(call.timeline).toContainEqual(
      expect.objectContaining({
        kind: 'rule',
        text: expect.stringMatching(
          /^The rule “Every wait for billing” \(version 1\): Open a case about Billing and refunds with severity 2/,
        ),
        why: expect.stringContaining('When a caller joins the queue Billing, open a case'),
      }),
    );

    const { rows } = CasePage.parse(await get(grace, '/cases?business=shop'));
    expect(rows).toMatchObject([
      {
        severity: 2,
        reason: 'long-wait',
        topic: 'billing',
        tags: ['watched'],
        customer: { number: caller.number },
      },
    ]);
    const detail = CaseDetail.parse(await get(grace, `/cases/${rows[0]?.id ?? ''}`));
    expect(detail.openedBy).toEqual({ kind: 'rule', rule: 'Every wait for billing', version: 1 });
    expect(detail.links).toContainEqual(expect.objectContaining({ noun: 'promises' }));
    expect(detail.timeline).toContainEqual(
      expect.objectContaining({ kind: 'rule', text: expect.stringContaining('(version 1)') }),
    );
    const after = RulesView.parse(await get(grace, SHOP));
    expect(after.applied).toMatchObject([{ ruleId: 'every-wait', version: 1, callId, caseId: rows[0]?.id }]);
    await caller.hangsUp();
  });

  it('a caller who calls again has one case, not two', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    await grace.does('PUT', SHOP, { asOf: 0, rules: [everyWait] });
    for (let time = 0; time < 2; time += 1) {
      const caller = house().caller();
      await caller.dialsAndPresses(NUMBERS.shop, '2');
      await caller.hangsUp();
    }
    const { rows } = CasePage.parse(await get(grace, '/cases?business=shop'));
    expect(rows).toHaveLength(1);
    const { applied } = RulesView.parse(await get(grace, SHOP));
    expect(applied.map(({ ruleId }) => ruleId)).toEqual(['every-wait', 'every-wait']);
    expect(applied[0]?.done[0]).toMatch(/is open already/);
  });

  it('a caller who gave up is a case that somebody takes, and a rule sets off no other', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    await grace.goesAway();
    const gaveUp: RuleDraft = {
      ...everyWait,
      id: 'gave-up',
      name: 'Gave up',
      trigger: 'hung-up-waiting',
      form: { join: 'all', parts: [{ field: 'wait.seconds', operator: 'at-least', value: 5 }] },
      actions: [
        { do: 'open-case', topic: null, reason: 'long-wait', severity: 3, tier: null, tags: [] },
        {
          do: 'notify',
          who: [{ kind: 'person', id: 'grace-okafor' }],
          ways: ['desk'],
          acknowledge: true,
          patienceSeconds: 300,
          text: 'Please ring them back.',
        },
      ],
    };
    const onOpening: RuleDraft = {
      ...everyWait,
      id: 'on-opening',
      name: 'On opening',
      trigger: 'case-opened',
      form: { join: 'all', parts: [] },
      actions: [{ do: 'tag', tags: ['touched'] }],
    };
    await grace.does('PUT', SHOP, { asOf: 0, rules: [gaveUp, onOpening] });
    const caller = house().caller();
    await caller.dialsAndPresses(NUMBERS.shop, '2');
    await house().clock.forward('6s');
    await caller.hangsUp();

    const { rows } = CasePage.parse(await get(grace, '/cases?business=shop'));
    expect(rows).toMatchObject([{ reason: 'long-wait', tags: [], owner: { kind: 'queue' } }]);
    const ladders = LadderPage.parse(await get(grace, `/ladders?case=${rows[0]?.id ?? ''}`));
    const own = ladders.rows.find(({ id }) => id.includes('.rules-'));
    await grace.does('POST', `/ladders/${encodeURIComponent(own?.id ?? '')}/acknowledge`, {});
    const detail = CaseDetail.parse(await get(grace, `/cases/${rows[0]?.id ?? ''}`));
    expect(detail.owner).toMatchObject({ kind: 'person', name: 'Grace Okafor' });
    const log = await house()
      .deskbell.database.reader.selectFrom('events')
      .where('noun', '=', 'rule-runs')
      .select(['type', 'data'])
      .orderBy('seq')
      .execute();
    expect(log.map(({ type }) => type)).toEqual(['RuleApplied', 'RulesHeldBack']);
    expect(log[1]?.data).toContain('what a rule does sets off no other rule: “On opening” did nothing');
  });

  it('a draft tried on yesterday’s calls shows what would have changed, and changes nothing', async () => {
    await seedYesterday(house().deskbell.database, house().clock.now());
    const [grace] = await house().desks('grace@deskbell.example');
    const { current } = RulesView.parse(await get(grace, SHOP));
    const draft = [...current.rules.filter(({ id }) => id !== 'gave-up-waiting'), everyWait];
    const reader = house().deskbell.database.reader;

    const before = await fingerprint(reader);
    const tried = RulesTried.parse(await post(grace, `${SHOP}/try`, { rules: draft, days: 2 }));
    expect(await fingerprint(reader)).toEqual(before);

    expect(tried.occasions).toBeGreaterThan(100);
    expect(tried.cutOff).toBeNull();
    const of = (id: string) => tried.hits.filter(({ ruleId }) => ruleId === id);
    expect(of('every-wait').length).toBeGreaterThan(3);
    expect(new Set(of('every-wait').map(({ difference }) => difference))).toEqual(new Set(['new']));
    expect(new Set(of('third-call-today').map(({ difference }) => difference))).toEqual(new Set(['same']));
    expect(new Set(of('gave-up-waiting').map(({ difference }) => difference))).toEqual(new Set(['gone']));
    expect(of('every-wait')[0]).toMatchObject({
      subject: expect.stringMatching(/^The call of \+44/),
      happened: false,
      actions: expect.arrayContaining(['Serve the caller as if they had waited 90 seconds longer.']),
    });
    expect(tried.summary).toMatch(/Nothing was changed/);
    // Where the log is longer than is looked at, that is said.
    const business = await businessOf(reader, 'shop');
    const now = house().clock.now();
    const short = await tryRules(reader, { business, draft: [], days: 2, now, caseAsOf, mostEvents: 10 });
    expect(short.cutOff).toMatch(/more than 10 events.*Nothing before .* was looked at/);
    // And when the day is over, yesterday's calls are still nobody's case.
    expect(CasePage.parse(await get(grace, '/cases?business=shop')).rows).toEqual([]);
  });

  it('two people edit at the same time: the second is told, nothing is written over, and every version stays', async () => {
    const [grace, david] = await house().desks('grace@deskbell.example', 'david@brightwick.example');
    await grace.does('PUT', SHOP, { asOf: 0, rules: [everyWait] });
    const late = await david.isRefused('PUT', SHOP, { asOf: 0, rules: [] });
    expect(late).toMatchObject({ status: 409, code: 'rules-changed' });
    expect(late.detail).toMatch(/Grace Okafor saved version 1/);
    await david.does('PUT', SHOP, { asOf: 1, rules: [{ ...everyWait, on: false }] });
    const { versions } = RulesHistory.parse(await get(grace, `${SHOP}/history`));
    expect(versions.map(({ version, by }) => [version, by])).toEqual([
      [2, 'David Lloyd'],
      [1, 'Grace Okafor'],
      [0, 'The business came with it'],
    ]);
  });

  it('a wrong condition is shown while it is written, and refused when it is saved', async () => {
    const [grace] = await house().desks('grace@deskbell.example');
    const wrong = { ...everyWait, form: null, when: 'wait.queue == 3' };
    const checked = RuleChecked.parse(await post(grace, `${SHOP}/check`, wrong));
    expect(checked.faults).toMatchObject([
      { ruleId: 'every-wait', place: 'when', offset: expect.any(Number) },
    ]);
    expect(await grace.isRefused('PUT', SHOP, { asOf: 0, rules: [wrong] })).toMatchObject({
      status: 422,
      code: 'rule-wrong',
      detail: expect.stringContaining('The rule “Every wait for billing”, the condition'),
    });
  });

  it('who does not lead the business neither sees nor changes its rules', async () => {
    const [ana] = await house().desks('ana@deskbell.example');
    expect((await ana.isRefused('GET', SHOP)).status).toBe(403);
    expect((await ana.isRefused('PUT', SHOP, { asOf: 0, rules: [] })).status).toBe(403);
    expect((await ana.isRefused('POST', `${SHOP}/try`, { rules: [], days: 1 })).status).toBe(403);
  });
});
