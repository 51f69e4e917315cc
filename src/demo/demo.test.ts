import { describe, expect, test } from '@jest/globals';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { flowLanguagePage, flowSchemaText } from '../domain/flows/document.ts';
import { demoTranscripts } from './demo-transcripts.ts';
import { DeploymentError, readDeployment } from '../deployment/load-deployment.ts';

const FLOWS = ['shop', 'plumber', 'dental'];

describe('the demo', () => {
  test('has three businesses and their people, and every name in them is known', async () => {
    const { businesses, people } = await readDeployment('src/demo', FLOWS);
    expect(businesses.map((one) => one.id).sort()).toEqual(['dental', 'plumber', 'shop']);
    for (const business of businesses) {
      expect(business.managers).toHaveLength(2);
      expect(business.staff.filter((one) => one.role === 'receptionist')).toHaveLength(2);
    }
    expect(businesses.map((one) => one.recording.record).sort()).toEqual(['all', 'escalated', 'none']);
    expect(people.length).toBeGreaterThanOrEqual(9);
  });

  test('uses only numbers that are kept free for stories', async () => {
    const { businesses, people } = await readDeployment('src/demo');
    for (const { number } of businesses.flatMap((one) => one.numbers))
      expect(number).toMatch(/^\+442079460\d{3}$|^\+442079460\d{3}$/);
    for (const { phone } of people) expect(phone).toMatch(/^\+447700900\d{3}$/);
  });

  test('callers hear exactly what the kept transcripts say (npm run flows:schema writes them anew)', async () => {
    const transcripts = await demoTranscripts();
    expect(transcripts.map((one) => one.file)).toHaveLength(3);
    for (const { file, text } of transcripts) expect(await readFile(file, 'utf8')).toBe(text);
  });

  test('the schema for editors and the documentation are fresh (npm run flows:schema writes them anew)', async () => {
    expect(await readFile('ivr-flows/flow.schema.json', 'utf8')).toBe(flowSchemaText());
    expect(await readFile('docs/flow-language.md', 'utf8')).toBe(flowLanguagePage());
  });

  test('every flow names the schema, so that editors help', async () => {
    for (const flow of FLOWS) {
      expect(await readFile(`ivr-flows/${flow}.yaml`, 'utf8')).toMatch(
        /^# yaml-language-server: \$schema=\.\/flow\.schema\.json\n/,
      );
    }
  });
});

describe('a deployment with a fault is refused with its place and the remedy:', () => {
  const faults: readonly [what: string, file: string, from: string, to: string, expected: RegExp][] = [
    [
      'an unknown person',
      'businesses/shop.yaml',
      'person: priya-nair',
      'person: pria-nair',
      /shop\.yaml:\d+:\d+ there is no person "pria-nair" — did you mean "priya-nair"/,
    ],
    [
      'an unknown queue',
      'businesses/shop.yaml',
      'queues: [general, delivery',
      'queues: [general, delivry',
      /there is no queue "delivry" — did you mean "delivery"/,
    ],
    [
      'an expert who is not on the staff',
      'businesses/shop.yaml',
      'experts: [priya-nair]',
      'experts: [mark-webb]',
      /no person on the staff of Brightwick "mark-webb"/,
    ],
    [
      'words of its own that could not be sent',
      'businesses/shop.yaml',
      '\nrules:',
      '\ntemplates: { notice: { text: "Hello,\\n{{ nmae }}" } }\nrules:',
      /shop\.yaml:\d+:\d+ line 2: there is no field "nmae"/,
    ],
    [
      'a number of another business',
      'businesses/shop.yaml',
      '+442079460100',
      '+442079460200',
      /\+442079460200 is a number of Tideway Plumbing already/,
    ],
    [
      'a flow that does not exist',
      'businesses/shop.yaml',
      'flow: shop',
      'flow: shp',
      /there is no flow "shp" — did you mean "shop"/,
    ],
    [
      'a telephone given twice',
      'people.yaml',
      '+447700900102',
      '+447700900101',
      /Ana Silva has the phone \+447700900101 already/,
    ],
    [
      'a time zone that does not exist',
      'businesses/dental.yaml',
      'Europe/London',
      'Europe/Londn',
      /"Europe\/Londn" is not a time zone/,
    ],
    [
      'holidays of a place unknown',
      'businesses/dental.yaml',
      'region: ENG',
      'region: XYZ',
      /the holidays of GB XYZ are not known/,
    ],
    [
      'a field of the wrong kind',
      'businesses/dental.yaml',
      'waitTargetSeconds: 60',
      'waitTargetSeconds: soon',
      /waitTargetSeconds must be a number/,
    ],
  ];

  test.each(faults)('%s', async (_what, file, from, to, expected) => {
    const dir = await mkdtemp(join(tmpdir(), 'deskbell-deployment-'));
    try {
      await cp('src/demo/people.yaml', join(dir, 'people.yaml'));
      await cp('src/demo/businesses', join(dir, 'businesses'), { recursive: true });
      const text = await readFile(join(dir, file), 'utf8');
      expect(text).toContain(from);
      await writeFile(join(dir, file), text.replace(from, to));
      const refusal = await readDeployment(dir, FLOWS).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(DeploymentError);
      expect(String(refusal)).toMatch(expected);
    } finally {
      await rm(dir, { recursive: true, force: true });
    }
  });
});
