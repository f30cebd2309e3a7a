/**
 * The parent of a program that gwconf runs: ends it when gwconf is gone, whatever ended gwconf (kill -9 too), since then
 * the channel between them closes. A program of its own; arguments: working directory, command, its arguments.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';

/** Time between asking the program to end and making it, ms. */
const graceMs = 5_000;

const [cwd = '', command = '', ...args] = process.argv.slice(2);
const child = spawn(command, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'] });

child.on('error', (error) => {
  process.stderr.write(`${command} could not be started: ${error.message}\n`);
  process.exit(127);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (signal ? (constants.signals[signal] ?? 0) : 0)));

// The whole process group is signalled: this one outlives the program, to tell how it ended.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

process.on('disconnect', () => {
  endGroup('SIGTERM');
  setTimeout(() => endGroup('SIGKILL'), graceMs);
});

function endGroup(signal: NodeJS.Signals): void {
  try {
    process.kill(-process.pid, signal);
  } catch {
    child.kill(signal);
  }
}
