import { checkAttributes } from '../attributes.ts';
import { next, warn } from '../document.ts';
import type { Verb } from '../document.ts';
import { elementsOf } from '../parse-xml.ts';
import { stopTranscription } from './real-time-transcription.ts';

/** Ends what `<Start>` began under the same name. */
export const stop: Verb = async (stage, element) => {
  checkAttributes(stage, element, []);
  const { exchange, leg } = stage;
  for (const noun of elementsOf(element)) {
    const name = noun.attributes.get('name') ?? '';
    if (noun.name === 'Transcription') {
      stopTranscription(stage, noun);
      continue;
    }
    if (noun.name !== 'Recording') {
      exchange.journal.append({ kind: 'event', name: 'stop-accepted', callSid: leg.sid, noun: noun.name });
      continue;
    }
    const live = exchange.recordings.liveByName(leg, name);
    if (live) exchange.recordings.stop(live.record.sid);
    else warn(stage, 12200, `no recording named "${name}" runs on this call (line ${noun.line})`);
  }
  return next;
};
