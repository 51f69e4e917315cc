import type { Timeline } from '../audio/timeline.ts';
import type { EmulatorClock } from '../clock.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import { MediaLibrary } from '../player/media.ts';
import { runDocuments } from '../player/run-documents.ts';
import { chooseBackend } from '../sound/choose-backend.ts';
import type { MediaChoice } from '../sound/choose-backend.ts';
import { Clients } from '../signal/clients.ts';
import { Fabric } from '../sound/fabric.ts';
import { Callbacks } from '../webhooks/callbacks.ts';
import { WebhookSender } from '../webhooks/sender.ts';
import { AccountSettings } from './account-settings.ts';
import { CallDesk } from './call-desk.ts';
import { Debugger } from './debugger.ts';
import type { EmulatorLogger, Exchange, VerbResults } from './exchange.ts';
import { Handsets } from './handsets.ts';
import { Legs } from './legs.ts';
import { Messages } from './messages.ts';
import { Applications, Numbers } from './numbers.ts';
import { Queues } from './queues.ts';
import { Recordings } from './recordings.ts';
import { Rooms } from './rooms.ts';
import { Transcriptions } from './transcriptions.ts';
import { pressKeys } from './voices.ts';
import type { World } from './world.ts';

export interface WorldOptions {
  /** `AC` and 32 hex digits. */
  readonly accountSid: string;
  /** Signs every webhook. */
  readonly authToken: string;
  /** API keys, `SK…` sid → secret: what access tokens of Voice SDK clients are signed with. */
  readonly apiKeys?: Readonly<Record<string, string>>;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly faults: Faults;
  /** Origins that are delivered elsewhere, such as `https://localhost:3000` → `http://127.0.0.1:3000`. */
  readonly originMap?: Readonly<Record<string, string>>;
  readonly renderRecording: (timeline: Timeline) => Promise<Buffer>;
  readonly logger?: EmulatorLogger;
  /** Rate at which calls made by REST go out; Twilio's default is 1. */
  readonly callsPerSecond?: number;
  /** Where the REST door listens, for the addresses of recordings; without it they are Twilio's. */
  readonly apiBaseUrl?: () => string;
  /** What `<Pay>`, `<Refer>` and `<Connect>` report to their action. */
  readonly verbResults?: Partial<VerbResults>;
  /** The library that carries live sound; default: the best that is installed. Loaded when somebody first needs it. */
  readonly media?: MediaChoice;
}

const silentLogger: EmulatorLogger = { warn: () => undefined, error: () => undefined };

/** Builds an emulated telephone company with nobody in it. */
export function createWorld(options: WorldOptions): World {
  return createCompany(options).world;
}

/** The same, with its inside for the doors that carry sound. Whoever opens it stops `exchange.sound` at the end. */
export function createCompany(options: WorldOptions): { readonly world: World; readonly exchange: Exchange } {
  const exchange = new Company(options);
  // Whatever reaches the journal may make the application act, so a clock that is moved by hand must wait a moment.
  options.journal.onAppend(() => options.clock.touch());
  const { legs, rooms, queues, recordings, numbers, applications, handsets, clock } = exchange;
  const messages = new Messages(exchange);
  const world: World = {
    accountSid: exchange.accountSid,
    now: () => clock.now(),
    account: new AccountSettings(),
    calls: new CallDesk(exchange),
    conferences: {
      list: () => rooms.list().map((room) => room.record),
      get: (sid) => rooms.get(sid)?.record,
      find: (sidOrName) => rooms.find(sidOrName)?.record,
      update: (sid, update) => rooms.update(sid, update).record,
      participants: (sid) => rooms.get(sid)?.participants() ?? [],
      participant: (sid, callSidOrLabel) =>
        rooms
          .get(sid)
          ?.participants()
          .find(({ callSid, label }) => callSid === callSidOrLabel || label === callSidOrLabel),
      addParticipant: (room, participant) => rooms.addParticipant(room, participant),
      updateParticipant: (sid, callSidOrLabel, update) =>
        rooms.updateParticipant(sid, callSidOrLabel, update),
      removeParticipant: (sid, callSidOrLabel) => rooms.removeParticipant(sid, callSidOrLabel),
    },
    queues: {
      list: () => queues.list(),
      get: (sid) => queues.get(sid),
      create: (friendlyName, maxSize) => queues.create(friendlyName, maxSize),
      update: (sid, update) => queues.update(sid, update),
      remove: (sid) => queues.remove(sid),
      members: (sid) => queues.members(sid),
      averageWaitSeconds: (sid) => queues.averageWaitSeconds(sid),
      dequeue: (sid, memberOrFront, instructions) => {
        const { member, record } = queues.takeOut(sid, memberOrFront);
        legs.run(member.leg, instructions);
        return record;
      },
    },
    recordings: {
      list: () => recordings.list(),
      get: (sid) => recordings.get(sid),
      start: (callSid, wanted) => recordings.startByRest(callSid, wanted),
      setStatus: (owner, sid, status, pauseBehavior) =>
        recordings.setStatus(owner, sid, status, pauseBehavior),
      remove: (sid) => recordings.remove(sid),
      media: (sid, requestedChannels) => recordings.media(sid, requestedChannels),
    },
    transcriptions: {
      list: () => exchange.transcriptions.list(),
      start: (callSid, wanted) => exchange.transcriptions.startByRest(callSid, wanted),
      stop: (callSid, sidOrName) => exchange.transcriptions.stop(callSid, sidOrName),
    },
    numbers,
    applications,
    messages,
    handsets,
    clients: exchange.clients,
    debugger: exchange.debugger,
  };
  return { world, exchange };
}

/** All parts, joined. They know each other through this object; none uses another before all are there. */
class Company implements Exchange {
  readonly accountSid: string;
  readonly clock: EmulatorClock;
  readonly journal: Journal;
  readonly logger: EmulatorLogger;
  readonly sender: WebhookSender;
  readonly debugger: Debugger;
  readonly callbacks: Callbacks;
  readonly media: MediaLibrary;
  readonly callsPerSecond: number;
  readonly verbResults: VerbResults;
  readonly apiBaseUrl: () => string;
  readonly renderRecording: (timeline: Timeline) => Promise<Buffer>;
  readonly runDocuments = runDocuments;
  readonly legs: Legs;
  readonly rooms: Rooms;
  readonly queues: Queues;
  readonly recordings: Recordings;
  readonly transcriptions: Transcriptions;
  readonly numbers: Numbers;
  readonly applications: Applications;
  readonly handsets: Handsets;
  readonly clients: Clients;
  readonly apiKeys: Readonly<Record<string, string>>;
  readonly sound: Fabric;

  constructor(options: WorldOptions) {
    const { clock, journal, faults, authToken, originMap = {} } = options;
    this.accountSid = options.accountSid;
    this.clock = clock;
    this.journal = journal;
    this.logger = options.logger ?? silentLogger;
    this.sender = new WebhookSender({ authToken, clock, journal, originMap });
    this.debugger = new Debugger(journal, () => clock.now());
    this.callbacks = new Callbacks({ clock, faults, journal, sender: this.sender, debugger: this.debugger });
    this.media = new MediaLibrary(this.sender, clock);
    this.callsPerSecond = options.callsPerSecond ?? 1;
    this.verbResults = {
      Pay: { Result: 'success', PaymentToken: 'tok_emulated', ...options.verbResults?.Pay },
      Refer: { ReferCallStatus: 'completed', ReferSipResponseCode: '202', ...options.verbResults?.Refer },
      Connect: { ...options.verbResults?.Connect },
    };
    this.apiBaseUrl = options.apiBaseUrl ?? (() => 'https://api.twilio.com');
    this.renderRecording = options.renderRecording;
    this.legs = new Legs(this);
    this.rooms = new Rooms(this);
    this.queues = new Queues(this);
    this.recordings = new Recordings(this);
    this.transcriptions = new Transcriptions(this);
    this.numbers = new Numbers(this);
    this.applications = new Applications(this);
    this.handsets = new Handsets(this);
    this.apiKeys = options.apiKeys ?? {};
    this.clients = new Clients(this);
    this.sound = new Fabric({
      now: () => clock.now(),
      loadBackend: () => chooseBackend(options.media ?? 'auto'),
      pressKey: (leg, key) => pressKeys(this, leg, key),
      onTrouble: (error, what) => this.logger.error({ err: error }, what),
    });
  }
}
