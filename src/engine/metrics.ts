/** Figures that the engine reports while it works; all optional. */
export interface EngineMetrics {
  /** Milliseconds from loading the state to the decision's last write. */
  onDecision?(ms: number, noun: string): void;
  /** Milliseconds between when a timer was due and when it fired. */
  onTimerLateness?(ms: number): void;
  onEffect?(kind: string, outcome: 'done' | 'failed' | 'retry' | 'unknown'): void;
}
