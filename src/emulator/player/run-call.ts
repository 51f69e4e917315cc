import type { Exchange } from '../world/exchange.ts';
import type { Leg } from '../world/leg.ts';
import { Interrupted } from '../world/scope.ts';
import type { Scope } from '../world/scope.ts';
import { playTo } from '../world/voices.ts';
import type { Instructions } from '../world/world.ts';
import { speechDurationMs } from '../audio/speech-duration.ts';
import { withoutCredentials } from '../webhooks/address.ts';
import { DocumentFailure } from './document.ts';
import type { DocumentRequest, Run, RunEnd } from './document.ts';
import { runOneDocument } from './run-documents.ts';

const apology = 'We are sorry, an application error has occurred. Goodbye.';

/** Lets a leg run its instructions until they end, the leg ends, or something else takes the leg over. */
export function runCall(exchange: Exchange, leg: Leg, scope: Scope, instructions: Instructions): void {
  const request: DocumentRequest =
    instructions.kind === 'twiml' ? instructions : { ...instructions, params: [], purpose: 'voice' };
  playCall({ exchange, leg, scope, mode: 'call', request }).catch((error: unknown) => {
    if (error instanceof Interrupted) return;
    exchange.logger.error({ err: error, callSid: leg.sid }, 'the emulator failed at a call');
    exchange.debugger.error({ code: 12400, callSid: leg.sid, message: `internal failure: ${String(error)}` });
    exchange.legs.end(leg, leg.isAnswered ? 'completed' : 'failed');
  });
}

async function playCall(run: Run): Promise<void> {
  const { exchange, leg } = run;
  let request = run.request;
  let isFallback = false;
  for (;;) {
    try {
      const end = await runOneDocument(run, request);
      run.scope.check();
      if (end.kind !== 'goto') return finish(run, end);
      request = end.request;
      isFallback = false;
    } catch (error) {
      if (!(error instanceof DocumentFailure)) throw error;
      exchange.debugger.error({ code: error.code, callSid: leg.sid, url: error.url, message: error.message });
      if (!leg.fallback || isFallback) return apologise(run);
      isFallback = true;
      request = {
        kind: 'url',
        url: leg.fallback.url,
        method: leg.fallback.method,
        params: [
          ['ErrorCode', String(error.code)],
          ['ErrorUrl', withoutCredentials(error.url ?? '')],
        ],
        purpose: 'fallback',
      };
    }
  }
}

function finish({ exchange, leg }: Run, end: RunEnd): void {
  switch (end.kind) {
    case 'finished':
    case 'hangup':
    case 'leave':
      exchange.legs.answer(leg);
      return exchange.legs.end(leg, 'completed');
    case 'reject':
      return exchange.legs.end(leg, end.status);
    default:
      end satisfies never;
  }
}

async function apologise({ exchange, leg, scope }: Run): Promise<void> {
  exchange.legs.answer(leg);
  await playTo(
    exchange,
    scope,
    leg,
    { verb: 'Error', text: apology },
    { kind: 'speech', text: apology, voice: 'prompt' },
    speechDurationMs(apology),
  );
  exchange.legs.end(leg, 'completed');
}
