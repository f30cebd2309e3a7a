import { type CaseOutcome, readCases, tryCases } from '../../../policy/organisation/index.ts';
import { loadReleaseJudge } from '../../../policy/validate/index.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliIo } from '../io.ts';
import { loadPolicies, refuse } from './load.ts';

/** Tries the cases that stand beside files of rules, and prints what came of each. Gives the exit code. */
export async function testPolicies(names: readonly string[], json: boolean, io: CliIo): Promise<number> {
  const { complete } = await loadReleaseJudge('bundled');
  const tried = loadPolicies(names, io).map(({ file, rules }) => {
    const cases = file.cases ? refuse(() => readCases(file.cases?.source ?? '', file.cases?.text ?? '')) : [];
    return { source: file.source, cases: tryCases(rules, cases, complete) };
  });
  const outcomes = tried.flatMap(({ cases }) => cases);
  const failed = outcomes.filter(({ faults }) => faults.length > 0);
  if (json) io.stdout.write(`${JSON.stringify({ version: 1, files: tried }, null, 2)}\n`);
  else {
    const lines = tried.flatMap(({ source, cases }) => [source, ...cases.flatMap(describe)]);
    io.stdout.write(`${[...lines, '', `${outcomes.length} cases, ${failed.length} failed`].join('\n')}\n`);
  }
  return failed.length > 0 ? exitCodes.notConformant : exitCodes.conformant;
}

function describe({ rule, name, faults }: CaseOutcome): string[] {
  const mark = faults.length > 0 ? 'failed' : 'ok';
  return [`  ${mark}  ${rule}: ${name}`, ...faults.map((fault) => `          ${fault}`)];
}
