import { type ChildProcess, fork } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { HarnessError } from '../../scenario/errors.ts';
import type { Clock } from '../../wait/types.ts';
import { createProcessLog, type ProcessLog } from './log.ts';

export interface ProcessOptions {
  name: string;
  command: string;
  args: readonly string[];
  env: Readonly<Record<string, string>>;
  cwd: string;
  clock: Clock;
}

export interface RunningProcess {
  name: string;
  log: ProcessLog;
  /** How it ended, one clause, where it has ended and nobody asked for that. */
  findEnd(): string | undefined;
  /** Resolves when it has ended, whoever ended it. */
  ended: Promise<void>;
  /** Ends its whole process group: asks, and after the grace makes it. Resolves when it is gone; may be called twice. */
  stop(): Promise<void>;
}

/** A program that does not heed SIGTERM gets SIGKILL after this time, ms. */
const graceMs = 5_000;

/** Starts a program below a supervisor in a process group of their own, so that nothing of it can be left. */
export function startProcess({ name, command, args, env, cwd, clock }: ProcessOptions): RunningProcess {
  const log = createProcessLog(() => clock.date());
  const supervisor = fork(findSupervisor(), [cwd, command, ...args], {
    env: { ...ownEnvironment(), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let asked = false;
  let end: string | undefined;
  const read = [supervisor.stdout, supervisor.stderr].map((stream) =>
    stream ? log.read(stream).catch(() => {}) : undefined,
  );
  const ended = new Promise<void>((resolve) => {
    supervisor.once('error', (error) => {
      end ??= `could not be started: ${error.message}`;
      resolve();
    });
    supervisor.once('exit', (code, signal) => {
      if (!asked) end ??= describeEnd(code, signal);
      resolve();
    });
  }).then(async () => {
    process.off('exit', endAtExit);
    // Children of the program may have outlived it, and hold its output open.
    signalGroup(supervisor, 'SIGKILL');
    await Promise.all(read);
  });
  // The last resort where this process ends by process.exit(); the supervisor's own channel covers kill -9.
  function endAtExit(): void {
    signalGroup(supervisor, 'SIGKILL');
  }
  process.on('exit', endAtExit);
  return {
    name,
    log,
    findEnd: () => end,
    ended,
    async stop() {
      asked = true;
      signalGroup(supervisor, 'SIGTERM');
      const timer = setTimeout(() => signalGroup(supervisor, 'SIGKILL'), graceMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** The supervisor tells of a signal as a shell does, by an exit code above 128. */
function describeEnd(code: number | null, signal: NodeJS.Signals | null): string {
  const name = signal ?? Object.entries(constants.signals).find(([, number]) => number + 128 === code)?.[0];
  return name ? `was ended by ${name}` : `ended with exit code ${code}`;
}

/** Where gwconf itself runs in a pod, a controller would take that pod's cluster for the one to work on. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const { KUBERNETES_SERVICE_HOST: _host, KUBERNETES_SERVICE_PORT: _port, ...rest } = process.env;
  return rest;
}

/** Throws HarnessError where the process has ended, with the last lines that it wrote. */
export function assertRuns(running: RunningProcess): void {
  const failure = describeFailure(running);
  if (failure !== undefined) throw new HarnessError(failure);
}

/** How a process ended by itself, with the last lines that it wrote; undefined where it has not. */
export function describeFailure({ name, log, findEnd }: RunningProcess): string | undefined {
  const end = findEnd();
  if (end === undefined) return undefined;
  const last = log.lines().slice(-10);
  const said = last.length > 0 ? ['Its last lines:', ...last.map((line) => `  ${line}`)] : ['It wrote nothing.'];
  return [`The process ${name} ${end}.`, ...said].join('\n');
}

/** The supervisor is built as this file is: run from the sources, it needs the loader that this process has. */
function findSupervisor(): string {
  const own = fileURLToPath(import.meta.url);
  return fileURLToPath(new URL(own.endsWith('.ts') ? './supervise.ts' : './supervise.js', import.meta.url));
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch {
    // It is gone already.
  }
}
