#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';

// Node 20 has one optimizing compiler, a dear one, and most runs are over before most of its work has paid. So a function has
// to be fifteen times as busy as by default; later versions have a cheap compiler before it. In commands that last, heaps, which
// may grow to four times what is alive in them, are kept smaller. What both give is told in bench/README.md.
if (process.versions.v8.startsWith('11.')) {
  setFlagsFromString('--interrupt-budget=1000000');
  setTimeout(() => setFlagsFromString('--heap-growing-percent=60'), 12_000).unref();
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const entry = new URL('../dist/bundle/gwconf.js', import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`gwconf: it needs Node 20.19 or newer, and this is ${process.version}\n`);
  process.exitCode = 2;
} else if (existsSync(entry)) {
  const { runProcess } = await import(entry.href);
  await runProcess();
} else {
  process.stderr.write('gwconf: it is not built yet: run `npm run build` first\n');
  process.exitCode = 3;
}
