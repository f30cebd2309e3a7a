#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// Node 20 has one optimizing compiler, a dear one, and a run is over before most of its work has paid: a seventh of the
// processor time. So a function has to be fifteen times as busy as by default. Later versions have a cheap one before it.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000');

const entry = new URL('../dist/harness/cli/main.js', import.meta.url);

if (existsSync(entry)) {
  const { runProcess } = await import(entry.href);
  await runProcess();
} else {
  process.stderr.write('gwconf: it is not built yet: run `npm run build` first\n');
  process.exitCode = 3;
}
