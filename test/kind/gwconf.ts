import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa, type ResultPromise } from 'execa';
import type { RunResult } from '../../harness/result/types.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'bin', 'gwconf.js');

/** The built program as users have it, in a folder of its own and with records of runs of its own. */
export interface Gwconf {
  folder: string;
  /** Runs a command to its end. */
  call(...args: string[]): Promise<{ exitCode: number | undefined; all: string }>;
  /** Starts one that the test will disturb. */
  start(...args: string[]): Disturbed;
  readResult(outputDir: string): Promise<RunResult>;
  remove(): Promise<void>;
}

export interface Disturbed {
  /** Resolves with the output when it matches. Rejects where the program ends before. */
  seen(pattern: RegExp): Promise<string>;
  kill(signal: 'SIGINT' | 'SIGKILL'): void;
  /** Resolves at its end. */
  ended: Promise<{ exitCode: number | undefined; all: string }>;
}

export async function createGwconf(): Promise<Gwconf> {
  const folder = await mkdtemp(join(tmpdir(), 'gwconf-kind-test-'));
  const env = { GWCONF_STATE: join(folder, 'state'), NO_COLOR: '1' };
  const run = (args: readonly string[]): ResultPromise<{ all: true; reject: false; stdin: 'ignore' }> =>
    execa(process.execPath, [program, ...args], { cwd: folder, env, all: true, reject: false, stdin: 'ignore' });
  const toEnding = ({ exitCode, all }: { exitCode?: number; all?: string }) => ({ exitCode, all: all ?? '' });
  return {
    folder,
    call: async (...args) => toEnding(await run(args)),
    start(...args) {
      const running = run(args);
      let all = '';
      const waiting = new Set<() => void>();
      let isOver = false;
      running.all.on('data', (chunk: Buffer) => {
        all += chunk.toString();
        for (const check of waiting) check();
      });
      const ended = running.then((result) => {
        isOver = true;
        for (const check of waiting) check();
        return toEnding(result);
      });
      return {
        ended,
        kill: (signal) => void running.kill(signal),
        seen: (pattern) =>
          new Promise((resolve, reject) => {
            const check = (): void => {
              if (pattern.test(all)) resolve(all);
              else if (isOver) reject(new Error(`it ended before it said ${pattern}:\n${all}`));
              else return;
              waiting.delete(check);
            };
            waiting.add(check);
            check();
          }),
      };
    },
    readResult: async (outputDir) => JSON.parse(await readFile(join(folder, outputDir, 'result.json'), 'utf8')),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
