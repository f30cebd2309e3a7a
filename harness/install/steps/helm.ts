import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProgramError, runProgram } from '../../common/exec/index.ts';
import { writeYaml } from '../../common/write-yaml.ts';
import { kinds, newObject } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import { runLabel, toLabelValue } from '../../kube/labels.ts';
import { UsageError } from '../../scenario/errors.ts';
import { parseObjects } from '../sources/documents.ts';
import { awaitWorkload, isWorkload, type WaitOptions } from '../workload.ts';
import { prepareObjects, selectObjects } from './apply.ts';
import { type PreparedStep, programOf, type StepTools } from './step.ts';
import type { HelmStep } from './types.ts';

/** A chart by `helm install`. Its workloads are waited for here, since helm itself says only that time is over. */
export async function prepareHelm(step: HelmStep, tools: StepTools, signal: AbortSignal): Promise<PreparedStep> {
  const { release, namespace } = step;
  const helm: Helm = (args, stop, timeoutMs) =>
    runProgram(programOf(tools.profile, 'helm'), [...args, '--namespace', namespace], {
      signal: stop,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  if (step.render) return renderChart(step, tools, helm, signal);
  const inCluster: Helm = (args, ...rest) => helm([...args, '--kubeconfig', tools.kubeconfigPath], ...rest);
  if (await exists(inCluster, release, signal)) {
    throw new UsageError(
      `Implementation ${tools.profile.name} cannot be installed: the helm release ${release} in namespace ${namespace} exists already; uninstall it, or test what is installed with --implementation none --gateway-class ${tools.profile.gatewayClass}.`,
    );
  }
  return { objects: [], run: (options) => installChart(step, tools, inCluster, options) };
}

async function renderChart(step: HelmStep, tools: StepTools, helm: Helm, signal: AbortSignal): Promise<PreparedStep> {
  const { release, chart, namespace } = step;
  const values = await composeValues(step, tools);
  const text = await helm(
    ['template', release, chart, ...values, ...(step.skipCrds ? [] : ['--include-crds'])],
    signal,
  );
  const objects = selectObjects(parseObjects(text, `helm template ${chart}`), namespace);
  return prepareObjects(objects, tools);
}

async function installChart(step: HelmStep, tools: StepTools, helm: Helm, options: WaitOptions): Promise<void> {
  const { release, namespace, chart, skipCrds } = step;
  const { timeoutMs } = options.policy;
  await addNamespace(namespace, tools, options);
  const args = [
    'install',
    release,
    chart,
    ...(await composeValues(step, tools)),
    ...(skipCrds ? ['--skip-crds'] : []),
    // On the release's own Secret, by which a killed run's release is found again (helm 3.13 and newer).
    '--labels',
    `${runLabel}=${toLabelValue(tools.runId)}`,
    '--timeout',
    `${Math.ceil(timeoutMs / 1000)}s`,
  ];
  // Registered first: an installation that fails half way leaves a release too.
  tools.onUndo('cluster', `helm release ${release}`, async ({ signal, policy }) => {
    await helm(['uninstall', release, '--ignore-not-found', '--wait'], signal, policy.timeoutMs);
  });
  // helm itself is told the time, and says more than that it is over.
  await helm(args, options.signal, timeoutMs + 30_000);
  const manifest = await helm(['get', 'manifest', release], options.signal);
  const workloads = parseObjects(manifest, `the manifest of helm release ${release}`).filter(isWorkload);
  const placed = workloads.map((object) => ({ ...object, metadata: { namespace, ...object.metadata } }));
  await Promise.all(placed.map((object) => awaitWorkload(tools.api, object, options)));
}

type Helm = (args: readonly string[], signal: AbortSignal, timeoutMs?: number) => Promise<string>;

async function exists(helm: Helm, release: string, signal: AbortSignal): Promise<boolean> {
  try {
    await helm(['status', release], signal);
    return true;
  } catch (error) {
    if (error instanceof ProgramError && /not found/.test(error.output)) return false;
    throw error;
  }
}

/** helm's own `--create-namespace` would leave a namespace that nobody removes. */
async function addNamespace(
  name: string,
  tools: StepTools,
  options: Parameters<PreparedStep['run']>[0],
): Promise<void> {
  const key = keyFor(kinds.Namespace, name);
  if (await tools.api.get(key)) return;
  await prepareObjects([newObject(kinds.Namespace, { name })], tools).run(options);
}

async function composeValues(step: HelmStep, { folder }: StepTools): Promise<string[]> {
  const { release, repo, version, values, valuesFiles = [], set = [] } = step;
  const files = [...valuesFiles];
  if (values !== undefined) {
    const path = join(folder, `${release}-values.yaml`);
    await writeFile(path, writeYaml(values));
    // The user's files come after the profile's own values, and win.
    files.unshift(path);
  }
  return [
    ...(repo ? ['--repo', repo] : []),
    ...(version ? ['--version', version] : []),
    ...files.flatMap((file) => ['--values', file]),
    ...set.flatMap((entry) => ['--set', entry]),
  ];
}
