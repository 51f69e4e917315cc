import { z } from 'zod';

/** What every setting is called, what it may be, what it is when left out, and what to do when it is wrong. */

const port = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,5}$/, 'is not a whole number')
    .transform(Number)
    .refine((number) => number <= 65_535, 'is higher than 65535, the highest port there is')
    .default(fallback);

const hasProtocol = (text: string, protocols: readonly string[]) =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol);

const origin = z
  .string()
  .refine((text) => hasProtocol(text, ['http:', 'https:']), 'is not an http or https address')
  .refine((text) => {
    if (!URL.canParse(text)) return true;
    const url = new URL(text);
    return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  }, 'has more than scheme, host and port')
  .transform((text) => new URL(text).origin);

const folder = (fallback: string) => z.string().default(fallback);

const secret = z
  .string()
  .refine((text) => text.trim() !== '', 'is empty, and an empty token would let anybody forge calls')
  .refine((text) => text === text.trim(), 'has blanks at its beginning or end');

interface Setting<S extends z.ZodType = z.ZodType> {
  readonly schema: S;
  readonly remedy: string;
  /** An empty value is a fault of its own, not the same as leaving the name out. */
  readonly emptyMatters?: true;
}

const setting = <S extends z.ZodType>(schema: S, remedy: string): Setting<S> => ({ schema, remedy });
const secretSetting = <S extends z.ZodType>(schema: S, remedy: string): Setting<S> => ({
  schema,
  remedy,
  emptyMatters: true,
});

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const SETTINGS = {
  PORT: setting(port(3000), 'Give a port between 0 and 65535, such as 3000; 0 takes any free one'),
  PUBLIC_URL: setting(
    origin.optional(),
    'Give the address without a path, such as https://calls.example.com',
  ),
  DATA_DIR: setting(folder('./data'), 'Give a folder that may be written to, such as ./data'),
  DATABASE_URL: setting(
    z
      .string()
      .refine(
        (text) => hasProtocol(text, ['postgres:', 'postgresql:']),
        'is not the address of a PostgreSQL database',
      )
      .optional(),
    'Give postgres://user:password@host:5432/name, or remove the line to use SQLite in DATA_DIR',
  ),
  FLOWS_DIR: setting(folder('./ivr-flows'), 'Give the folder of the flow files, such as ./ivr-flows'),
  LOG_LEVEL: setting(
    z.enum(LOG_LEVELS, { error: 'is not a log level' }).default('info'),
    `Give one of ${LOG_LEVELS.join(', ')}`,
  ),
  TWILIO_ACCOUNT_SID: secretSetting(
    z
      .string()
      .regex(/^AC[0-9a-f]{32}$/, 'is not an account SID')
      .optional(),
    'Copy it from the Twilio console (AC and 32 characters of 0-9 and a-f), or remove the line',
  ),
  TWILIO_AUTH_TOKEN: secretSetting(
    secret.optional(),
    'Copy the auth token from the Twilio console, or remove the line',
  ),
  TWILIO_AUTH_TOKEN_ALTERNATE: secretSetting(
    secret.optional(),
    'Give the second auth token while tokens are being changed, or remove the line',
  ),
  TWILIO_API_KEY: secretSetting(
    z
      .string()
      .regex(/^SK[0-9a-f]{32}$/, 'is not the SID of an API key')
      .optional(),
    'Make a standard API key in the Twilio console and copy its SID (SK and 32 characters), or remove the line',
  ),
  TWILIO_API_SECRET: secretSetting(
    secret.optional(),
    'Copy the secret that Twilio showed once when the API key was made, or remove the line',
  ),
  TWILIO_TWIML_APP_SID: setting(
    z
      .string()
      .regex(/^AP[0-9a-f]{32}$/, 'is not the SID of a TwiML application')
      .optional(),
    'Give what npm run twilio:connect has told (AP and 32 characters), or remove the line',
  ),
  TWILIO_API_BASE_URL: setting(
    origin.optional(),
    'Give the address of a stand-in for Twilio, such as http://127.0.0.1:3001, or remove the line',
  ),
  EMULATOR_PORT: setting(port(3001), 'Give a port between 0 and 65535, such as 3001; 0 takes any free one'),
  SMTP_URL: secretSetting(
    z
      .string()
      .refine((text) => hasProtocol(text, ['smtp:', 'smtps:']), 'is not the address of a mail server')
      .optional(),
    'Give smtps://user:password@mail.example.com:465 (or smtp:// with STARTTLS), or remove the line',
  ),
  MAIL_FROM: setting(
    z.email('is not an e-mail address').optional(),
    'Give the address that e-mails come from, such as deskbell@example.com',
  ),
  WEBHOOKS_TO_PRIVATE: setting(
    z
      .enum(['yes', 'no'], { error: 'is neither yes nor no' })
      .default('no')
      .transform((text) => text === 'yes'),
    'Give yes to let outgoing webhooks and push messages reach this computer and private networks, or no',
  ),
  METRICS_TOKEN: secretSetting(
    secret.refine((text) => text.length >= 16, 'is shorter than 16 characters').optional(),
    'Give at least 16 random characters, or remove the line to let only this computer read /metrics',
  ),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof SETTINGS;
export type SettingValues = { readonly [N in SettingName]: z.output<(typeof SETTINGS)[N]['schema']> };
