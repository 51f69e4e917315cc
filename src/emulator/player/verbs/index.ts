import type { Verb } from '../document.ts';
import { connect } from './connect.ts';
import { dial } from './dial.ts';
import { enqueue } from './enqueue.ts';
import { gather } from './gather.ts';
import { hangup } from './hangup.ts';
import { leave } from './leave.ts';
import { pause } from './pause.ts';
import { pay } from './pay.ts';
import { play } from './play.ts';
import { record } from './record.ts';
import { redirect } from './redirect.ts';
import { refer } from './refer.ts';
import { reject } from './reject.ts';
import { say } from './say.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';

/** Names are case-sensitive, as in Twilio. */
export const verbs: ReadonlyMap<string, Verb> = new Map<string, Verb>([
  ['Say', say],
  ['Play', play],
  ['Pause', pause],
  ['Gather', gather],
  ['Record', record],
  ['Dial', dial],
  ['Enqueue', enqueue],
  ['Leave', leave],
  ['Redirect', redirect],
  ['Hangup', hangup],
  ['Reject', reject],
  ['Start', start],
  ['Stop', stop],
  ['Connect', connect],
  ['Pay', pay],
  ['Refer', refer],
]);
