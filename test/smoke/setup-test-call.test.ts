import { expect, it } from '@jest/globals';
import { TestCall } from '../../src/contract/setup.ts';
import { behaviour } from '../harness/behaviour.ts';
import type { Desk } from '../harness/desk.ts';
import { NUMBERS, type House } from '../harness/house.ts';

const TOM = '+447700900102';

async function rings(alex: Desk): Promise<TestCall> {
  const response = await alex.ask('POST', '/setup/test-call', { to: TOM, from: NUMBERS.shop });
  return TestCall.parse(await response.json());
}
const now = async (alex: Desk, { id }: TestCall) =>
  TestCall.parse(await (await alex.ask('GET', `/setup/test-call/${id}`)).json());
const legOf = (house: House) => {
  const leg = house.emulator.world.calls.list().find(({ to }) => to === TOM);
  if (leg === undefined) throw new Error('Nobody rings Tom');
  return leg;
};
const heard = (house: House) => legOf(house).heard.map(({ text }) => text);

behaviour('a test call', (house) => {
  it('rings a known telephone, asks for a key, and works when the key comes back', async () => {
    const [alex] = await house().desks('alex@deskbell.example');
    const call = await rings(alex);
    expect(call).toMatchObject({ stage: 'queued', over: false });
    await house().clock.forward('2s');
    expect((await now(alex, call)).stage).toBe('ringing');
    house().emulator.world.handsets.answer(legOf(house()).sid);
    await house().clock.forward('2s');
    expect((await now(alex, call)).stage).toBe('answered');
    expect(heard(house()).join(' ')).toMatch(
      /This is a test call from Deskbell\. If you hear this, press 1\./,
    );
    house().emulator.world.handsets.press(legOf(house()).sid, '1');
    await house().clock.forward('2s');
    expect(await now(alex, call)).toMatchObject({ stage: 'works', over: true });
    await house().clock.forward('10s');
    expect(heard(house())).toContainEqual(expect.stringMatching(/^Thank you\. Calls reach this telephone/));
    expect(legOf(house()).status).toBe('completed');
    expect((await now(alex, call)).stage).toBe('works');
    await house().isAtRest();
  });

  it('asks a second time, ends by itself, and says that no key came', async () => {
    const [alex] = await house().desks('alex@deskbell.example');
    const call = await rings(alex);
    await house().clock.forward('2s');
    house().emulator.world.handsets.answer(legOf(house()).sid);
    await house().clock.forward('40s');
    expect(heard(house())).toContainEqual('Please press 1 if you hear this.');
    expect(legOf(house()).status).toBe('completed');
    expect(await now(alex, call)).toMatchObject({ stage: 'nobody-pressed', over: true });
  });

  it('says so when the telephone refuses, or nobody is there', async () => {
    const [alex] = await house().desks('alex@deskbell.example');
    const refused = await rings(alex);
    await house().clock.forward('2s');
    house().emulator.world.handsets.reject(legOf(house()).sid);
    expect(await now(alex, refused)).toMatchObject({ stage: 'busy', over: true });
    const missed = await rings(alex);
    await house().clock.forward('40s');
    expect(await now(alex, missed)).toMatchObject({ stage: 'no-answer', over: true });
  });

  it('rings nobody else, from no other number, and for no one but an admin', async () => {
    const [alex, grace] = await house().desks('alex@deskbell.example', 'grace@deskbell.example');
    const tries = [
      [alex, { to: '+447700900555', from: NUMBERS.shop }, 409, /Only a telephone of a person/],
      [alex, { to: TOM, from: '+447700900555' }, 409, /not a number of a business/],
      [grace, { to: TOM, from: NUMBERS.shop }, 403, /for admins/],
    ] as const;
    for (const [desk, wish, status, words] of tries) {
      const answer = await desk.ask('POST', '/setup/test-call', wish);
      expect([answer.status, await answer.text()]).toEqual([status, expect.stringMatching(words)]);
    }
    await house().clock.forward('2s');
    expect(house().liveLegs()).toEqual([]);
    expect((await alex.ask('GET', '/setup/test-call/guessed')).status).toBe(404);
  });
});
