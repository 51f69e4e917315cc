import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { build } from 'vite';

/** Compiles the server and the emulator into `dist/`, and the console into `public/console/`. */
rmSync('dist', { recursive: true, force: true });
const compiled = spawnSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
if (compiled.status !== 0) process.exit(compiled.status ?? 1);

// What the compiler leaves behind: pages and data that are read at run time.
cpSync('src/emulator/page', 'dist/emulator/page', { recursive: true });
cpSync('src/demo', 'dist/demo', { recursive: true, filter: (path) => !/\.tsx?$/.test(path) });

process.env.NODE_ENV = 'production';
await build({ logLevel: 'warn' });
