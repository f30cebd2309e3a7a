import { messageOf } from '../../../apimachinery/errors/message-of.ts';
import type { Program, ProgramContext } from '../program.ts';

/** What a container's status tells of it; times in ISO 8601. */
export interface ContainerView {
  state:
    | { waiting: { reason: string; message?: string } }
    | { running: { startedAt: string } }
    | { terminated: Terminated };
  lastTerminated?: Terminated;
  ready: boolean;
  restartCount: number;
}

export interface Terminated {
  exitCode: number;
  reason: ExitReason;
  message?: string;
  startedAt: string;
  finishedAt: string;
}

type ExitReason = 'Completed' | 'Error' | 'StartError';

/** What a program rejects with that ends in a code of its own; any other error is a code of 1. */
export class ExitError extends Error {
  readonly code: number;
  readonly reason: ExitReason;

  constructor(code: number, message: string, reason: ExitReason = 'Error') {
    super(message);
    this.name = 'ExitError';
    this.code = code;
    this.reason = reason;
  }
}

export interface ContainerRun {
  view(): ContainerView;
  /** Aborts the program, and resolves when it is over or has been given up. */
  stop(): Promise<void>;
}

export interface ContainerOptions {
  program: Program;
  /** Everything of the context that the run itself does not make. */
  context: Omit<ProgramContext, 'ready' | 'signal'>;
  restartPolicy: string;
  /** Delay before the restart after the next to the first exit; doubles with each, up to five minutes. */
  backOffMs: number;
  now(): Date;
  onChange(): void;
}

const LONGEST_BACK_OFF_MS = 300_000;
/** A program that ran as long as this starts with a fresh back-off. */
const STABLE_MS = 600_000;
const STOP_TIMEOUT_MS = 2000;

/** Runs a container's program, again when it exits and its pod's policy says so. */
export function runContainer(options: ContainerOptions): ContainerRun {
  const { program, context, now, onChange } = options;
  let view: ContainerView = { state: { waiting: { reason: 'ContainerCreating' } }, ready: false, restartCount: 0 };
  let controller = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let backOff = 0;
  let stopped = false;

  function start(): void {
    const startedAt = now();
    const own = new AbortController();
    controller = own;
    let over = false;
    view = { ...view, state: { running: { startedAt: startedAt.toISOString() } }, ready: false };
    const ready = () => {
      if (over || view.ready) return;
      view = { ...view, ready: true };
      onChange();
    };
    const finish = (error?: unknown) => {
      over = true;
      // Whatever it left standing must not outlive it.
      own.abort();
      exit(startedAt, error);
    };
    running = Promise.resolve()
      .then(() => program({ ...context, ready, signal: own.signal }))
      .then(
        () => finish(),
        (error: unknown) => finish(error ?? new Error('the program failed')),
      );
    onChange();
  }

  function exit(startedAt: Date, error: unknown): void {
    const finishedAt = now();
    const message = error === undefined ? undefined : messageOf(error);
    const told = error instanceof ExitError ? error : undefined;
    if (message && !told) context.log(`Exited: ${error instanceof Error ? (error.stack ?? message) : message}`);
    const terminated: Terminated = {
      exitCode: told?.code ?? (error === undefined ? 0 : 1),
      reason: told?.reason ?? (error === undefined ? 'Completed' : 'Error'),
      ...(message && { message }),
      startedAt: startedAt.toISOString(),
      finishedAt: finishedAt.toISOString(),
    };
    const { restartPolicy } = options;
    const restarts = restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && error !== undefined);
    if (stopped || !restarts) {
      view = { ...view, state: { terminated }, ready: false };
      if (!stopped) onChange();
      return;
    }
    if (finishedAt.getTime() - startedAt.getTime() >= STABLE_MS) backOff = 0;
    const delay = backOff;
    backOff = Math.min(Math.max(backOff * 2, options.backOffMs), LONGEST_BACK_OFF_MS);
    const waiting = {
      reason: 'CrashLoopBackOff',
      message: `Container ${context.container.name} exited; it is started again after ${delay / 1000} s`,
    };
    view = { ...view, state: { waiting }, lastTerminated: terminated, ready: false };
    timer = setTimeout(() => {
      view = { ...view, restartCount: view.restartCount + 1 };
      start();
    }, delay);
    onChange();
  }

  start();
  return {
    view: () => view,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      controller.abort();
      let limit: NodeJS.Timeout | undefined;
      const givenUp = new Promise<void>((resolve) => {
        limit = setTimeout(resolve, STOP_TIMEOUT_MS);
      });
      await Promise.race([running, givenUp]);
      clearTimeout(limit);
    },
  };
}
