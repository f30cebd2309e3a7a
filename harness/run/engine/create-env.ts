import type { Backends } from '../../match/backend.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { BackendHandle, ScenarioEnv } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import type { ScenarioNames } from '../names/index.ts';
import { listBackends } from './backends.ts';
import type { Slot } from './base.ts';
import type { ReadyRun } from './run-context.ts';

/** What a scenario of this run is given. */
export function createEnv(run: ReadyRun, definition: ScenarioDefinition, names: ScenarioNames): ScenarioEnv {
  const { input, base, authority, controllerName } = run;
  const ns = (label: string): string => {
    if (label !== 'main' && !Object.hasOwn(definition.namespaces ?? {}, label)) {
      throw new HarnessError(`scenario ${definition.id} declares no namespace '${label}'`);
    }
    return names.namespace(label);
  };
  const backends = listBackends(definition).map(([label, { namespace }]): readonly [string, BackendHandle] => [
    label,
    {
      label,
      name: names.object(label),
      namespace: ns(namespace ?? 'main'),
      port: input.catalogue.base.backendPort,
      targetPort: input.catalogue.base.backendTargetPort,
      // Of pods, which need not be there yet; see `placeBackends`.
      addresses: [],
    },
  ]);
  return {
    runId: run.names.runId,
    gatewayClassName: input.implementation.gatewayClass,
    controllerName,
    namespace: ns('main'),
    ns,
    name: (label) => names.object(label),
    hostname: names.hostname,
    host: (label) => names.host(label),
    domain: names.domain,
    gateway: base.gateway,
    backends: Object.fromEntries(backends),
    echoImage: input.cluster.capabilities.echoImage,
    certificate: (dnsNames) => authority.issue(dnsNames),
  };
}

/** Somebody asks for the addresses of pods that are not there yet. */
export class AddressesUnknown extends Error {
  override readonly name = 'AddressesUnknown';

  constructor(backend: string) {
    super(`the addresses of backend '${backend}' are not known yet`);
  }
}

/** The same env, where to ask for the address of a pod throws AddressesUnknown. */
export function unplaceBackends(env: ScenarioEnv): ScenarioEnv {
  const unplaced = Object.entries(env.backends).map(([label, handle]): [string, BackendHandle] => {
    const get = (): never => {
      throw new AddressesUnknown(label);
    };
    return [label, Object.defineProperty({ ...handle }, 'addresses', { enumerable: true, get })];
  });
  return { ...env, backends: Object.fromEntries(unplaced) };
}

/** The same env with the addresses of the shared pods. A backend that the scenario makes itself has none. */
export function placeBackends(env: ScenarioEnv, definition: ScenarioDefinition, slots: readonly Slot[]): ScenarioEnv {
  const placed = listBackends(definition).flatMap(([label, { own }], index): [string, BackendHandle][] => {
    const handle = env.backends[label];
    return handle ? [[label, { ...handle, addresses: own ? [] : slotOf(slots, index).addresses }]] : [];
  });
  return { ...env, backends: Object.fromEntries(placed) };
}

/** Pods by backend label: a backend's Service leads to the pods of its slot, or to the one that the scenario makes. */
export function listPods(
  run: ReadyRun,
  definition: ScenarioDefinition,
  names: ScenarioNames,
  slots: readonly Slot[],
): Backends {
  return Object.fromEntries(
    listBackends(definition).map(([label, { namespace, own }], index) => [
      label,
      own || run.input.implementation.needsOwnPods
        ? { pods: new Set([names.object(label)]), namespace: names.namespace(namespace ?? 'main') }
        : { pods: slotOf(slots, index).pods, namespace: run.base.namespace },
    ]),
  );
}

function slotOf(slots: readonly Slot[], index: number): Slot {
  const slot = slots[index];
  if (!slot) throw new HarnessError(`there is no echo workload for backend ${index + 1}`);
  return slot;
}
