import type { RawEnv } from './env.ts';
import { readEnv } from './env.ts';
import type { ConfigFault } from './config-error.ts';
import { ConfigError } from './config-error.ts';
import { isLoopbackHost } from './loopback.ts';
import type { LogLevel, SettingName, SettingValues } from './settings.ts';
import { SETTINGS } from './settings.ts';

export { ConfigError } from './config-error.ts';

export interface Config {
  readonly port: number;
  /** Scheme, host and port under which browsers and Twilio reach this server; no slash at the end. */
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Unset: the embedded database in `dataDir`. */
  readonly databaseUrl?: string;
  readonly flowsDir: string;
  readonly logLevel: LogLevel;
  /** Null: no credentials were given, so the emulator stands in. */
  readonly twilio: TwilioConfig | null;
  readonly emulatorPort: number;
  /** Null: no mail server is set up, and e-mails are written to `outbox` in `dataDir`. */
  readonly smtpUrl: string | null;
  /** The address that e-mails come from. */
  readonly mailFrom: string;
  /** Outgoing webhooks and push messages may go to this computer and to private networks. */
  readonly webhooksToPrivate: boolean;
  /** Unset: only this computer may read `/metrics`. */
  readonly metricsToken?: string;
}

export interface TwilioConfig {
  readonly accountSid: string;
  readonly authToken: string;
  /** The other token while tokens are being changed. */
  readonly authTokenAlternate?: string;
  /** Unset: Twilio itself. */
  readonly apiBaseUrl?: string;
  /** Unset: nobody can take calls in the browser. */
  readonly apiKey?: { readonly sid: string; readonly secret: string };
  /** What answers calls that a browser makes; only the sound check does. */
  readonly twimlAppSid?: string;
}

/**
 * The settings, checked one by one and against each other.
 * @throws ConfigError that lists every fault at once.
 */
export function loadConfig(env: RawEnv = readEnv()): Config {
  const faults: ConfigFault[] = [];
  const values: Partial<Record<SettingName, unknown>> = {};
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const { schema, remedy, ...rest } = SETTINGS[name];
    const raw = env[name] === '' && !('emptyMatters' in rest) ? undefined : env[name];
    const parsed = schema.safeParse(raw);
    if (parsed.success) values[name] = parsed.data;
    else faults.push({ name, fault: parsed.error.issues[0]?.message ?? 'is not understood', remedy });
  }
  faults.push(...crossFaults(env, values as Partial<SettingValues>));
  if (faults.length > 0) throw new ConfigError(faults);
  return toConfig(values as SettingValues);
}

const NEED_AN_ACCOUNT = [
  'TWILIO_AUTH_TOKEN_ALTERNATE',
  'TWILIO_API_BASE_URL',
  'TWILIO_API_KEY',
  'TWILIO_API_SECRET',
  'TWILIO_TWIML_APP_SID',
] as const;

function* crossFaults(env: RawEnv, values: Partial<SettingValues>): Generator<ConfigFault> {
  const hasSid = given(env['TWILIO_ACCOUNT_SID']);
  const hasToken = given(env['TWILIO_AUTH_TOKEN']);
  if (hasSid && env['TWILIO_AUTH_TOKEN'] === undefined) {
    yield {
      name: 'TWILIO_AUTH_TOKEN',
      fault: 'is missing although TWILIO_ACCOUNT_SID is given',
      remedy: 'Give both to use Twilio, or neither to use the emulator',
    };
  }
  if (hasToken && env['TWILIO_ACCOUNT_SID'] === undefined) {
    yield {
      name: 'TWILIO_ACCOUNT_SID',
      fault: 'is missing although TWILIO_AUTH_TOKEN is given',
      remedy: 'Give both to use Twilio, or neither to use the emulator',
    };
  }
  for (const [name, other] of [
    ['TWILIO_API_KEY', 'TWILIO_API_SECRET'],
    ['TWILIO_API_SECRET', 'TWILIO_API_KEY'],
  ] as const) {
    if (given(env[name]) || !given(env[other])) continue;
    yield {
      name,
      fault: `is missing although ${other} is given`,
      remedy: 'Give both to take calls in the browser, or neither',
    };
  }
  for (const name of NEED_AN_ACCOUNT) {
    if (given(env[name]) && !hasSid && !hasToken) {
      yield {
        name,
        fault: 'does nothing without TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN',
        remedy: 'Give those as well, or remove the line',
      };
    }
  }
  if (given(env['SMTP_URL']) && !given(env['MAIL_FROM'])) {
    yield {
      name: 'MAIL_FROM',
      fault: 'is missing although SMTP_URL is given',
      remedy: 'Give the address that e-mails come from, such as deskbell@example.com',
    };
  }
  const standIn = values.TWILIO_API_BASE_URL !== undefined && isLoopbackUrl(values.TWILIO_API_BASE_URL);
  const publicUrlIsFaulty = given(env['PUBLIC_URL']) && values.PUBLIC_URL === undefined;
  if (hasSid && hasToken && !standIn && !publicUrlIsFaulty && !values.PUBLIC_URL?.startsWith('https://')) {
    yield {
      name: 'PUBLIC_URL',
      fault:
        values.PUBLIC_URL === undefined ? 'is missing although Twilio is used' : 'is not an https address',
      remedy: 'Give the https address at which Twilio reaches this server, such as https://calls.example.com',
    };
  }
  if (values.PORT === 0 && !given(env['PUBLIC_URL'])) {
    yield {
      name: 'PORT',
      fault: 'is 0, so nobody can know the address of this server before it runs',
      remedy: 'Give a fixed port, or say in PUBLIC_URL where the server will be reached',
    };
  }
  if (!hasSid && values.PORT !== undefined && values.PORT !== 0 && values.PORT === values.EMULATOR_PORT) {
    yield {
      name: 'EMULATOR_PORT',
      fault: `is ${values.PORT}, which is also PORT`,
      remedy: 'Give the two different ports',
    };
  }
}

function toConfig(values: SettingValues): Config {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken } = values;
  const { TWILIO_API_KEY: keySid, TWILIO_API_SECRET: secret } = values;
  const apiKey = keySid === undefined || secret === undefined ? undefined : { sid: keySid, secret };
  const twilio =
    accountSid === undefined || authToken === undefined
      ? null
      : {
          accountSid,
          authToken,
          ...optional('authTokenAlternate', values.TWILIO_AUTH_TOKEN_ALTERNATE),
          ...optional('apiBaseUrl', values.TWILIO_API_BASE_URL),
          ...optional('apiKey', apiKey),
          ...optional('twimlAppSid', values.TWILIO_TWIML_APP_SID),
        };
  return {
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDir: values.DATA_DIR,
    ...optional('databaseUrl', values.DATABASE_URL),
    flowsDir: values.FLOWS_DIR,
    logLevel: values.LOG_LEVEL,
    twilio,
    emulatorPort: values.EMULATOR_PORT,
    smtpUrl: values.SMTP_URL ?? null,
    mailFrom: values.MAIL_FROM ?? 'deskbell@localhost.localdomain',
    webhooksToPrivate: values.WEBHOOKS_TO_PRIVATE,
    ...optional('metricsToken', values.METRICS_TOKEN),
  };
}

const given = (value: string | undefined): boolean => value !== undefined && value !== '';

const isLoopbackUrl = (url: string): boolean => isLoopbackHost(new URL(url).hostname);

/** An unset value is left out, not present as `undefined`. */
function optional<N extends string, V>(name: N, value: V | undefined): { readonly [K in N]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { [K in N]: V });
}
