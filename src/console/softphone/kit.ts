import { askSoftphoneToken, reportAsleep, reportSoftphone, sendLastWord } from '../api/softphone.ts';
import { stayAwake } from './awake.ts';
import { dialPlainly } from './dial-plainly.ts';
import { createMicrophone } from './microphone.ts';
import type { Microphone } from './microphone-state.ts';
import { ringer } from './ringer.ts';
import { createSoftphoneSession, type SoftphoneSession } from './session.ts';
import { soundSettings } from './settings.ts';
import type { Softphone } from './softphone.ts';
import { joinTabs, newTabName, type Tabs } from './tabs.ts';

/** Everything that the telephone in one tab is made of. */
export interface Kit {
  readonly session: SoftphoneSession;
  readonly microphone: Microphone;
  readonly tabs: Tabs;
  close(): void;
}

/** Puts the telephone of this tab together; nothing sounds or is asked for before its session is started. */
export function openKit(personId: string): Kit {
  const tabs = joinTabs(personId);
  const microphone = createMicrophone();
  const session = createSoftphoneSession({
    tab: newTabName(),
    microphone,
    speaker: ringer,
    devices: soundSettings.get,
    openLine,
    report: reportSoftphone,
    sayAsleep: reportAsleep,
    sayClosed: sendLastWord,
    stayAwake,
    now: () => Date.now(),
  });
  const leave = (): void => session.leave();
  // A page that comes back out of the browser's cache has said goodbye and lost its line.
  const comeBack = (event: PageTransitionEvent): void => {
    if (!event.persisted || session.state().status !== 'on') return;
    session.stop();
    void session.start();
  };
  window.addEventListener('pagehide', leave);
  window.addEventListener('pageshow', comeBack);
  return {
    session,
    microphone,
    tabs,
    close: () => {
      window.removeEventListener('pagehide', leave);
      window.removeEventListener('pageshow', comeBack);
      session.stop();
      microphone.close();
      tabs.close();
    },
  };
}

/** Signs in and loads the voice library, which people who take calls on their telephone never download. */
async function openLine(): Promise<Softphone> {
  const token = await askSoftphoneToken();
  // Before the library is loaded: it keeps the WebSocket class that it finds then.
  if (token.emulatedBy !== null) dialPlainly(token.emulatedBy.signalHost);
  const { openVoiceSdkSoftphone } = await import('./voice-sdk-softphone.ts');
  return openVoiceSdkSoftphone({ token, renew: askSoftphoneToken });
}
