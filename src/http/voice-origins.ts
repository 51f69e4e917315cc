import type { Config } from '../config/config.ts';

/**
 * Where Twilio's voice library signals and posts its measurements: `voice-js.<edge>` for every documented edge (the library
 * comes back to the one that it was given), and `eventgw.<region>`. https://www.twilio.com/docs/global-infrastructure/edge-locations
 */
const EDGES = [
  'roaming',
  'ashburn',
  'ashburn-ix',
  'dublin',
  'frankfurt',
  'frankfurt-ix',
  'london-ix',
  'san-jose-ix',
  'sao-paulo',
  'singapore',
  'singapore-ix',
  'sydney',
  'sydney-ix',
  'tokyo',
  'tokyo-ix',
  'umatilla',
] as const;
const REGIONS = ['us1', 'us2', 'ie1', 'de1', 'au1', 'br1', 'jp1', 'sg1'] as const;

export type VoiceConfig = Partial<Pick<Config, 'twilio' | 'emulatorPort'>>;

/** What the telephone in a browser may connect to; nothing outside while the line is emulated. */
export function voiceOrigins({ twilio, emulatorPort }: VoiceConfig): readonly string[] {
  if (twilio?.apiBaseUrl !== undefined) return plainly(new URL(twilio.apiBaseUrl).host);
  if (twilio) {
    return [
      ...EDGES.map((edge) => `wss://voice-js.${edge}.twilio.com`),
      'https://eventgw.twilio.com',
      ...REGIONS.map((region) => `https://eventgw.${region}.twilio.com`),
    ];
  }
  return emulatorPort === undefined ? [] : plainly(`127.0.0.1:${emulatorPort}`);
}

/** The emulator listens on this computer only, and browsers tell its two names apart. */
function plainly(host: string): readonly string[] {
  const other = host.startsWith('localhost:')
    ? host.replace('localhost', '127.0.0.1')
    : host.replace(/^127\.0\.0\.1:/, 'localhost:');
  return [...new Set([host, other])].map((each) => `ws://${each}`);
}
