import { isRecord } from '../common/guards.ts';
import { kinds } from '../kinds/index.ts';
import { describeCondition, findCondition } from '../kube/conditions.ts';
import { compareText, keyFor } from '../kube/key.ts';
import type { KubeApi } from '../kube/types.ts';
import { HarnessError, UsageError } from '../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { linkSignal } from '../wait/link.ts';
import { watchUntil } from '../wait/watch.ts';
import { describePods, listImplementationPods } from './describe-pods.ts';
import { STARTED, watchForStuckPods } from './stuck.ts';
import type { LogSource } from './types.ts';
import type { WaitOptions } from './workload.ts';

/** What a GatewayClass says of its implementation. */
export interface GatewayClassFacts {
  controllerName: string;
  /** Names in `status.supportedFeatures`, sorted; empty where it publishes none. */
  supportedFeatures: readonly string[];
}

export interface GatewayClassExpectation {
  controllerName?: string;
  /** The controller itself may make the class, a while after it was installed. */
  mayComeLater?: boolean;
  /** Where the controller's pods are found: one that cannot run is told at once. */
  logSources?: readonly LogSource[];
}

/**
 * Waits until a GatewayClass is Accepted and reads it. Throws UsageError, telling what was seen, for a class that is
 * missing, that nobody accepts, or whose controller is not the one expected; HarnessError where the controller's pods
 * cannot be expected to run any more.
 */
export async function inspectGatewayClass(
  api: KubeApi,
  className: string,
  options: WaitOptions,
  expectation: GatewayClassExpectation = {},
): Promise<GatewayClassFacts> {
  const { logSources = [] } = expectation;
  const link = linkSignal(options.signal);
  try {
    const wait = { ...options, signal: link.signal };
    const listPods = () => listImplementationPods(api, logSources);
    const outcome = await Promise.race([
      awaitAccepted(api, className, wait, expectation),
      ...(logSources.length > 0 ? [watchForStuckPods(api, listPods, wait, STARTED)] : []),
    ]);
    if (typeof outcome !== 'string') return outcome;
    throw new HarnessError(`GatewayClass ${className} is not accepted, and its controller does not run: ${outcome}.`);
  } finally {
    link.end();
  }
}

async function awaitAccepted(
  api: KubeApi,
  className: string,
  { policy, ...tools }: WaitOptions,
  { controllerName: expectedController, mayComeLater = false, logSources = [] }: GatewayClassExpectation,
): Promise<GatewayClassFacts> {
  const present = await findClass(api, className, { policy, ...tools }, mayComeLater);
  if (!present) {
    const time = mayComeLater ? ` after ${policy.timeoutMs} ms` : '';
    throw new UsageError(`There is no GatewayClass ${className} in the cluster${time}; ${await describeOthers(api)}.`);
  }
  const controllerName = readController(present);
  if (expectedController !== undefined && controllerName !== expectedController) {
    throw new UsageError(
      `GatewayClass ${className} belongs to controller ${controllerName}, where ${expectedController} was expected.`,
    );
  }
  const { satisfied, last } = await watchUntil(
    policy,
    (signal) => api.observe(classKey(className), signal),
    (state) => (isAccepted(state) ? [] : [{ path: 'status', expected: 'Accepted=True', observed: 'not accepted' }]),
    tools,
  );
  if (!satisfied || !last?.state) {
    // Where nothing is known of the controller, it may be any that does not run.
    const asked = logSources.length > 0 ? listImplementationPods(api, logSources) : api.list(kinds.Pod).catch(() => []);
    const pods = await describePods(api, await asked);
    throw new UsageError(
      `GatewayClass ${className} was not accepted within ${policy.timeoutMs} ms: ${describeSeen(last?.state)}; is the controller ${controllerName} running, and does it know the class by this name?${pods.length > 0 ? ` These pods do not run: ${pods.join('; ')}.` : ''}`,
    );
  }
  return { controllerName: readController(last.state), supportedFeatures: readFeatures(last.state) };
}

async function findClass(
  api: KubeApi,
  name: string,
  { policy, ...tools }: WaitOptions,
  mayComeLater: boolean,
): Promise<KubeObject | undefined> {
  if (!mayComeLater) return api.get(classKey(name));
  const { last } = await watchUntil(
    policy,
    (signal) => api.observe(classKey(name), signal),
    (state) => (state ? [] : [{ path: 'object', expected: 'to exist', observed: 'absent' }]),
    tools,
  );
  return last?.state;
}

function classKey(name: string): ObjectKey {
  return keyFor(kinds.GatewayClass, name);
}

function isAccepted(state: KubeObject | undefined): boolean {
  const condition = findCondition(state, 'Accepted');
  const generation = state?.metadata.generation ?? 0;
  return condition?.status === 'True' && (condition.observedGeneration ?? generation) >= generation;
}

function describeSeen(state: KubeObject | undefined): string {
  if (!state) {
    return 'it was deleted';
  }
  const condition = findCondition(state, 'Accepted');
  if (!condition) {
    return 'its status has no condition Accepted';
  }
  const stale = condition.status === 'True' ? `, of generation ${condition.observedGeneration} only` : '';
  return `the last condition seen is ${describeCondition(condition)}${stale}`;
}

async function describeOthers(api: KubeApi): Promise<string> {
  const classes = await api.list(kinds.GatewayClass).catch(() => []);
  const names = classes.map(({ metadata }) => metadata.name).sort(compareText);
  return names.length > 0 ? `it has ${names.join(', ')}` : 'it has none at all';
}

function readController(state: KubeObject): string {
  const name = isRecord(state.spec) ? state.spec.controllerName : undefined;
  return typeof name === 'string' ? name : '';
}

// Entries were plain strings before v1.3 (https://gateway-api.sigs.k8s.io/geps/gep-2162/).
function readFeatures(state: KubeObject): string[] {
  const status = isRecord(state.status) ? state.status : {};
  const entries: unknown[] = Array.isArray(status.supportedFeatures) ? status.supportedFeatures : [];
  const names = entries.map((entry) => (isRecord(entry) ? entry.name : entry));
  return names.filter((name) => typeof name === 'string').sort(compareText);
}
