#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../dist/harness/cli/main.js', import.meta.url);

if (existsSync(entry)) {
  const { runProcess } = await import(entry.href);
  await runProcess();
} else {
  process.stderr.write('gwconf: it is not built yet: run `npm run build` first\n');
  process.exitCode = 3;
}
