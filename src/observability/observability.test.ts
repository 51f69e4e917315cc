import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { callLogger, createLogger } from './logger.ts';
import { createMetrics } from './metrics.ts';
import { redact } from './redact.ts';

function gather(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}

function logLines(write: (log: ReturnType<typeof createLogger>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger({ level: 'info', destination: gather(lines) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the log', () => {
  test('is one JSON object a line, with the level in words and the time in UTC', () => {
    const [line] = logLines((log) => log.info({ queue: 'billing' }, 'a caller joined'));
    expect(line).toMatchObject({ level: 'info', queue: 'billing', msg: 'a caller joined' });
    expect(line?.['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  test('carries the call on every line of that call', () => {
    const lines = logLines((log) => {
      const ofCall = callLogger(log, 'call-7');
      ofCall.info('one');
      ofCall.warn('two');
    });
    expect(lines.map((line) => line['callId'])).toEqual(['call-7', 'call-7']);
  });

  test('never shows a telephone number, a key press or a token, however deep', () => {
    const text = JSON.stringify(
      logLines((log) =>
        log
          .child({ caller: '+441632960123' })
          .info(
            { Digits: '4929', webhook: { From: '+441632960199', params: [{ AuthToken: 'tok-1' }] } },
            'heard',
          ),
      ),
    );
    expect(text).not.toMatch(/960123|960199|4929|tok-1/);
    expect(text).toContain('…123');
    expect(text).toContain('…199');
  });

  test('is readable on a terminal', () => {
    const lines: string[] = [];
    createLogger({ level: 'info', pretty: true, destination: gather(lines) }).info(
      { queue: 'billing' },
      'a caller joined',
    );
    expect(lines.join('')).toMatch(/INFO.*a caller joined.*billing/);
  });

  test('keeps errors with their stack', () => {
    const [line] = logLines((log) => log.error({ err: new Error('no line') }, 'failed'));
    expect(line).toMatchObject({ err: { message: 'no line', stack: expect.stringContaining('no line') } });
  });
});

describe('redacting', () => {
  test('leaves words of state and emergency numbers readable', () => {
    expect(redact({ from: 'waiting', to: 'talking', number: '112' })).toEqual({
      from: 'waiting',
      to: 'talking',
      number: '112',
    });
  });

  test('ends in a ring of references', () => {
    const ring: Record<string, unknown> = {};
    ring['self'] = ring;
    expect(JSON.stringify(redact(ring))).toContain('[too deep]');
  });
});

describe('the figures', () => {
  test('tell webhooks, decisions, timers, effects, live clients and queues apart', async () => {
    const metrics = createMetrics({ processFigures: false });
    metrics.webhookAnswered('voice', 200, 12);
    metrics.decided('queues', 3);
    metrics.timerFired(-4);
    metrics.effectSettled('line.ring', 'done');
    metrics.liveClientCutOff();
    metrics.watchLiveClients(() => 3);
    metrics.watchQueues(() => [{ business: 'shop', queue: 'billing', waiting: 4, breached: 1 }]);
    const text = await metrics.text();
    expect(text).toContain('deskbell_webhook_seconds_count{road="voice",status="200"} 1');
    expect(text).toContain('deskbell_decision_seconds_sum{noun="queues"} 0.003');
    expect(text).toContain('deskbell_timer_lateness_seconds_sum 0');
    expect(text).toContain('deskbell_effects_total{kind="line.ring",outcome="done"} 1');
    expect(text).toContain('deskbell_live_clients_cut_off_total 1');
    expect(text).toContain('deskbell_live_clients 3');
    expect(text).toContain('deskbell_queue_waiting{business="shop",queue="billing"} 4');
    expect(text).toContain('deskbell_queue_breached{business="shop",queue="billing"} 1');
  });

  test('of two servers in one process do not mix', async () => {
    const one = createMetrics({ processFigures: false });
    const other = createMetrics({ processFigures: false });
    one.liveClientCutOff();
    expect(await other.text()).toContain('deskbell_live_clients_cut_off_total 0');
  });
});
