import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OfficialSuite } from '../../interop/official/build.ts';
import { coreFeatures } from '../../interop/official/core.ts';
import { runOfficialSuite } from '../../interop/official/run.ts';
import { runProgram } from '../../run-program.ts';
import type { Place } from './place.ts';
import type { SuiteRun, Verdict } from './table.ts';

const LIMIT_MS = 3_600_000;
const features = coreFeatures.join(',');

/** The official suite, once. @param folder keeps what it printed */
export async function runOfficial(
  suite: OfficialSuite,
  place: Place,
  skip: readonly string[],
  folder: string,
  name: string,
): Promise<SuiteRun> {
  const flags = ['-supported-features', features, ...(skip.length > 0 ? ['-skip-tests', skip.join(',')] : [])];
  const { kubeconfig, gatewayClass } = place;
  const run = await runOfficialSuite(suite, { kubeconfig, gatewayClass, flags, limitMs: LIMIT_MS });
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

/** This suite, once, on the cluster as one that exists. @param only what the official suite has, too */
export async function runOurs(
  place: Place,
  only: readonly string[],
  skip: readonly string[],
  folder: string,
  name: string,
): Promise<SuiteRun> {
  const { kubeconfig, gatewayClass, echoImage } = place;
  const cluster = ['--provider', 'existing', '--kubeconfig', kubeconfig, '--echo-image', echoImage];
  // As on kind, which it is.
  const how = ['--gateway-budget', '14'];
  const what = ['--implementation', 'none', '--gateway-class', gatewayClass, '--profiles', 'GATEWAY-HTTP'];
  const asked = ['--supported-features', features, '--only', only.filter((id) => !skip.includes(id)).join(',')];
  const startedAt = Date.now();
  const { exitCode, result, stderr } = await runProgram(
    folder,
    name,
    [...cluster, ...how, ...what, ...asked],
    LIMIT_MS,
  );
  const seconds = (Date.now() - startedAt) / 1000;
  const verdicts = new Map<string, Verdict>();
  for (const { id, outcome, durationMs, reason, flaky } of result?.scenarios ?? []) {
    if (outcome === 'unsupported' || outcome === 'skipped') continue;
    verdicts.set(id, { outcome: flaky ? `flaky ${outcome}` : outcome, seconds: durationMs / 1000, reason });
  }
  const broken = exitCode === 0 || exitCode === 1 ? undefined : `exit code ${exitCode}: ${stderr.trim()}`;
  return { name, suite: 'ours', seconds, verdicts, broken };
}
