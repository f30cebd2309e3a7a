import { isRecord } from '../../common/guards.ts';
import { describeWaitingPods } from '../../install/describe-pods.ts';
import { createRefusalWatch } from '../../install/refused-pods.ts';
import { createStuckFinder } from '../../install/stuck.ts';
import { kinds } from '../../kinds/index.ts';
import { describeCondition, findCondition } from '../../kube/conditions.ts';
import { describeKey, keyOf } from '../../kube/key.ts';
import type { Serving } from '../../scenario/backends.ts';
import type { BaseEnv, SharedGatewayDefinition } from '../../scenario/catalogue.ts';
import type { Certificate, GatewayHandle, SharedGateway } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { KubeObject, ObjectKey } from '../../scenario/kubernetes.ts';
import { eventually } from '../../wait/eventually.ts';
import { watchUntil } from '../../wait/watch.ts';
import { servesOverTls } from './backends.ts';
import type { Base, BaseNeeds, PodPool, ServedGateway, SharedGatewayState, Slot } from './base-types.ts';
import { findAssigner } from './find-assigner.ts';
import { readAddress } from './gateway-book.ts';
import type { Ledger } from './ledger.ts';
import { meshLabelsOf } from './mesh.ts';
import type { RunContext } from './run-context.ts';

export type { Base, BaseNeeds, PodPool, ServedGateway, Slot };

/**
 * Applies the base resources. Neither the pods nor the shared Gateways are waited for, since scenarios can make what they
 * need meanwhile.
 * @param signal ends the waiting for all of them, too
 */
export async function setUpBase(run: RunContext, ledger: Ledger, needs: BaseNeeds, signal: AbortSignal): Promise<Base> {
  const { input, names } = run;
  const { base } = input.catalogue;
  const env: BaseEnv = {
    runId: names.runId,
    namespace: names.baseNamespace,
    gatewayClassName: input.implementation.gatewayClass,
    echoImage: input.cluster.capabilities.echoImage,
    name: (label) => names.base(label),
  };
  await ledger.addNamespace(env.namespace, {});
  const shared = Object.entries(base.sharedGateways) as [SharedGateway, SharedGatewayDefinition][];
  const gateways = new Map<SharedGateway, SharedGatewayState>();
  for (const [label, { gateway }] of shared) {
    if (!needs.gateways.has(label)) continue;
    const key = keyOf(await ledger.apply(gateway(env)));
    gateways.set(label, { key, served: quiet(awaitGateway(run, key, signal)) });
  }
  const all = [...needs.slots, ...needs.meshSlots];
  const assignsUsers = await findAssigner(input.api);
  const certificate = all.some(servesOverTls) ? await run.issueForBackends() : undefined;
  const { agentImage = env.echoImage, clientImage } = input.cluster.capabilities;
  const client = clientImage === undefined ? {} : { clientImage };
  const startPods = async (place: BaseEnv, slots: BaseNeeds['slots'], sends: boolean): Promise<PodPool> => {
    await Promise.all(
      slots.map((serves, index) => {
        const tls = only(serves, certificate);
        const spec = { slot: index + 1, serves, assignsUsers, ...tls, ...(sends ? { sends, ...client } : {}) };
        return applyAll(ledger, base.backendWorkload(place, spec));
      }),
    );
    const listPods = shareCalls(() => input.api.list(kinds.Pod, { namespace: place.namespace }));
    const hint = sends && clientImage === undefined ? PULL_HINT : '';
    const awaited = slots.map((_, index) => quiet(awaitSlot(run, place, index + 1, listPods, hint, signal)));
    return { namespace: place.namespace, slots: awaited };
  };
  const meshEnv = { ...env, namespace: names.meshNamespace, echoImage: agentImage };
  if (needs.meshSlots.length > 0) await ledger.addNamespace(meshEnv.namespace, meshLabelsOf(input.implementation));
  return {
    assignsUsers,
    ...(await startPods(env, needs.slots, false)),
    mesh: await startPods(meshEnv, needs.meshSlots, true),
    handles: Object.fromEntries(
      shared.map(([label, definition]) => [label, handleOf(definition, env)]),
    ) as Base['handles'],
    gateways,
  };
}

/** Who waits for it hears of its failure. */
function quiet<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

/** A certificate only for who serves over TLS. */
function only(serves: ReadonlySet<Serving>, certificate: Certificate | undefined): { certificate?: Certificate } {
  return certificate && servesOverTls(serves) ? { certificate } : {};
}

function handleOf({ gateway, listeners }: SharedGatewayDefinition, env: BaseEnv): GatewayHandle {
  return { name: gateway(env).metadata.name, namespace: env.namespace, listeners };
}

async function awaitGateway(
  { input, policies }: RunContext,
  key: ObjectKey,
  signal: AbortSignal,
): Promise<ServedGateway> {
  const { api, clock } = input;
  const { satisfied, last } = await watchUntil(
    policies.gateway,
    (watching) => api.observe(key, watching),
    (state) => describeUnready(state),
    { clock, signal },
  );
  const address = readAddress(last?.state);
  if (satisfied && address !== undefined) return { address, since: clock.date() };
  const seen = last?.mismatches.map(({ path, observed }) => `${path}: ${observed}`).join('; ') ?? 'it was never seen';
  const failure = input.installation?.findFailure();
  const waiting = [
    ...(failure === undefined ? [] : [failure]),
    ...(await describeWaitingPods(api, input.implementation.logSources)),
  ];
  const pods = waiting.length > 0 ? `; ${waiting.join('; ')}` : '';
  throw new HarnessError(
    `the shared ${describeKey(key)} was not ready within ${policies.gateway.timeoutMs} ms: ${seen}${pods}; is the controller of GatewayClass ${input.implementation.gatewayClass} running?`,
  );
}

function describeUnready(gateway: KubeObject | undefined): { path: string; expected: string; observed: string }[] {
  const programmed = findCondition(gateway, 'Programmed');
  const lacks: { path: string; expected: string; observed: string }[] = [];
  if (programmed?.status !== 'True') {
    const observed = programmed ? describeCondition(programmed) : 'no condition Programmed';
    lacks.push({ path: 'status.conditions', expected: 'Programmed=True', observed });
  }
  if (readAddress(gateway) === undefined) {
    lacks.push({ path: 'status.addresses', expected: 'an address', observed: 'none' });
  }
  return lacks;
}

async function applyAll(ledger: Ledger, objects: readonly KubeObject[]): Promise<void> {
  for (const object of objects) await ledger.apply(object);
}

/** Whoever asks while an answer is awaited gets that one, too. */
function shareCalls<T>(call: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= call().finally(() => {
      running = undefined;
    });
    return running;
  };
}

/** For pods that requests are sent from, where the reason is their image. */
const PULL_HINT = '; with --mesh-client exec they need the official echo images alone';

async function awaitSlot(
  { input, policies }: RunContext,
  env: BaseEnv,
  slot: number,
  listPods: () => Promise<readonly KubeObject[]>,
  pullHint: string,
  signal: AbortSignal,
): Promise<Slot> {
  const { clock, catalogue } = input;
  const app = catalogue.base.backendApp(env, slot);
  let ready: { name: string; ip: string }[] = [];
  const findRefusal = createRefusalWatch(input.api, clock, env.namespace);
  const isStuck = createStuckFinder(clock);
  const { satisfied, last } = await eventually(
    policies.workload,
    async () => {
      const pods = (await listPods()).filter(({ metadata }) => metadata.labels?.app === app);
      ready = pods.flatMap(readReadyPod);
      const refusal = pods.length === 0 ? await findRefusal() : undefined;
      if (refusal !== undefined) throw new HarnessError(`the cluster refuses the echo pods: ${refusal}`);
      const observed = pods.map(describePod).join('; ') || 'no pod';
      if (isStuck(pods))
        throw new HarnessError(`the echo pods (app=${app}) in ${env.namespace} do not start: ${observed}`);
      return { mismatches: ready.length > 0 ? [] : [{ path: 'pods', expected: 'Ready', observed }] };
    },
    { clock, signal },
  );
  if (!satisfied) {
    const seen = last?.mismatches[0]?.observed ?? 'nothing';
    throw new HarnessError(
      `no echo pod (app=${app}) in ${env.namespace} was Ready within ${policies.workload.timeoutMs} ms: ${seen}${/image/i.test(seen) ? pullHint : ''}`,
    );
  }
  return { pods: new Set(ready.map(({ name }) => name)), addresses: ready.map(({ ip }) => ip) };
}

/** Name and address of a pod that is Ready; none of one that is not. */
export function readReadyPod(pod: KubeObject): { name: string; ip: string }[] {
  const ip: unknown = isRecord(pod.status) ? pod.status.podIP : undefined;
  const isReady = findCondition(pod, 'Ready')?.status === 'True' && pod.metadata.deletionTimestamp === undefined;
  return isReady && typeof ip === 'string' && ip !== '' ? [{ name: pod.metadata.name, ip }] : [];
}

/** Why a pod is not Ready: the container's waiting reason says most. */
function describePod(pod: KubeObject): string {
  const status = isRecord(pod.status) ? pod.status : {};
  const containers = Array.isArray(status.containerStatuses) ? status.containerStatuses.filter(isRecord) : [];
  const waiting = containers
    .map(({ state }) => (isRecord(state) && isRecord(state.waiting) ? state.waiting : undefined))
    .filter((one) => one !== undefined)
    .map(({ reason, message }) => [reason, message].filter((part) => typeof part === 'string').join(': '));
  return `${pod.metadata.name} ${String(status.phase ?? 'without a phase')}${waiting.length > 0 ? ` (${waiting.join('; ')})` : ''}`;
}
