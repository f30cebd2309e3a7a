import { keyOf, storageName } from '../../kube/key.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { Step } from '../../scenario/steps.ts';
import type { EchoService, StepContext } from '../../steps/index.ts';
import { linkSignal, orAbort } from '../../wait/link.ts';
import { settleAll } from '../../wait/together.ts';
import type { Clock } from '../../wait/types.ts';
import { countSlots, listBackends } from './backends.ts';
import type { Slot } from './base.ts';
import { AddressesUnknown, listPods, placeBackends, unplaceBackends } from './create-env.ts';
import type { Ledger } from './ledger.ts';
import { addOwnPods, composePod } from './own-pods.ts';
import type { PreparedScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';

/**
 * Routes wait so long for the shared Gateway, ms. Where it takes longer, as the pod of a proxy does, its controller has had
 * the time to ask for those, and programs the routes meanwhile; some may give it an address only for a route.
 */
const ROUTES_WAIT_MS = 5_000;

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
  state: StepContext['state'],
  signal: AbortSignal,
): Promise<StepContext> {
  const { input, base } = run;
  const { definition, names } = scenario;
  signal.throwIfAborted();
  const declared = Object.entries({ main: {}, ...definition.namespaces });
  const namespaces = Object.fromEntries(declared.map(([label]) => [label, names.namespace(label)]));
  await settleAll(
    declared.map(([label, { labels = {} }]: [string, { labels?: Readonly<Record<string, string>> }]) =>
      ledger.addNamespace(names.namespace(label), labels),
    ),
  );
  const early = await composeEarly(definition, unplaceBackends(scenario.env));
  if (early) await settleAll([applyReferents(ledger, early), applyServices(run, scenario, ledger)]);
  signal.throwIfAborted();
  const ready = orAbort(Promise.all(base.slots.slice(0, countSlots([definition]))), signal);
  const placed = ready.then((slots) => setUpBackends(run, scenario, ledger, slots, signal));
  const composed = early ?? placed.then((env) => composeLate(ledger, definition, env));
  const routed = applyServed(run, ledger, composed, signal);
  await settleAll([placed, routed]);
  const [slots, env, resources] = await Promise.all([ready, placed, routed]);
  await orAbort(base.served, signal);
  return {
    env,
    api: input.api,
    client: run.client,
    policies: run.policies,
    clock: input.clock,
    signal,
    controllerName: run.controllerName,
    authority: run.authority.certificate,
    backends: listPods(run, definition, names, slots),
    resources,
    namespaces,
    findAddress: (gateway, waiting) => run.gateways.findAddress(gateway, waiting),
    create: (object) => ledger.apply(object),
    servicePort: input.catalogue.base.backendPort,
    findService: (namespace) => findService(run, scenario, env, namespace, slots),
    state,
  };
}

/** The scenario's objects; undefined where they tell the addresses of pods. */
async function composeEarly(
  definition: ScenarioDefinition,
  env: ScenarioEnv,
): Promise<readonly KubeObject[] | undefined> {
  try {
    return (await definition.resources?.(env)) ?? [];
  } catch (error) {
    if (error instanceof AddressesUnknown) return undefined;
    throw error;
  }
}

/** The objects of a scenario that needs the addresses of pods for them; what Gateways and routes refer to is made. */
async function composeLate(
  ledger: Ledger,
  definition: ScenarioDefinition,
  env: ScenarioEnv,
): Promise<readonly KubeObject[]> {
  const resources = (await definition.resources?.(env)) ?? [];
  await applyReferents(ledger, resources);
  return resources;
}

/** Makes the Gateways among the objects, whose age decides where they conflict, then the routes. Gives all objects. */
async function applyServed(
  { base, input }: ReadyRun,
  ledger: Ledger,
  composed: readonly KubeObject[] | Promise<readonly KubeObject[]>,
  signal: AbortSignal,
): Promise<readonly KubeObject[]> {
  const resources = await composed;
  await applyInOrder(ledger, resources.filter(isGateway), signal);
  await awaitBriefly(base.served, input.clock, signal);
  await applyInOrder(ledger, resources.filter(isRoute), signal);
  return resources;
}

/** What Gateways and routes refer to, all at the same time. */
async function applyReferents(ledger: Ledger, resources: readonly KubeObject[]): Promise<void> {
  const referents = resources.filter((object) => !isGateway(object) && !isRoute(object));
  await settleAll(referents.map((object) => ledger.apply(object)));
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

function isGateway({ kind }: KubeObject): boolean {
  return kind === 'Gateway';
}

function isRoute({ kind }: KubeObject): boolean {
  return kind.endsWith('Route');
}

/** Backends as the implementation can serve them: Services that lead to shared pods, or pods of their own. */
async function setUpBackends(
  run: ReadyRun,
  scenario: PreparedScenario,
  ledger: Ledger,
  slots: readonly Slot[],
  signal: AbortSignal,
): Promise<ScenarioEnv> {
  if (run.input.implementation.needsOwnPods) return addOwnPods(run, scenario, ledger, signal);
  const env = placeBackends(scenario.env, scenario.definition, slots);
  const made = new Set(ledger.keys().map(storageName));
  const lacking = composeBackends(run, scenario.definition, env).filter(
    (object) => !made.has(storageName(keyOf(object))),
  );
  await settleAll(lacking.map((object) => ledger.apply(object)));
  return env;
}

/** Makes those backends' Services that do not depend on where the pods are. */
async function applyServices(run: ReadyRun, { definition, env }: PreparedScenario, ledger: Ledger): Promise<void> {
  if (run.input.implementation.needsOwnPods) return;
  const services = composeBackends(run, definition, env).filter(({ kind }) => kind === 'Service');
  await settleAll(services.map((object) => ledger.apply(object)));
}

/** A backend of the scenario, if it leaves it alone; else one of the engine's own. */
function findService(
  run: ReadyRun,
  { definition, steps }: PreparedScenario,
  env: ScenarioEnv,
  namespace: string,
  slots: readonly Slot[],
): EchoService {
  const backends = listBackends(definition).flatMap(([label, { own }]) => (own ? [] : (env.backends[label] ?? [])));
  const there = steps.some(changesService) ? undefined : backends.find((backend) => backend.namespace === namespace);
  if (there) return { name: there.name, objects: [] };
  const name = 'gwconf-control';
  const { implementation, catalogue } = run.input;
  const objects = implementation.needsOwnPods
    ? composePod(run, name, namespace)
    : catalogue.base.backendService({ name, namespace, addresses: slots[0]?.addresses ?? [] });
  return { name, objects };
}

function changesService(step: Step): boolean {
  if (step.kind !== 'patch' && step.kind !== 'delete') return false;
  return step.ref.startsWith('Service/') || step.ref.startsWith('EndpointSlice/');
}

/** Services that lead to the shared pods, with what leads them there. */
function composeBackends(run: ReadyRun, definition: ScenarioDefinition, env: ScenarioEnv): readonly KubeObject[] {
  const { base } = run.input.catalogue;
  return listBackends(definition)
    .filter(([, { own }]) => !own)
    .flatMap(([label]) => env.backends[label] ?? [])
    .flatMap(({ name, namespace, addresses }) => base.backendService({ name, namespace, addresses }));
}
