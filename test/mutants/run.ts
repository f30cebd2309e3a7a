import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildProgram } from '../run-program.ts';
import { type Judgement, judgeRun, type Subject, succeeded } from './judge.ts';
import type { OfficialVerdict } from './official.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { runSuite } from './run-suite.ts';
import { describeOfficial, kinds, renderMarkdown, renderTable, summarize } from './table.ts';

process.exitCode = await main(process.argv.slice(2));

/** 0: all as expected. 1: a defect missed, a variant that fails, or a run that broke. 2: a wrong command line. */
async function main(args: readonly string[]): Promise<number> {
  let options: Options | undefined;
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`mutants: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  if (!options) {
    console.log(usage);
    return 0;
  }
  await buildProgram();
  const judgements = await judgeAll(options);
  const tables = kinds.map((kind) => renderTable(kind, judgements)).filter(Boolean);
  console.log([...tables, summarize(judgements).join('\n')].join('\n\n'));
  if (options.output !== undefined) await writeFile(options.output, renderMarkdown(judgements));
  return succeeded(judgements) ? 0 : 1;
}

/** Judgements in the order of the subjects, whichever run ends first. Progress goes to stderr. */
async function judgeAll({ subjects, jobs, quick, official }: Options): Promise<readonly Judgement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gwconf-mutants-'));
  const judgements = new Map<number, Judgement>();
  const waiting = subjects.entries();
  const work = async () => {
    // The workers share one iterator: each takes the next subject.
    for (const [index, subject] of waiting) {
      const own = judgeRun(subject, await runSuite(subject, folder, quick));
      const judgement = official ? { ...own, official: await askOfficial(subject, folder) } : own;
      judgements.set(index, judgement);
      const other = official ? `; official suite: ${describeOfficial(judgement)}` : '';
      console.error(`${judgements.size}/${subjects.length} ${subject.kind} ${subject.name}: ${own.verdict}${other}`);
    }
  };
  try {
    await Promise.all(Array.from({ length: jobs }, work));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return subjects.flatMap((_, index) => judgements.get(index) ?? []);
}

/** Variants are left out: what is inconvenient to a suite that waits for less says nothing of the gateway. */
async function askOfficial({ kind, name }: Subject, folder: string): Promise<OfficialVerdict | undefined> {
  if (kind === 'variant') return undefined;
  const { runOfficial } = await import('./official.ts');
  return runOfficial(kind === 'defect' ? name : undefined, join(folder, `official-${name}`));
}
