import { parseArgs } from 'node:util';
import { ConfigError } from '../../config/config.ts';
import { isLoopbackHost } from '../../config/loopback.ts';
import type { Clock } from '../../kernel/clock.ts';
import {
  ConnectError,
  applyConnection,
  changesAnything,
  describePlan,
  planConnection,
  undoConnection,
} from './connect.ts';
import { lazyClient } from './rest-client.ts';
import type { TwilioAccount } from './rest-client.ts';
import { createUrls } from './urls.ts';

export interface ConnectConfig {
  readonly publicUrl: string;
  readonly dataDir: string;
  /** Null: no credentials were given. */
  readonly twilio: (TwilioAccount & { readonly apiKey?: object; readonly twimlAppSid?: string }) | null;
}

export const USAGE = `Usage: npm run twilio:connect -- [--apply] [--number +44…]… [--undo FILE]

Without options it shows what would change. --apply makes the change and writes a file to undo it with.
--number limits it to one number and may be repeated. --undo puts back what such a file says.
With TWILIO_API_KEY or TWILIO_TWIML_APP_SID set, the application for calls in the browser is connected too.`;

/**
 * Runs `twilio:connect` with its arguments.
 * @returns the process's exit code; everything there is to say goes through `say`
 */
export async function connectCommand(
  args: readonly string[],
  ports: {
    readonly config: () => ConnectConfig;
    readonly clock: Clock;
    readonly say: (text: string) => void;
  },
): Promise<0 | 1> {
  try {
    await run(args, ports);
    return 0;
  } catch (error) {
    // Anything else is a fault of ours and keeps its stack.
    if (!(error instanceof ConnectError || error instanceof ConfigError)) throw error;
    ports.say(error.message);
    return 1;
  }
}

async function run(args: readonly string[], { config, clock, say }: Parameters<typeof connectCommand>[1]) {
  const wanted = readArguments(args);
  if (wanted.help) return say(USAGE);

  const { publicUrl, dataDir, twilio } = config();
  if (!twilio) {
    throw new ConnectError(
      'TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN are not set. Both are on the first page of the Twilio console.',
    );
  }
  const client = await lazyClient(twilio)();
  if (wanted.undo !== undefined) {
    const restored = await undoConnection(client, wanted.undo);
    return say(`Put back: ${restored.join(', ') || 'nothing, the file names nothing that was changed'}.`);
  }

  refuseUnreachable(publicUrl, twilio);
  const { apiKey, twimlAppSid } = twilio;
  const application = apiKey === undefined && twimlAppSid === undefined ? null : { sid: twimlAppSid ?? null };
  const plan = await planConnection(client, createUrls(publicUrl), wanted.numbers, application);
  say(describePlan(plan));
  if (!changesAnything(plan)) {
    if (plan.application !== null && plan.application.do !== 'make' && twimlAppSid === undefined)
      say(`\n${settingFor(plan.application.sid)}`);
    return;
  }
  if (!wanted.apply) return say('\nNothing was changed. Add --apply to change it.');
  const applied = await applyConnection(client, plan, { dataDir, now: clock.now() });
  say(`\nChanged. To put it back: npm run twilio:connect -- --undo ${applied.file}`);
  if (applied.application !== null && twimlAppSid === undefined) say(settingFor(applied.application));
}

function settingFor(application: string): string {
  return `For the sound check in the browser, set TWILIO_TWIML_APP_SID=${application} and restart the server.`;
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        apply: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        number: { type: 'string', multiple: true, default: [] },
        undo: { type: 'string' },
      },
    });
    if (values.undo !== undefined && (values.apply || values.number.length > 0)) {
      throw new Error('--undo stands alone');
    }
    return { apply: values.apply, help: values.help, numbers: values.number, undo: values.undo };
  } catch (error) {
    throw new ConnectError(`${error instanceof Error ? error.message : String(error)}.\n\n${USAGE}`, {
      cause: error,
    });
  }
}

/** Twilio itself calls over the internet: a plain or local address would leave every caller with error speech. */
function refuseUnreachable(publicUrl: string, account: TwilioAccount): void {
  if (publicUrl.startsWith('https://')) return;
  if (account.apiBaseUrl !== undefined && isLoopbackHost(new URL(account.apiBaseUrl).hostname)) return;
  throw new ConnectError(
    `PUBLIC_URL is ${publicUrl}, but Twilio needs an https address that it can reach. Set PUBLIC_URL to the address of your server or tunnel.`,
  );
}
