import Mocha from 'mocha';
import { UsageError } from '../../scenario/errors.ts';

export interface HostedMocha {
  mocha: Mocha;
  /** Gives the count of failures, after Mocha is disposed of. */
  run(): Promise<number>;
}

/** The default: our own listeners do the reporting. */
class SilentReporter {}

const PROCESS_EVENTS = ['uncaughtException', 'unhandledRejection'] as const;

/** Refuses a name that is none of Mocha's own reporters. Throws UsageError. */
export function checkReporter(reporter: string | undefined): void {
  const known = Object.keys(Mocha.reporters).filter((name) => /^[a-z]/.test(name) && name !== 'base');
  if (reporter === undefined || known.includes(reporter)) return;
  throw new UsageError(`--mocha-reporter: Mocha has no reporter '${reporter}'; it has ${known.sort().join(', ')}`);
}

/** A Mocha instance that waits without a limit and leaves nothing behind in this process. */
export function createMocha(reporter?: string | Mocha.ReporterConstructor): HostedMocha {
  if (typeof reporter === 'string') checkReporter(reporter);
  const before = readSharedSettings();
  const mocha = new Mocha({ timeout: 0, slow: 60_000, reporter: reporter ?? asReporter(SilentReporter) });
  return {
    mocha,
    run: async () => {
      try {
        return await new Promise<number>((resolve) => runDetached(mocha, resolve));
      } finally {
        mocha.dispose();
        Object.assign(Mocha.reporters.Base, before);
      }
    },
  };
}

/**
 * Mocha takes over the process's handlers of stray errors while it runs, and would blame the row that it happens to
 * wait for. A stray error is ours, so the handlers are taken away again.
 */
function runDetached(mocha: Mocha, done: (failures: number) => void): void {
  const before = PROCESS_EVENTS.map((event) => new Set<unknown>(process.listeners(event as 'uncaughtException')));
  mocha.run(done);
  PROCESS_EVENTS.forEach((event, index) => {
    for (const listener of process.listeners(event as 'uncaughtException')) {
      if (!before[index]?.has(listener)) process.removeListener(event, listener);
    }
  });
}

/** Each run of Mocha writes these on the class that all its reporters share. */
function readSharedSettings(): Record<string, unknown> {
  const shared = Mocha.reporters.Base as unknown as Record<string, unknown>;
  return Object.fromEntries(['useColors', 'inlineDiffs', 'hideDiff'].map((name) => [name, shared[name]]));
}

function asReporter(reporter: new () => object): Mocha.ReporterConstructor {
  return reporter as unknown as Mocha.ReporterConstructor;
}
