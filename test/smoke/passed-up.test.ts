import { expect, it } from '@jest/globals';
import type { RecordingDetail, RecordingPage } from '../../src/contract/api.ts';
import { behaviour } from '../harness/behaviour.ts';
import { NUMBERS } from '../harness/house.ts';

behaviour('a call that is passed up', (house) => {
  it('goes from the receptionist to an expert and a manager, and its recording can be played', async () => {
    const caller = house().caller();
    const [ana, priya, grace] = await house().desks(
      'ana@deskbell.example',
      'priya@brightwick.example',
      'grace@deskbell.example',
    );
    await caller.dials(NUMBERS.shop);
    await caller.hears(/press 2/);
    await caller.presses('2');
    await ana.answers();
    const call = house().callId();

    // Asks first, changes her mind, and is back with the caller.
    await ana.does('POST', `/calls/${call}/consult`, { personId: 'priya-nair' });
    await caller.hears(/I am asking a colleague/);
    await caller.hears(/hold\.wav/);
    await priya.phoneRings();
    await ana.does('POST', `/calls/${call}/consult/cancel`);
    expect(priya.isRinging()).toBe(false);
    await ana.says('I am back with you.');
    await caller.hears(/I am back with you/);

    // Asks again, speaks with the expert alone, and hands the caller over.
    await ana.does('POST', `/calls/${call}/consult`, { personId: 'priya-nair' });
    await priya.answers();
    await ana.says('Can you take an invoice question?');
    await priya.hears(/invoice question/);
    expect(caller.transcript()).not.toMatch(/invoice question/);
    await ana.does('POST', `/calls/${call}/consult/complete`);
    await priya.says('Priya here, I know about invoices.');
    await caller.hears(/I know about invoices/);
    expect(ana.leg()).toBeUndefined();

    // The expert hands the matter to whoever may decide it; the manager sees the story before the caller is there.
    await priya.does('POST', `/calls/${call}/escalate`, {
      pathway: 'hierarchical',
      authority: 'refund-over-50',
      how: 'hand-over',
      summary: 'Charged twice, 80 pounds.',
    });
    await caller.hears(/a manager who may decide this: Refund over £50/);
    await grace.phoneRings();
    expect(grace.offers()[0]?.story).toContainEqual('Priya Nair: Charged twice, 80 pounds.');
    await grace.answers();
    await grace.says('You have your money back today.');
    await caller.hears(/money back today/);
    await caller.says('Thank you.');
    await grace.hears(/Thank you/);
    await caller.hangsUp();
    expect(grace.leg()).toBeUndefined();

    await house().clock.forward('10s');
    const page = (await (await grace.ask('GET', '/recordings')).json()) as RecordingPage;
    expect(page.rows).toMatchObject([{ problem: null, status: 'stored', pathways: ['hierarchical'] }]);
    const id = page.rows[0]?.id ?? '';
    const detail = (await (await grace.ask('GET', `/recordings/${id}`)).json()) as RecordingDetail;
    expect(detail).toMatchObject({
      channels: 2,
      providerCopy: 'removed',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(detail.people.toSorted()).toEqual(['Ana Silva', 'Grace Okafor', 'Priya Nair']);
    expect(detail.markers.map(({ kind }) => kind)).toContain('escalation');

    const part = await grace.ask('GET', `/recordings/${id}/audio`);
    expect(part.status).toBe(200);
    expect(
      Buffer.from(await part.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
    expect((await ana.ask('GET', `/recordings/${id}/audio`)).status).toBe(403);
  });
});
