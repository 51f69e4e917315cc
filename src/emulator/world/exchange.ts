import type { Timeline } from '../audio/timeline.ts';
import type { EmulatorClock } from '../clock.ts';
import type { Journal } from '../journal.ts';
import type { Run, RunEnd } from '../player/document.ts';
import type { MediaLibrary } from '../player/media.ts';
import type { Callbacks } from '../webhooks/callbacks.ts';
import type { Clients } from '../signal/clients.ts';
import type { SoundFabric } from '../sound/line.ts';
import type { WebhookSender } from '../webhooks/sender.ts';
import type { Applications, Numbers } from './numbers.ts';
import type { Debugger } from './debugger.ts';
import type { Handsets } from './handsets.ts';
import type { Legs } from './legs.ts';
import type { Queues } from './queues.ts';
import type { Recordings } from './recordings.ts';
import type { Rooms } from './rooms.ts';
import type { Transcriptions } from './transcriptions.ts';

export interface EmulatorLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What the verbs that need a partner (a payment processor, a SIP trunk, a media server) report; fields of their action request. */
export interface VerbResults {
  readonly Pay: Readonly<Record<string, string>>;
  readonly Refer: Readonly<Record<string, string>>;
  readonly Connect: Readonly<Record<string, string>>;
}

/** The inside of the emulated telephone company: every part, for every part. The outside sees only `World`. */
export interface Exchange {
  readonly accountSid: string;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly logger: EmulatorLogger;
  readonly sender: WebhookSender;
  readonly callbacks: Callbacks;
  readonly debugger: Debugger;
  readonly media: MediaLibrary;
  readonly legs: Legs;
  readonly rooms: Rooms;
  readonly queues: Queues;
  readonly recordings: Recordings;
  readonly transcriptions: Transcriptions;
  readonly numbers: Numbers;
  readonly applications: Applications;
  readonly handsets: Handsets;
  /** Browsers with the Voice SDK, dialled as `client:…`. */
  readonly clients: Clients;
  /** API keys, `SK…` sid → secret: what access tokens are signed with. */
  readonly apiKeys: Readonly<Record<string, string>>;
  /** Live sound: what browsers say and hear. */
  readonly sound: SoundFabric;
  readonly verbResults: VerbResults;
  readonly callsPerSecond: number;
  /** Start of the addresses that callbacks give for recordings, without a slash at the end. */
  apiBaseUrl(): string;
  /** Fetches and carries out documents; see `player/run-documents.ts`. @throws DocumentFailure, Interrupted */
  runDocuments(run: Run): Promise<RunEnd>;
  renderRecording(timeline: Timeline): Promise<Buffer>;
}
