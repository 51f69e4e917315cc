/** One thing wrong with the settings, and what to do about it. */
export interface ConfigFault {
  readonly name: string;
  readonly fault: string;
  readonly remedy: string;
}

/** Everything that is wrong with the settings, all at once, so that nobody repairs them one start at a time. */
export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    const lines = faults.map(({ name, fault, remedy }) => `  ${name}: ${fault}. ${remedy}.`);
    super(`The settings have ${count}:\n${lines.join('\n')}\nAll settings are explained in .env.example.`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}
