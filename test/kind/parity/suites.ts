import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from '../../../harness/result/types.ts';
import type { OfficialSuite } from '../../interop/official/build.ts';
import { runOfficialSuite } from '../../interop/official/run.ts';
import { runProgram } from '../../run-program.ts';
import type { Place } from './place.ts';
import type { SuiteRun, Verdict } from './table.ts';

const LIMIT_MS = 3_600_000;

/** The official suite, once. @param folder keeps what it printed */
export async function runOfficial(
  suite: OfficialSuite,
  place: Place,
  skip: readonly string[],
  folder: string,
  name: string,
): Promise<SuiteRun> {
  const { kubeconfig, gatewayClass, asked } = place;
  const { profiles, features, mesh } = asked;
  const flags = [
    ...(features ? ['-supported-features', features.join(',')] : []),
    ...(skip.length > 0 ? ['-skip-tests', skip.join(',')] : []),
    ...(mesh ? ['-mesh-name', mesh.name, '-namespace-labels', writePairs(mesh.namespaceLabels)] : []),
    '-test.timeout=0',
  ];
  const run = await runOfficialSuite(suite, { kubeconfig, gatewayClass, profiles, flags, limitMs: LIMIT_MS });
  await writeFile(join(folder, `${name}.log`), run.text);
  const verdicts = new Map<string, Verdict>();
  for (const test of run.tests) {
    if (test.name.includes('/') || test.outcome === 'skipped') continue;
    const part = run.tests.find((other) => other.outcome === 'failed' && other.name.startsWith(`${test.name}/`));
    verdicts.set(test.name, {
      outcome: test.outcome,
      seconds: test.seconds,
      ...(test.outcome === 'failed' && { reason: part?.name.slice(test.name.length + 1) }),
    });
  }
  const broken = verdicts.size > 0 ? undefined : run.message || run.text.trim().split('\n').at(-1);
  return { name, suite: 'official', seconds: run.durationMs / 1000, verdicts, broken };
}

/** This suite, once, on the cluster as one that exists. @param only empty for all */
export async function runOurs(
  place: Place,
  only: readonly string[],
  skip: readonly string[],
  folder: string,
  name: string,
): Promise<SuiteRun> {
  const { kubeconfig, gatewayClass, echoImage, asked } = place;
  const { profiles, features, mesh } = asked;
  const flags = [
    ...['--provider', 'existing', '--kubeconfig', kubeconfig, '--echo-image', echoImage],
    // As on kind, which it is.
    ...['--gateway-budget', '14'],
    ...['--implementation', 'none', '--gateway-class', gatewayClass, '--profiles', profiles.join(',')],
    ...(mesh ? ['--mesh', mesh.name, '--mesh-labels', writePairs(mesh.namespaceLabels)] : []),
    ...(features ? ['--supported-features', features.join(',')] : []),
    ...(only.length > 0 ? ['--only', only.filter((id) => !skip.includes(id)).join(',')] : []),
    ...(only.length === 0 && skip.length > 0 ? ['--skip', skip.join(',')] : []),
  ];
  const startedAt = Date.now();
  const { exitCode, result, stderr } = await runProgram(folder, name, flags, LIMIT_MS);
  const seconds = (Date.now() - startedAt) / 1000;
  const broken = exitCode === 0 || exitCode === 1 ? undefined : `exit code ${exitCode}: ${stderr.trim()}`;
  return { name, suite: 'ours', seconds, verdicts: readVerdicts(result), broken };
}

/** The verdict of what the official tests ask, and whether only the specification is broken. */
function readVerdicts(result: RunResult | undefined): Map<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { id, outcome, official, durationMs, reason, flaky } of result?.scenarios ?? []) {
    if (outcome === 'unsupported' || outcome === 'skipped') continue;
    const told = official ?? outcome;
    verdicts.set(id, {
      outcome: flaky ? `flaky ${told}` : told,
      seconds: durationMs / 1000,
      reason,
      ...(told !== outcome && { beyond: true }),
    });
  }
  return verdicts;
}

function writePairs(pairs: Readonly<Record<string, string>>): string {
  return Object.entries(pairs)
    .map(([name, value]) => `${name}=${value}`)
    .join(',');
}
