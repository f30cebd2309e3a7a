import { isRoute, isServed, kinds, stageRank } from '../../kinds/index.ts';
import type { NamespaceDefinition, ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Step } from '../../scenario/steps.ts';
import { type EchoService, kindOf, type StepContext } from '../../steps/index.ts';
import { linkSignal, orAbort } from '../../wait/link.ts';
import { awaitAll } from '../../wait/together.ts';
import type { Clock } from '../../wait/types.ts';
import { planBackends } from './backends.ts';
import type { Slot } from './base.ts';
import { listShared } from './create-env.ts';
import { findInside } from './find-inside.ts';
import type { Ledger } from './ledger.ts';
import { makeBackends } from './make-backends.ts';
import { controllerOf, labelNamespace } from './mesh.ts';
import type { PreparedScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';

/**
 * Routes wait so long for the shared Gateway, ms. Where it takes longer, as the pod of a proxy does, its controller has had
 * the time to ask for those, and programs the routes meanwhile; some may give it an address only for a route.
 */
const ROUTES_WAIT_MS = 5_000;

/** What the steps of a scenario share beside the cluster. */
export type Pace = Pick<StepContext, 'urgency' | 'isLast' | 'progress' | 'pool' | 'hold' | 'addFinding'>;

/**
 * Makes the objects of a scenario. Gateways, which may take longest to come up, what they refer to and Services come
 * first. What leads to the shared pods follows once these are ready, and the routes once the shared Gateway serves,
 * whichever is sooner: the fewer routes there are, the sooner a controller that makes a proxy for each Gateway is through
 * with them, and one that serves at once can take them up while the pods start.
 */
export async function setUp(
  run: ReadyRun,
  scenario: PreparedScenario,
  ledger: Ledger,
  pace: Pace,
  signal: AbortSignal,
): Promise<StepContext> {
  const { input } = run;
  const { definition, names } = scenario;
  signal.throwIfAborted();
  const declared = Object.entries({ main: {}, ...definition.namespaces });
  const namespaces = Object.fromEntries(declared.map(([label]) => [label, names.namespace(label)]));
  await awaitAll(
    declared.map(([label, one]: [string, NamespaceDefinition]) =>
      ledger.addNamespace(names.namespace(label), labelNamespace(definition, one, input.implementation)),
    ),
  );
  const resources = (await definition.resources?.(scenario.env)) ?? [];
  const making = makeBackends(run, scenario, ledger, signal);
  const served = awaitShared(run, definition);
  const routed = applyReferents(ledger, resources).then(() => applyServed(run, ledger, resources, served, signal));
  await awaitAll([making, routed]);
  const backends = await making;
  await orAbort(served, signal);
  return {
    env: scenario.env,
    api: input.api,
    client: run.client,
    policies: run.policies,
    clock: input.clock,
    signal,
    controllerName: controllerOf(run, definition),
    authority: run.authority.certificate,
    backends: backends.pods,
    composeLate: backends.composeLate,
    resources,
    namespaces,
    findGateway: (gateway, waiting) => run.gateways.locate(gateway, waiting),
    findInside: (destination) => findInside(run, backends.pods, destination),
    create: (object) => ledger.apply(object),
    servicePort: input.catalogue.base.servicePorts.http.port,
    findService: (namespace) => findService(run, scenario, namespace, backends.slots),
    nextControlName: createControlNames(scenario.env),
    ...pace,
  };
}

function createControlNames(env: ScenarioEnv): () => string {
  let count = 0;
  return () => {
    count += 1;
    return env.name(`control-${count}`);
  };
}

/** When all shared Gateways serve that a scenario uses. */
function awaitShared({ base }: ReadyRun, definition: ScenarioDefinition): Promise<unknown> {
  return Promise.all(listShared(definition).map((label) => base.gateways.get(label)?.served));
}

/** Makes the Gateways among the objects, whose age decides where they conflict, what adds listeners to them, then the routes. */
async function applyServed(
  { input }: ReadyRun,
  ledger: Ledger,
  resources: readonly KubeObject[],
  shared: Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  const served = resources.filter(isServed).sort((left, right) => stageRank(left) - stageRank(right));
  const routes = served.filter(isRoute);
  await applyInOrder(ledger, served.slice(0, served.length - routes.length), signal);
  await awaitBriefly(shared, input.clock, signal);
  await applyInOrder(ledger, routes, signal);
}

/** What Gateways and routes refer to, all at the same time. */
async function applyReferents(ledger: Ledger, resources: readonly KubeObject[]): Promise<void> {
  const referents = resources.filter((object) => !isServed(object));
  await awaitAll(referents.map((object) => ledger.apply(object)));
}

async function awaitBriefly(awaited: Promise<unknown>, clock: Clock, signal: AbortSignal): Promise<void> {
  const link = linkSignal(signal);
  try {
    await Promise.race([awaited, clock.sleep(ROUTES_WAIT_MS, link.signal)]);
  } finally {
    link.end();
  }
}

async function applyInOrder(ledger: Ledger, objects: readonly KubeObject[], signal: AbortSignal): Promise<void> {
  for (const object of objects) {
    signal.throwIfAborted();
    await ledger.apply(object);
  }
}

/** A backend of the scenario, if it leaves it alone; else one of the engine's own, with the first shared pod behind it. */
function findService(
  run: ReadyRun,
  { definition, steps, env }: PreparedScenario,
  namespace: string,
  slots: readonly Slot[],
): EchoService {
  const { base } = run.input.catalogue;
  const { needsOwnPods } = run.input.implementation;
  const { port } = base.servicePorts.http;
  const kept = planBackends(definition, base.servicePorts, needsOwnPods).filter(
    ({ definition: { own, podOf, late }, ports }) =>
      !own &&
      podOf === undefined &&
      late === undefined &&
      ports.some((one) => one.serves === 'http' && one.port === port),
  );
  const there = kept.map(({ label }) => env.backend(label)).find((backend) => backend.namespace === namespace);
  if (there && !steps.some(changesService)) return { name: there.name, objects: [] };
  const name = 'gwconf-control';
  const ports = [{ serves: 'http', name: 'http', port, appProtocol: '', targetPort: 'number' }] as const;
  const service = { name, namespace, ports, headless: false };
  if (!needsOwnPods) {
    const endpoints = base.backendEndpoints({ ...service, addresses: slots[0]?.addresses ?? [] });
    return { name, objects: [base.backendService(service), ...endpoints] };
  }
  const image = run.input.cluster.capabilities.echoImage;
  const { assignsUsers } = run.base;
  const pod = base.backendPod({ name, namespace, image, serves: new Set(['http']), assignsUsers });
  return { name, objects: [...pod, base.backendService({ ...service, app: name })] };
}

function changesService(step: Step): boolean {
  const { changes, refs } = kindOf(step);
  const isOfService = (ref: string): boolean =>
    [kinds.Service, kinds.EndpointSlice].some(({ kind }) => ref.startsWith(`${kind}/`));
  return changes && refs(step).some(isOfService);
}
