import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { EmulatorClock } from '../clock.ts';
import type { RetryReason } from './overrides.ts';

export interface Attempt {
  /** Scheme, host and port that is really connected to. */
  readonly deliverTo: string;
  readonly path: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connectMs: number;
  readonly readMs: number;
  readonly totalMs: number;
  readonly totalWasSet: boolean;
  /** Reading stops after this many bytes. */
  readonly maxBytes: number;
}

export interface AttemptReply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One attempt came to nothing; `code` is Twilio's error code, `reason` decides whether it may be tried again. */
export class AttemptFailure extends Error {
  readonly code: number;
  readonly reason: RetryReason;

  constructor(code: number, reason: RetryReason, message: string) {
    super(message);
    this.code = code;
    this.reason = reason;
  }
}

/** Sends one request and reads the answer, within limits kept by the emulator's clock. @throws AttemptFailure */
export function sendOnce(clock: EmulatorClock, attempt: Attempt): Promise<AttemptReply> {
  return new Promise((resolve, reject) => {
    const send = attempt.deliverTo.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(`${attempt.deliverTo}/`, {
      path: attempt.path,
      method: attempt.method,
      headers: attempt.headers,
      agent: false,
    });
    let connected = false;
    let stopReadTimer = (): void => undefined;
    const stopConnectTimer = clock.schedule(attempt.connectMs, () => {
      if (!connected) fail(new AttemptFailure(11205, 'ct', `no connection within ${attempt.connectMs} ms`));
    });
    const stopTotalTimer = clock.schedule(attempt.totalMs, () =>
      fail(
        new AttemptFailure(
          attempt.totalWasSet ? 11203 : 11200,
          'rt',
          `no complete answer within ${attempt.totalMs} ms`,
        ),
      ),
    );
    const restartReadTimer = (): void => {
      stopReadTimer();
      stopReadTimer = clock.schedule(attempt.readMs, () =>
        fail(new AttemptFailure(11200, 'rt', `nothing was received for ${attempt.readMs} ms`)),
      );
    };
    const stopTimers = (): void => {
      stopConnectTimer();
      stopTotalTimer();
      stopReadTimer();
    };
    function fail(failure: AttemptFailure): void {
      stopTimers();
      request.destroy();
      reject(failure);
    }
    request.on('socket', (socket) => {
      const nowConnected = (): void => {
        connected = true;
        stopConnectTimer();
        restartReadTimer();
      };
      if (socket.connecting) socket.once('connect', nowConnected);
      else nowConnected();
    });
    request.on('error', (error) => fail(failureOf(error, connected)));
    request.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let size = 0;
      const done = (): void => {
        stopTimers();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) });
      };
      response.on('data', (chunk: Buffer) => {
        restartReadTimer();
        chunks.push(chunk);
        size += chunk.length;
        if (size <= attempt.maxBytes) return;
        done();
        request.destroy();
      });
      response.on('end', done);
      response.on('error', (error) => fail(failureOf(error, connected)));
    });
    request.end(attempt.body);
  });
}

const codes: Readonly<Record<string, number>> = {
  ECONNREFUSED: 11202,
  ECONNRESET: 11205,
  EPIPE: 11205,
  ETIMEDOUT: 11201,
  EHOSTUNREACH: 11205,
  ENETUNREACH: 11205,
  ENOTFOUND: 11210,
  EAI_AGAIN: 11210,
  ERR_TLS_CERT_ALTNAME_INVALID: 11235,
  CERT_HAS_EXPIRED: 11236,
  DEPTH_ZERO_SELF_SIGNED_CERT: 11237,
  SELF_SIGNED_CERT_IN_CHAIN: 11237,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 11237,
};

function failureOf(error: Error & { code?: string }, connected: boolean): AttemptFailure {
  const name = error.code ?? '';
  const code = codes[name] ?? (name.startsWith('HPE_') ? 11206 : name.startsWith('ERR_SSL') ? 11220 : 11200);
  return new AttemptFailure(code, connected ? 'rt' : 'ct', error.message === '' ? name : error.message);
}
