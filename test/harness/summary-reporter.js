/** Ends a test run with one line for people and scripts: `N passed, N failed`. */
export default class SummaryReporter {
  onRunComplete(_testContexts, results) {
    // A file that cannot be loaded has no tests to fail, so it counts as one failure itself.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `${results.numPassedTests} passed, ${failed} failed\n`;
    // Jest adds its own summary after all reporters, whatever their order; at the exit nobody writes any more.
    process.once('exit', () => process.stdout.write(line));
  }
}
