/** @type {import('jest').Config} */
export default {
  testMatch: ['<rootDir>/src/**/*.test.ts', '<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testEnvironment: 'node',
  maxWorkers: 2,
  // Modules of a test file stay in memory after it; a worker that has grown to gigabytes spends its time on collecting them.
  workerIdleMemoryLimit: '800MB',
  testSequencer: '<rootDir>/test/harness/slowest-first.js',
  globalSetup: '<rootDir>/test/harness/global-setup.ts',
  globalTeardown: '<rootDir>/test/harness/global-teardown.ts',
  // Whole calls are played through; a busy machine may take its time, a wrong program never ends.
  testTimeout: 120_000,
  reporters: ['default', '<rootDir>/test/harness/summary-reporter.js'],
};
