import { mkdir } from 'node:fs/promises';
import { messageOf } from '../../harness/common/message-of.ts';
import { type RunningCluster, startCluster } from '../interop/cluster.ts';
import { buildOfficialSuite, type OfficialSuite } from '../interop/official/build.ts';
import { meshFlags, meshProfiles } from '../interop/official/mesh.ts';
import { listTests } from '../interop/official/output.ts';
import { type OfficialRun, runOfficialSuite } from '../interop/official/run.ts';
import { buildChangedProgram, type ChangedProgram } from './generate/program.ts';
import type { Asked, Subject } from './judge.ts';

/** What the official suite says of one gateway. */
export interface OfficialVerdict {
  /** Names of the tests that failed, in the order of the run; `setup` where it did not get to its tests. */
  caught: readonly string[];
  /** Those of them that prove nothing, since they failed for a faultless gateway, too. */
  unproven?: readonly string[];
  /** What the first assertion that failed says; empty where none did. */
  message: string;
  /** Why the run says nothing about the gateway; undefined where it does. */
  broken?: string;
}

const LIMIT_MS = 600_000;

/**
 * How many seconds the suite waits for each thing before the test fails. A defect only has to fail and waits in vain;
 * the suite's own limits would be a minute and more for each of them.
 */
const LIMITS = {
  GatewayMustHaveAddress: 6,
  GatewayMustHaveCondition: 6,
  GatewayStatusMustHaveListeners: 6,
  GatewayListenersMustHaveConditions: 6,
  GWCMustBeAccepted: 6,
  HTTPRouteMustNotHaveParents: 6,
  HTTPRouteMustHaveCondition: 6,
  RouteMustHaveParents: 6,
  LatestObservedGenerationSet: 6,
  MaxTimeToConsistency: 6,
  DefaultTestTimeout: 6,
  RequestTimeout: 3,
  NamespacesMustBeReady: 30,
};

const limits = [
  '-timeout-config-overrides',
  Object.entries(LIMITS)
    .map((pair) => pair.join(':'))
    .join(';'),
];

/** How the suite is asked, by profiles and flags. */
const QUESTIONS: Readonly<Record<Asked, { profiles?: readonly string[]; flags: readonly string[] }>> = {
  gateway: { flags: limits },
  mesh: { profiles: meshProfiles, flags: [...limits, ...meshFlags] },
};

let building: Promise<OfficialSuite> | undefined;

/**
 * Runs the official suite against the reference gateway with one defect, on a cluster of its own whose files are in
 * `folder`. `npm run build` must have run. Never rejects.
 */
export async function runOfficial(
  { kind, name, mutant, asked = ['gateway'] }: Subject,
  folder: string,
  signal: AbortSignal,
): Promise<OfficialVerdict> {
  let cluster: RunningCluster | undefined;
  let changedProgram: ChangedProgram | undefined;
  try {
    building ??= buildOfficialSuite((line) => console.error(line));
    const suite = await building;
    await mkdir(folder, { recursive: true });
    const changed = kind === 'defect' ? ['--set', `faults=${name}`] : [];
    changedProgram = mutant && (await buildChangedProgram([mutant]));
    const args = ['--install', 'reference', '--crds', suite.crds, ...changed];
    cluster = await startCluster(folder, args, changedProgram?.launcher);
    const { kubeconfig } = cluster;
    const verdicts: OfficialVerdict[] = [];
    for (const one of asked) {
      const options = { ...QUESTIONS[one], kubeconfig, gatewayClass: 'gwconf-reference', limitMs: LIMIT_MS, signal };
      verdicts.push(judgeOfficialRun(await runOfficialSuite(suite, options)));
    }
    return joinVerdicts(verdicts);
  } catch (error) {
    return { caught: [], message: '', broken: messageOf(error) };
  } finally {
    await cluster?.stop();
    await changedProgram?.remove();
  }
}

/** Of several runs against one gateway. */
export function joinVerdicts(verdicts: readonly OfficialVerdict[]): OfficialVerdict {
  const broken = verdicts.find((one) => one.broken !== undefined)?.broken;
  return {
    caught: verdicts.flatMap(({ caught }) => caught),
    message: verdicts.find(({ message }) => message !== '')?.message ?? '',
    ...(broken === undefined ? {} : { broken }),
  };
}

/** Takes no test for a catch that failed for one of the faultless gateways, too. */
export function doubtOfficial(verdict: OfficialVerdict, faultless: readonly OfficialVerdict[]): OfficialVerdict {
  const failsAnyway = (test: string) => faultless.some(({ caught }) => caught.includes(test));
  const unproven = verdict.caught.filter(failsAnyway);
  if (unproven.length === 0) return verdict;
  return { ...verdict, caught: verdict.caught.filter((test) => !failsAnyway(test)), unproven };
}

/** What a run says about its gateway. */
export function judgeOfficialRun(run: Omit<OfficialRun, 'durationMs'>): OfficialVerdict {
  const { whole, exitCode, message, text } = run;
  const failed = listTests(run, 'failed');
  if (failed.length > 0) return { caught: failed, message };
  if (whole === 'failed') return { caught: ['setup'], message };
  if (whole === 'passed' && exitCode === 0 && listTests(run, 'passed').length > 0) return { caught: [], message: '' };
  const end = exitCode === undefined ? 'the run was killed' : `the run ended with exit code ${exitCode}`;
  const last = text.trim().split('\n').at(-1);
  return { caught: [], message: '', broken: last ? `${end}: ${last}` : end };
}
