import { expect, it } from '@jest/globals';
import { behaviour } from '../harness/behaviour.ts';
import { Climb, rung } from '../harness/ladder.ts';

const GRACE = '+447700900141';

behaviour('a ladder that rings people', (house) => {
  it('ends with whoever presses 1', async () => {
    const grace = await house().desk('grace@deskbell.example');
    const climb = await Climb.begin(house(), [rung('Duty manager', ['grace-okafor'])]);
    await grace.phoneRings();
    await grace.liftsTheReceiver();
    await grace.hears(/Deskbell for Brightwick: Case 1042: refund of £80 for Mrs Byrne. Press 1/);
    expect(await climb.takenBy()).toBeNull();
    await grace.presses('1');
    expect(await climb.takenBy()).toBe('Grace Okafor');
    await grace.hears(/It is yours/);
    await house().clock.forward('10s');
    expect(house().liveLegs()).toEqual([]);
  });

  it('goes on when a voicemail picks up, which never counts as reached', async () => {
    const david = await house().desk('david@brightwick.example');
    house().emulator.world.handsets.setMode(GRACE, 'voicemail');
    const climb = await Climb.begin(house(), [
      rung('Duty manager', ['grace-okafor'], { patienceSeconds: 900 }),
      rung('Director', ['david-lloyd']),
    ]);
    await david.phoneRings('3m');
    expect(await climb.notices()).toEqual(['Grace Okafor phone failed', 'David Lloyd phone sent']);
    const [first] = await climb.records();
    expect(first?.notice.attempts.map(({ what }) => what)).toEqual([
      `ringing ${GRACE}`,
      `${GRACE} picked up`,
      expect.stringMatching(/no key was pressed/),
    ]);
    await david.liftsTheReceiver();
    await david.hears(/Press 1/);
    await david.presses('1');
    expect(await climb.takenBy()).toBe('David Lloyd');
  });

  it('goes on at once when somebody presses 2, does not answer, or when nobody stands on a rung', async () => {
    const david = await house().desk('david@brightwick.example');
    const grace = await house().desk('grace@deskbell.example');
    const climb = await Climb.begin(house(), [
      rung('Nobody', []),
      rung('Duty manager', ['grace-okafor'], { patienceSeconds: 3_600 }),
      rung('Director', ['david-lloyd'], { patienceSeconds: 3_600 }),
    ]);
    await grace.phoneRings();
    await grace.liftsTheReceiver();
    await grace.presses('2');
    await david.phoneRings('5s');
    await house().clock.forward('60s');
    expect(await climb.notices()).toEqual(['Grace Okafor phone refused', 'David Lloyd phone failed']);
    expect((await climb.ladder()).status).toBe('exhausted');
    expect(house().liveLegs()).toEqual([]);
  });
});
