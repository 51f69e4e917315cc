import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** A queue at this moment, as the gauges show it. */
export interface QueueFigures {
  readonly business: string;
  readonly queue: string;
  readonly waiting: number;
  /** Those among the waiting whose wait target has passed. */
  readonly breached: number;
}

export interface Metrics {
  readonly contentType: string;
  /** Prometheus text of everything measured. */
  text(): Promise<string>;
  /** A webhook was answered; `road` is its kind, such as `voice` or `step`, never a path with ids. */
  webhookAnswered(road: string, status: number, durationMs: number): void;
  decided(noun: string, durationMs: number): void;
  timerFired(latenessMs: number): void;
  effectSettled(kind: string, outcome: string): void;
  liveClientCutOff(): void;
  /** Asked when somebody reads the figures. */
  watchLiveClients(count: () => number): void;
  /** Asked when somebody reads the figures: whether e-mails do not leave. */
  watchMail(inTrouble: () => boolean): void;
  /** Asked when somebody reads the figures. */
  watchQueues(figures: () => readonly QueueFigures[]): void;
}

/** Around the promises: an answer within 3 s, a timer at most 2 s late. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5];

/** A registry of its own, so that two servers in one process do not mix their figures. */
export function createMetrics(options: { readonly processFigures?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.processFigures ?? true) collectDefaultMetrics({ register: registry });

  const webhooks = new Histogram({
    name: 'deskbell_webhook_seconds',
    help: 'Time from a webhook of the telephone line to our answer.',
    labelNames: ['road', 'status'],
    buckets: SECONDS,
    registers,
  });
  const decisions = new Histogram({
    name: 'deskbell_decision_seconds',
    help: 'Time of one decision with its look-ups and its writing.',
    labelNames: ['noun'],
    buckets: SECONDS,
    registers,
  });
  const lateness = new Histogram({
    name: 'deskbell_timer_lateness_seconds',
    help: 'How long after its due time a timer fired.',
    buckets: SECONDS,
    registers,
  });
  const effects = new Counter({
    name: 'deskbell_effects_total',
    help: 'Requests to the outside world, by how they ended.',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const cutOff = new Counter({
    name: 'deskbell_live_clients_cut_off_total',
    help: 'Live connections ended because the other side read too slowly.',
    registers,
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    webhookAnswered: (road, status, durationMs) => webhooks.observe({ road, status }, durationMs / 1000),
    decided: (noun, durationMs) => decisions.observe({ noun }, durationMs / 1000),
    timerFired: (latenessMs) => lateness.observe(Math.max(0, latenessMs) / 1000),
    effectSettled: (kind, outcome) => effects.inc({ kind, outcome }),
    liveClientCutOff: () => cutOff.inc(),
    watchLiveClients: (count) => {
      new Gauge({
        name: 'deskbell_live_clients',
        help: 'Browsers with a live connection.',
        registers,
        collect() {
          this.set(count());
        },
      });
    },
    watchMail: (inTrouble) => {
      new Gauge({
        name: 'deskbell_mail_in_trouble',
        help: 'E-mails do not leave, and wait: 1; otherwise 0.',
        registers,
        collect() {
          this.set(inTrouble() ? 1 : 0);
        },
      });
    },
    watchQueues: (figures) => watchQueues(registry, figures),
  };
}

function watchQueues(registry: Registry, figures: () => readonly QueueFigures[]): void {
  const gauge = (name: string, help: string, pick: (queue: QueueFigures) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['business', 'queue'],
      registers: [registry],
      collect() {
        this.reset();
        for (const queue of figures())
          this.set({ business: queue.business, queue: queue.queue }, pick(queue));
      },
    });
  gauge('deskbell_queue_waiting', 'Callers waiting.', (queue) => queue.waiting);
  gauge(
    'deskbell_queue_breached',
    'Waiting callers whose wait target has passed.',
    (queue) => queue.breached,
  );
}
