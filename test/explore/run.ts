import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { faults } from '../../embedded/gateway/faults/index.ts';
import { makeFolder } from '../../harness/common/state/folders.ts';
import { readCount, runCommand } from '../command.ts';
import { buildProgram } from '../run-program.ts';
import { type Judgement, renderTable, summarize } from './table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Options {
  names: readonly string[];
  budget: string;
  shrink: string;
  seed: string;
  resume?: string;
  markdown?: string;
}

const usage = `npm run explore:defects -- [NAME...] [options]: how long the explorer takes to find each seeded defect

      --sample N       so many defects, evenly spread over all
      --budget T       time for looking [default: 60s]
      --shrink T       time for making the case smaller [default: 30s]
      --seed S         where the cases come from [default: defects]
      --resume FILE    keep what is judged in this file, and do not judge again what it holds already
      --markdown FILE  write the table as Markdown, too
  -h, --help           show this`;

process.exitCode = await runCommand({ name: 'explore:defects', usage, parse, run });

function parse(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      sample: { type: 'string' },
      budget: { type: 'string', default: '60s' },
      shrink: { type: 'string', default: '30s' },
      seed: { type: 'string', default: 'defects' },
      resume: { type: 'string' },
      markdown: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const all = faults.map(({ name }) => name);
  const unknown = positionals.find((name) => !all.includes(name));
  if (unknown !== undefined) throw new Error(`there is no defect "${unknown}"`);
  const count = values.sample === undefined ? all.length : readCount('sample', values.sample);
  const step = Math.max(1, all.length / count);
  const spread = Array.from({ length: Math.min(count, all.length) }, (_, index) => all[Math.floor(index * step)] ?? '');
  const { budget, shrink, seed, resume, markdown } = values;
  return { names: positionals.length > 0 ? positionals : spread, budget, shrink, seed, resume, markdown };
}

/** 0 where the explorer found all of them. */
async function run(options: Options): Promise<number> {
  await buildProgram();
  const folder = await makeFolder('explored');
  const kept = options.resume === undefined ? [] : await readKept(options.resume);
  const judgements: Judgement[] = [];
  try {
    for (const [index, name] of options.names.entries()) {
      const known = kept.find((each) => each.name === name);
      const judgement = known ?? (await judge(name, options, folder));
      judgements.push(judgement);
      if (known) continue;
      console.error(`${index + 1}/${options.names.length} ${name}: ${judgement.found ? 'found' : 'not found'}`);
      if (options.resume !== undefined) await appendFile(options.resume, `${JSON.stringify(judgement)}\n`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const table = renderTable(judgements);
  console.log(`${table}\n\n${summarize(judgements)}`);
  if (options.markdown !== undefined) await writeFile(options.markdown, `${table}\n\n${summarize(judgements)}\n`);
  return judgements.every(({ found }) => found) ? 0 : 1;
}

async function judge(name: string, { budget, shrink, seed }: Options, folder: string): Promise<Judgement> {
  const flags = ['--budget', budget, '--shrink', shrink, '--seed', seed, '--findings', '1', '--json', '--quiet'];
  const output = ['--output-dir', join(folder, name)];
  const program = join(root, 'bin', 'gwconf.js');
  const { stdout } = await execa(
    process.execPath,
    [program, 'explore', '--set', `faults=${name}`, ...flags, ...output],
    { cwd: folder, reject: false, stdin: 'ignore', timeout: 600_000, forceKillAfterDelay: 10_000 },
  );
  const result = readResult(stdout);
  const found = result?.found[0];
  return { name, cases: result?.cases ?? 0, problem: result?.problems[0], ...(found ? { found } : {}) };
}

interface Result {
  cases: number;
  found: NonNullable<Judgement['found']>[];
  problems: string[];
}

function readResult(text: string): Result | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function readKept(path: string): Promise<readonly Judgement[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}
