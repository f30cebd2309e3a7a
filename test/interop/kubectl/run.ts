import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';

/** A command that goes on. */
export interface Started {
  /** What it has printed. */
  text(): string;
  /** Resolves when it has printed what matches. Rejects with what it printed where it ends before. */
  until(pattern: RegExp): Promise<void>;
  /** Its exit code, once it has ended. */
  code(): Promise<number>;
  stop(): Promise<void>;
}

export interface Outcome {
  code: number;
  /** What it printed, ages and the like replaced; see `blur`. */
  out: string;
  err: string;
}

/** kubectl, or helm, on one cluster, in an empty home of its own. */
export interface Runner {
  folder: string;
  /** @param args words as a shell has them, single quotes included, or a list of them */
  run(args: string | readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<Outcome>;
  /** The same, just as it was printed. */
  exact(args: string): Promise<{ stdout: string }>;
  /** Runs a command that must succeed; gives what it printed. */
  ok(args: string | readonly string[], options?: { input?: string; env?: Record<string, string> }): Promise<string>;
  /** Starts a command that goes on. */
  start(args: string, env?: Record<string, string>): Started;
}

/** Time for one command. The longest takes half a minute where nothing else runs. */
const LIMIT_MS = 300_000;

export function makeRunner(program: string, kubeconfig: string, folder: string): Runner {
  const env = { KUBECONFIG: kubeconfig, HOME: folder, HELM_CACHE_HOME: join(folder, 'helm') };
  const runner: Runner = {
    folder,
    async run(args, options = {}) {
      const { input, env: more } = options;
      const { exitCode, stdout, stderr, timedOut } = await execa(program, split(args), {
        cwd: folder,
        env: { ...env, ...more },
        reject: false,
        timeout: LIMIT_MS,
        ...(input === undefined ? { stdin: 'ignore' } : { input }),
      });
      if (timedOut) throw new Error(`${String(args)} did not end: ${stdout}${stderr}`);
      return { code: exitCode ?? -1, out: blur(stdout), err: blur(stderr) };
    },
    exact: (args) => execa(program, split(args), { cwd: folder, env, stdin: 'ignore', timeout: LIMIT_MS }),
    async ok(args, options) {
      const { code, out, err } = await runner.run(args, options);
      expect(code, `${String(args)}: ${err}`).to.equal(0);
      return out;
    },
    start(args, more = {}) {
      const child = execa(program, split(args), {
        env: { ...env, ...more },
        cwd: folder,
        reject: false,
        stdin: 'ignore',
        all: true,
      });
      let text = '';
      child.all.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      return {
        text: () => blur(text),
        until: (pattern) =>
          new Promise((resolve, reject) => {
            const look = () => {
              if (!pattern.test(blur(text))) return;
              child.all.off('data', look);
              resolve();
            };
            child.all.on('data', look);
            void child.then(() => reject(new Error(`${args} ended: ${text}`)));
            look();
          }),
        code: async () => (await child).exitCode ?? -1,
        async stop() {
          child.kill();
          await child;
        },
      };
    },
  };
  return runner;
}

/** Words of a command line; single quotes hold one together. */
function split(args: string | readonly string[]): readonly string[] {
  if (typeof args !== 'string') return args;
  return [...args.matchAll(/(?:[^\s']+|'[^']*')+/g)].map(([word]) => word.replaceAll("'", ''));
}

const BLURS: readonly [RegExp, string][] = [
  // kubectl logs that a watch which it has ended itself did not last long.
  [/^[IWE]\d{4} [\d:.]+ .*very short watch.*\n?/gm, ''],
  [/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'UID'],
  [/\b\d{4}-\d\d-\d\dT[\d:.]+Z\b/g, 'TIME'],
  [/\bresourceVersion: "\d+"/g, 'resourceVersion: "RV"'],
  [/\b127(\.\d+){3}\b(?!:\d+ ->)/g, 'IP'],
  // kubectl has told the namespace of what it deletes since 1.34.
  [/ deleted from \S+ namespace$/gm, ' deleted'],
  [/(?<=\s|^)(\d+[dhms])+(?=\s|$)/gm, 'AGE'],
  [/[ \t]+$/gm, ''],
  // Columns are as wide as what stands in them.
  [/ {2,}/g, '  '],
];

/** Takes out what differs from run to run. */
function blur(text: string): string {
  return BLURS.reduce((blurred, [pattern, replacement]) => blurred.replace(pattern, replacement), text);
}

/** Lines as one text. */
export function lines(...texts: readonly string[]): string {
  return texts.join('\n');
}
