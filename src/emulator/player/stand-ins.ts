import { escapeXml } from './escape-xml.ts';

/** What is served in place of a well-known helper address, so that nothing has to be fetched from the internet. */
export type StandIn =
  | { readonly kind: 'twiml'; readonly twiml: string }
  | { readonly kind: 'audio'; readonly durationMs: number };

const musicMs = 30_000;
const holdMusic =
  '<Response><Play>http://com.twilio.music.classical.s3.amazonaws.com/hold.mp3</Play><Redirect/></Response>';

/** Twilio's own demo documents, twimlets and music; null for every other address. */
export function standInFor(address: string): StandIn | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  const { hostname, pathname, searchParams } = url;
  if (/(^|\.)com\.twilio\.(music|sounds)\./.test(hostname) || /com\.twilio\.(music|sounds)/.test(pathname)) {
    return { kind: 'audio', durationMs: musicMs };
  }
  if (hostname === 'api.twilio.com' && /\.(mp3|wav)$/.test(pathname) && !pathname.includes('/Recordings/')) {
    return { kind: 'audio', durationMs: musicMs };
  }
  if (hostname === 'demo.twilio.com') {
    if (/\.(mp3|wav)$/.test(pathname)) return { kind: 'audio', durationMs: musicMs };
    return {
      kind: 'twiml',
      twiml: '<Response><Say>Hello. This is a demonstration document.</Say></Response>',
    };
  }
  if (hostname !== 'twimlets.com' && hostname !== 'www.twimlets.com') return null;
  return { kind: 'twiml', twiml: twimlet(pathname, searchParams) };
}

function twimlet(pathname: string, query: URLSearchParams): string {
  switch (pathname.split('/')[1]) {
    case 'echo':
      return query.get('Twiml') ?? '<Response/>';
    case 'message': {
      const messages = [...query].filter(([name]) => name.startsWith('Message')).map(([, text]) => text);
      const verbs = messages.map((text) =>
        /^https?:/.test(text) ? `<Play>${escapeXml(text)}</Play>` : `<Say>${escapeXml(text)}</Say>`,
      );
      return `<Response>${verbs.join('')}</Response>`;
    }
    case 'forward':
      return `<Response><Dial>${escapeXml(query.get('PhoneNumber') ?? '')}</Dial></Response>`;
    default:
      return holdMusic;
  }
}
