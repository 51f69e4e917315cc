import BySizeOrTime from '@jest/test-sequencer';

/**
 * Files that take longer than half a minute, the longest first. Where no earlier run is remembered (in CI) jest goes by
 * the size of files, which does not tell: one that waits for telephones is small, and begun last it keeps one worker busy
 * while the other has nothing left to do.
 */
const SLOW = [
  'test/faults/kill',
  'test/faults/climb-killed',
  'test/faults/call-backs-killed',
  'test/faults/telephone-company-in-trouble',
  'test/voices/real-voices',
  'test/console/matters-looks',
  'test/smoke/call-backs',
  'test/console/softphone',
  'test/console/looks',
  'test/console/recordings-review',
  'test/console/softphone-desk',
  'test/faults/whatever-people-do',
  'test/faults/notices-killed',
  'test/contract/voice-sdk/signalling',
  'test/contract/voice-sdk/in-chromium',
  'test/console/desk',
  'test/console/live-board',
  'test/console/softphone-check',
  'test/console/rules',
  'test/console/matters-decided',
  'test/console/matrix-and-on-call',
  'test/smoke/softphone',
  'test/smoke/case-on-a-call',
  'test/console/setup',
  'test/emulator/handset-sound',
  'test/smoke/setup-practice',
  'test/contract/store/crash',
  'test/console/recordings',
];

export default class SlowestFirst extends BySizeOrTime {
  sort(tests) {
    const slow = SLOW.flatMap((name) => tests.filter(({ path }) => path.endsWith(`/${name}.test.ts`)));
    return [...slow, ...super.sort(tests.filter((one) => !slow.includes(one)))];
  }
}
