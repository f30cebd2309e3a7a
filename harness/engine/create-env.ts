import type { Backends } from '../match/backend.ts';
import type { ScenarioNames } from '../names/index.ts';
import type { ScenarioDefinition } from '../scenario/define.ts';
import type { BackendHandle, ScenarioEnv } from '../scenario/env.ts';
import { HarnessError } from '../scenario/errors.ts';
import { listBackends } from './backends.ts';
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
  const backends = listBackends(definition).map(
    ([label, { namespace, own }], index): readonly [string, BackendHandle] => [
      label,
      {
        label,
        name: names.object(label),
        namespace: ns(namespace ?? 'main'),
        port: input.catalogue.base.backendPort,
        targetPort: input.catalogue.base.backendTargetPort,
        addresses: own ? [] : slotOf(run, index).addresses,
      },
    ],
  );
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

/** Pods by backend label: a backend's Service leads to the pods of its slot, or to the one that the scenario makes. */
export function listPods(run: ReadyRun, definition: ScenarioDefinition, names: ScenarioNames): Backends {
  return Object.fromEntries(
    listBackends(definition).map(([label, { namespace, own }], index) => [
      label,
      own || run.input.implementation.needsOwnPods
        ? { pods: new Set([names.object(label)]), namespace: names.namespace(namespace ?? 'main') }
        : { pods: slotOf(run, index).pods, namespace: run.base.namespace },
    ]),
  );
}

function slotOf({ base }: ReadyRun, index: number): ReadyRun['base']['slots'][number] {
  const slot = base.slots[index];
  if (!slot) throw new HarnessError(`there is no echo workload for backend ${index + 1}`);
  return slot;
}
