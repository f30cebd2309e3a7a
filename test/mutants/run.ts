import { rm, writeFile } from 'node:fs/promises';
import { getPriority, setPriority } from 'node:os';
import { makeFolder } from '../../harness/common/state/folders.ts';
import { runCommand } from '../command.ts';
import { readOfficialVersion } from '../interop/official/build.ts';
import { buildProgram } from '../run-program.ts';
import { isDefect, type Judgement, succeeded } from './judge.ts';
import { judgeAll } from './judge-all.ts';
import { renderMarkdown } from './markdown.ts';
import { doubtOfficial } from './official.ts';
import { type Options, parseOptions, usage } from './options.ts';
import { renderSurvivors } from './survivors.ts';
import { kinds, renderTable, summarize } from './table.ts';

/** What a run of hours leaves to whoever works on the machine meanwhile; those that it starts have it from it. */
const NICENESS = 10;
const INTERRUPTED = 130;

process.exitCode = await runCommand({ name: 'mutants', usage, parse: parseOptions, run });

/** 0: all as expected. 1: a defect missed, a variant that fails, or a run that broke. */
async function run(options: Options, args: readonly string[]): Promise<number> {
  setPriority(Math.max(NICENESS, getPriority()));
  await buildProgram();
  const signal = watchInterrupts();
  const folder = await makeFolder('mutants');
  let judgements: readonly Judgement[];
  try {
    judgements = doubtCatches(await judgeAll(options, folder, signal));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const tables = [...kinds.map((kind) => renderTable(kind, judgements)), renderSurvivors(judgements)].filter(Boolean);
  if (tables.length > 0) console.log([...tables, summarize(judgements).join('\n')].join('\n\n'));
  if (signal.aborted) {
    console.error(`mutants: interrupted, ${judgements.length} of ${options.subjects.length} gateways judged`);
    return INTERRUPTED;
  }
  if (options.markdown !== undefined) {
    await writeFile(
      options.markdown,
      renderMarkdown(judgements, { args, officialVersion: await readOfficialVersion() }),
    );
  }
  return succeeded(judgements) ? 0 : 1;
}

/** The first signal ends the runs, and what they made is removed; the second ends the process at once. */
function watchInterrupts(): AbortSignal {
  const ending = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // Not `once`: execa ends a process that nobody listens for any more, before its folders are removed.
    process.on(name, () => {
      if (ending.signal.aborted) process.exit(INTERRUPTED);
      console.error('mutants: ending the runs');
      ending.abort();
    });
  }
  return ending.signal;
}

/** A test of the official suite catches a defect only where it passes for every faultless gateway. */
function doubtCatches(judgements: readonly Judgement[]): readonly Judgement[] {
  const faultless = judgements.flatMap(({ kind, official }) => (kind === 'control' && official ? [official] : []));
  return judgements.map((judgement) =>
    isDefect(judgement) && judgement.official
      ? { ...judgement, official: doubtOfficial(judgement.official, faultless) }
      : judgement,
  );
}
