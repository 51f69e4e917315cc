import { nodeVersionFault } from './node-version.ts';

// Imported first by main.ts: modules are run in the order of their imports, so this comes before any native module.
const fault = nodeVersionFault(process.versions.node);
if (fault !== null) {
  process.stderr.write(`${fault}\n`);
  process.exit(1);
}
