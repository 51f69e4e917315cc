import { RecordingDetail, RecordingTranscript } from '../../src/contract/api.ts';
import { caller, minutes, seconds } from './house-words.ts';

/** One recording with everything, and one of every other kind: under way, lost, a message, on its way, plain. */
export function recordingsOf(now: number): RecordingDetail[] {
  const began = now - minutes(95);
  const base = {
    id: 'rec-1',
    callId: 'call-90',
    businessId: 'shop',
    businessName: 'Larkfield Shop',
    kind: 'conversation',
    caller: caller('+442079460112', 'Ada Kirby', 0),
    beganAt: began,
    durationMs: seconds(96),
    status: 'stored',
    problem: null,
    pathways: ['functional', 'hierarchical'],
    people: ['Ben Okoro', 'Dev Patel', 'Maria Lind'],
    topic: 'refund',
    sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    channels: 2,
    providerCopy: 'removed',
    retainUntil: now + minutes(60 * 24 * 88),
    deletedAt: null,
    leftBehind: null,
    gaps: [{ fromMs: seconds(52), toMs: seconds(60), forMs: seconds(8) }],
    markers: [
      { atMs: seconds(22), kind: 'hold', text: 'Held by Ben' },
      { atMs: seconds(31), kind: 'escalation', text: 'Escalated to an expert: Dev Patel' },
      { atMs: seconds(38), kind: 'joined', text: 'Dev Patel joined' },
      { atMs: seconds(52), kind: 'pause', text: 'Recording paused for card details' },
      { atMs: seconds(60), kind: 'resume', text: 'Recording went on' },
      { atMs: seconds(71), kind: 'escalation', text: 'Escalated to a manager: Maria Lind' },
      { atMs: seconds(84), kind: 'transfer', text: 'Handed over to Maria Lind' },
    ],
    timeline: [
      { at: began - seconds(40), kind: 'queue', text: 'Joined Billing', why: null },
      {
        at: began,
        kind: 'recording',
        text: 'Recording began after the notice',
        why: 'The policy is to record all calls.',
      },
      { at: began + seconds(22), kind: 'hold', text: 'Ben Okoro held the caller', why: null },
      {
        at: began + seconds(31),
        kind: 'escalation',
        text: 'Escalated to an expert on refunds',
        why: 'Ben asked: charged twice, needs the ledger.',
      },
      {
        at: began + seconds(38),
        kind: 'offer',
        text: 'Dev Patel said yes',
        why: 'Knows refunds best and was free.',
      },
      {
        at: began + seconds(52),
        kind: 'recording',
        text: 'Recording paused by Dev Patel',
        why: 'Card details.',
      },
      {
        at: began + seconds(71),
        kind: 'escalation',
        text: 'Escalated to a manager',
        why: 'Refund over £50 is above what an expert may decide.',
      },
      { at: began + seconds(84), kind: 'transfer', text: 'Maria Lind has the caller', why: null },
    ],
    notes: [
      {
        at: began + seconds(80),
        personId: 'dev',
        name: 'Dev Patel',
        text: 'Both charges confirmed. Maria decides on £120.',
      },
    ],
  };
  const timed = base.timeline.map((entry) => ({ ...entry, atMs: entry.at - began }));
  const notes = base.notes.map((note) => ({ ...note, atMs: note.at - began }));
  const plain = {
    pathways: [],
    markers: [],
    gaps: [],
    timeline: base.timeline.slice(0, 2),
    notes: [],
    people: ['Chloe Martin'],
  };
  return [
    base,
    {
      ...base,
      id: 'rec-2',
      caller: caller('+447700900163', 'Lena Fox', 2),
      beganAt: now - minutes(4),
      pathways: ['automatic'],
      status: 'recording',
      durationMs: null,
      people: ['Ben Okoro'],
      markers: [],
    },
    {
      ...base,
      ...plain,
      id: 'rec-3',
      caller: caller('+447700900177'),
      businessId: 'dental',
      businessName: 'Willow Dental',
      topic: 'appointment',
      beganAt: now - minutes(130),
      durationMs: seconds(143),
    },
    {
      ...base,
      ...plain,
      id: 'rec-4',
      caller: caller(null),
      topic: 'delivery',
      beganAt: now - minutes(180),
      status: 'lost',
      durationMs: null,
      sha256: null,
      providerCopy: 'none',
      problem: 'The telephone company removed it before it was fetched; asked nine times in six hours.',
    },
    {
      ...base,
      ...plain,
      id: 'rec-5',
      caller: caller('+447700900190', 'Priya Nair'),
      kind: 'message',
      businessId: 'plumber',
      businessName: 'Tideway Plumbing',
      topic: 'boiler',
      beganAt: now - minutes(60 * 26),
      durationMs: seconds(34),
      people: [],
      status: 'fetching',
    },
    {
      ...base,
      ...plain,
      id: 'rec-6',
      caller: caller('+447700900101', 'George Ito'),
      topic: 'invoice',
      beganAt: now - minutes(60 * 30),
      durationMs: seconds(402),
    },
  ].map((recording) =>
    RecordingDetail.parse({
      ...recording,
      timeline: timed.slice(0, recording.timeline.length),
      notes: recording.notes.length === 0 ? [] : notes,
    }),
  );
}

/** What was said on the recording that has everything; the voices of `twoVoices` speak in turns of seven seconds. */
const adasWords: RecordingTranscript = RecordingTranscript.parse({
  state: 'on',
  problem: null,
  lines: [
    {
      party: 'caller',
      atMs: seconds(1),
      text: 'I was charged twice for the same order.',
      final: true,
      confidence: 0.97,
    },
    {
      party: 'people',
      atMs: seconds(8),
      text: 'Let me look at your account, Ada.',
      final: true,
      confidence: 0.95,
    },
    {
      party: 'caller',
      atMs: seconds(15),
      text: 'It was the blue kettle, order four one two.',
      final: true,
      confidence: 0.41,
    },
    {
      party: 'people',
      atMs: seconds(22),
      text: 'Please hold for a moment while I ask.',
      final: true,
      confidence: 0.93,
    },
    {
      party: 'people',
      atMs: seconds(39),
      text: 'Dev here. I can see both charges.',
      final: true,
      confidence: 0.96,
    },
    {
      party: 'caller',
      atMs: seconds(43),
      text: 'So will I get the second charge back?',
      final: true,
      confidence: 0.9,
    },
    {
      party: 'people',
      atMs: seconds(64),
      text: 'Thank you, that is all I need of the card.',
      final: true,
      confidence: 0.9,
    },
    {
      party: 'people',
      atMs: seconds(85),
      text: 'Maria Lind speaking. Of course you will.',
      final: true,
      confidence: null,
    },
    { party: 'caller', atMs: seconds(92), text: 'Thank you very', final: false, confidence: null },
  ],
});

/** What was said on the recordings, by their id. */
export const transcripts = (): Map<string, RecordingTranscript> => new Map([['rec-1', adasWords]]);
