import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { connectCommand } from '../../../src/telephony/twilio/connect-command.ts';
import { shop, startLine } from './line-on-emulator.ts';
import type { LineOnEmulator } from './line-on-emulator.ts';

let line: LineOnEmulator;
const second = '+442079460200';
beforeEach(async () => {
  line = await startLine({});
  line.emulator.world.numbers.create({
    phoneNumber: second,
    settings: { friendlyName: 'Practice', voiceUrl: 'https://old.example/voice', voiceMethod: 'GET' },
  });
});
afterEach(() => line.close());

const settings = (number: string) =>
  line.emulator.world.numbers.list().find(({ phoneNumber }) => phoneNumber === number);
const undoFiles = async () => (await readdir(line.dataDir)).filter((name) => name.startsWith('twilio-undo-'));

describe('twilio:connect', () => {
  it('shows what would change and changes nothing', async () => {
    const { code, said } = await line.connect();
    expect(code).toBe(0);
    expect(said).toContain(`${second}  Practice`);
    expect(said).toContain(
      `voice       https://old.example/voice  →  ${line.publicUrl}/twilio/voice#rc=2&rp=ct,rt,5xx`,
    );
    expect(said).toContain('methods     →  POST');
    expect(said).toContain('Nothing was changed. Add --apply to change it.');
    expect(settings(second)?.voiceUrl).toBe('https://old.example/voice');
    expect(await undoFiles()).toEqual([]);
  });

  it('connects every number, and a second time finds nothing to do', async () => {
    expect((await line.connect('--apply')).code).toBe(0);
    for (const number of [shop, second]) {
      expect(settings(number)).toMatchObject({
        voiceUrl: `${line.publicUrl}/twilio/voice#rc=2&rp=ct,rt,5xx`,
        voiceMethod: 'POST',
        voiceFallbackUrl: `${line.publicUrl}/twilio/fallback#rc=2&rp=ct,rt,5xx`,
        statusCallback: `${line.publicUrl}/twilio/status#rc=2&rp=ct,rt,5xx`,
      });
    }
    expect((await line.connect('--apply')).said).toBe(
      `${shop}  is connected already\n${second}  is connected already`,
    );
    expect(await undoFiles()).toHaveLength(1);
  });

  it('puts everything back from the file that it wrote', async () => {
    await line.connect('--apply');
    const [file = ''] = await undoFiles();
    const { code, said } = await line.connect('--undo', path.join(line.dataDir, file));
    expect([code, said]).toEqual([0, `Put back: ${shop}, ${second}.`]);
    expect(settings(second)).toMatchObject({
      voiceUrl: 'https://old.example/voice',
      voiceMethod: 'GET',
      statusCallback: '',
    });
  });

  it('takes a number from an application that would have kept its calls', async () => {
    const sid = settings(shop)?.sid ?? '';
    const application = line.emulator.world.applications.create({
      friendlyName: 'Old',
      voiceUrl: 'https://old.example',
    });
    line.emulator.world.numbers.update(sid, { voiceApplicationSid: application.sid });
    expect((await line.connect('--number', shop)).said).toContain(
      `application ${application.sid}  →  (none)`,
    );
    await line.connect('--apply', '--number', shop);
    expect(settings(shop)?.voiceApplicationSid ?? '').toBe('');
  });

  it('connects only the numbers that are named, and says when one is not the account’s', async () => {
    await line.connect('--apply', '--number', shop);
    expect(settings(second)?.voiceUrl).toBe('https://old.example/voice');
    const { code, said } = await line.connect('--number', '+15550100');
    expect(code).toBe(1);
    expect(said).toBe(`The account does not own +15550100. It owns: ${shop}, ${second}.`);
  });

  it('says when a number fails which were changed, and how to go back', async () => {
    line.emulator.faults.set({ rest: { status500: { match: settings(second)?.sid ?? '', count: 1 } } });
    const { code, said } = await line.connect('--apply');
    expect(code).toBe(1);
    expect(said).toContain(`${second} could not be changed.`);
    expect(said).toContain(`Changed before that: ${shop}.`);
    expect(said).toContain('--undo');
  });

  it('refuses a file that is none of its own', async () => {
    const file = path.join(line.dataDir, 'other.json');
    await writeFile(file, '{"numbers":[{"sid":"PN1"}]}');
    const { code, said } = await line.connect('--undo', file);
    expect(code).toBe(1);
    expect(said).toContain('Nothing was changed.');
  });

  const account = () => ({
    accountSid: `AC${'a'.repeat(32)}`,
    authToken: 'f'.repeat(32),
    apiBaseUrl: line.emulator.url,
  });
  const run = async (config: Parameters<typeof connectCommand>[1]['config'], ...args: readonly string[]) => {
    const said: string[] = [];
    const code = await connectCommand(args, {
      config,
      clock: { now: () => 0 },
      say: (text) => said.push(text),
    });
    return { code, said: said.join('\n') };
  };

  it('says plainly that the credentials are not accepted', async () => {
    const { code, said } = await run(() => ({
      publicUrl: line.publicUrl,
      dataDir: line.dataDir,
      twilio: account(),
    }));
    expect(code).toBe(1);
    expect(said).toContain('Twilio does not accept TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN');
  });

  it('says plainly that there are none', async () => {
    const { said } = await run(() => ({ publicUrl: line.publicUrl, dataDir: line.dataDir, twilio: null }));
    expect(said).toContain('TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set');
  });

  it('refuses an address that Twilio cannot reach', async () => {
    const { apiBaseUrl: _none, ...twilio } = account();
    const { code, said } = await run(() => ({
      publicUrl: 'http://localhost:3000',
      dataDir: line.dataDir,
      twilio,
    }));
    expect([code, said]).toEqual([1, expect.stringContaining('Twilio needs an https address')]);
  });

  it('explains itself', async () => {
    expect((await line.connect('--help')).said).toContain('Usage: npm run twilio:connect');
    expect((await line.connect('--nonsense')).code).toBe(1);
    expect((await line.connect('--undo', 'x', '--apply')).said).toContain('--undo stands alone');
  });
});

describe('twilio:connect, when calls are taken in the browser', () => {
  const withKey = { apiKey: { sid: `SK${'b'.repeat(32)}`, secret: 's' } };
  const applications = () => line.emulator.world.applications.list();

  it('would make the application, and does not before it is told to', async () => {
    const { said } = await line.connectAs(withKey);
    expect(said).toContain(`application  Deskbell softphone  is made, with the voice address`);
    expect(applications()).toEqual([]);
  });

  it('makes it once, and tells the setting that it belongs in', async () => {
    const { said } = await line.connectAs(withKey, '--apply');
    const [made, ...others] = applications();
    expect(others).toEqual([]);
    expect(made).toMatchObject({
      friendlyName: 'Deskbell softphone',
      voiceUrl: expect.stringContaining(`${line.publicUrl}/twilio/voice`),
      voiceMethod: 'POST',
    });
    expect(said).toContain(`set TWILIO_TWIML_APP_SID=${made?.sid}`);
    const again = await line.connectAs(withKey, '--apply');
    expect(again.said).toContain('is connected already');
    expect(applications()).toHaveLength(1);
  });

  it('connects the one in the settings, and puts it back', async () => {
    const old = line.emulator.world.applications.create({
      friendlyName: 'Mine',
      voiceUrl: 'https://old.example/app',
    });
    const { said } = await line.connectAs({ ...withKey, twimlAppSid: old.sid }, '--apply');
    expect(said).toContain('https://old.example/app  →');
    expect(said).not.toContain('TWILIO_TWIML_APP_SID');
    expect(applications()[0]?.voiceUrl).toContain(`${line.publicUrl}/twilio/voice`);
    const [file = ''] = await undoFiles();
    const undone = await line.connect('--undo', path.join(line.dataDir, file));
    expect(undone.said).toMatch(/^Put back: .*Mine\.$/);
    expect(applications()[0]?.voiceUrl).toBe('https://old.example/app');
  });

  it('says plainly when the account has no such application', async () => {
    const { code, said } = await line.connectAs({ twimlAppSid: `AP${'c'.repeat(32)}` });
    expect([code, said]).toEqual([1, expect.stringMatching(/^Twilio did not do it: /)]);
  });
});
