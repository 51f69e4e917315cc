import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { samplesIn } from './pcm.ts';
import { speechDurationMs } from './speech-duration.ts';
import { createSynthesiser } from './synthesiser.ts';
import { espeakVoice } from './voice.ts';
import { writeWav } from './wav.ts';

const folder = mkdtempSync(join(tmpdir(), 'emulator-voice-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A program that speaks as espeak-ng is asked to, without being it. */
function program(name: string, body: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!${process.execPath}\n${body}`);
  chmodSync(path, 0o755);
  return path;
}

function speakingFor(name: string, ms: number): string {
  const wav = writeWav(new Int16Array(samplesIn(ms)).fill(4000)).toString('base64');
  return program(
    name,
    `process.stdin.resume().on('end', () => process.stdout.write(Buffer.from('${wav}', 'base64')))`,
  );
}

describe('the length of speech', () => {
  test('is a second for fourteen characters, and never below 0.4 s', () => {
    expect(speechDurationMs('a'.repeat(28))).toBe(2000);
    expect(speechDurationMs('Yes')).toBe(400);
    expect(speechDurationMs('  padded    with\n blanks ')).toBe(speechDurationMs('padded with blanks'));
  });
});

describe('without the speaking program', () => {
  const complaints: string[] = [];
  const synthesise = createSynthesiser({
    program: join(folder, 'absent'),
    onTrouble: (message) => complaints.push(message),
  });

  test('speech is hummed: audible, as long as it should be, the same each time', async () => {
    const once = await synthesise('Please hold the line.', '+15005550001', 1500);
    const again = await createSynthesiser({ program: join(folder, 'absent') })(
      'Please hold the line.',
      '+15005550001',
      1500,
    );
    expect(once.length).toBe(samplesIn(1500));
    expect(Math.max(...once)).toBeGreaterThan(10_000);
    expect(again).toEqual(once);
    expect(complaints).toEqual([]);
  });

  test('two people sound different', async () => {
    const one = await synthesise('Please hold the line.', '+15005550001', 1500);
    const other = await synthesise('Please hold the line.', '+15005550002', 1500);
    expect(other).not.toEqual(one);
  });

  test('a text with nothing to say is silent', async () => {
    expect((await synthesise(' … ', 'prompt', 400)).length).toBe(0);
  });

  test('digits and other alphabets are audible too', async () => {
    for (const text of ['12', 'Добрый день', '你好']) {
      expect(Math.max(...(await synthesise(text, 'prompt', 900)))).toBeGreaterThan(5000);
    }
  });
});

describe('with a speaking program', () => {
  test('speech that would run over is squeezed into its time', async () => {
    const synthesise = createSynthesiser({ program: speakingFor('slow', 3000) });
    const sound = await synthesise('Hello', 'prompt', 1000);
    expect(sound.length).toBeGreaterThan(samplesIn(990));
    expect(sound.length).toBeLessThanOrEqual(samplesIn(1000));
  });

  test('shorter speech is left as it is', async () => {
    const synthesise = createSynthesiser({ program: speakingFor('brisk', 300) });
    expect((await synthesise('Hello', 'prompt', 1000)).length).toBe(samplesIn(300));
  });

  test('a program that fails is reported and the speech is hummed', async () => {
    const complaints: string[] = [];
    const synthesise = createSynthesiser({
      program: program('broken', `process.stderr.write('no such voice'); process.exit(3);`),
      onTrouble: (message) => complaints.push(message),
    });
    const sound = await synthesise('Hello', 'prompt', 700);
    expect(sound.length).toBe(samplesIn(700));
    expect(complaints.join()).toContain('no such voice');
  });

  test('what was said before is not synthesised again', async () => {
    const synthesise = createSynthesiser({ program: speakingFor('counted', 200) });
    const first = await synthesise('Hello', 'prompt', 700);
    const [second, third] = await Promise.all([
      synthesise('Hello', 'prompt', 700),
      synthesise('Hello', 'prompt', 700),
    ]);
    expect(second).toBe(first);
    expect(third).toBe(first);
  });

  test('every voice keeps to what the program accepts', () => {
    for (const voice of ['prompt', 'Polly.Amy', '+442079460012', '']) {
      const { name, pitch } = espeakVoice(voice);
      expect(name).toMatch(/^en-gb\+[mf]\d$/);
      expect(pitch).toBeGreaterThanOrEqual(0);
      expect(pitch).toBeLessThan(100);
    }
  });
});
