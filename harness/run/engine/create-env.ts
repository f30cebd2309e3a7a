import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { ScenarioEnv, SharedGateway } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { createBackendLookup } from '../../scenario/resolve-backends.ts';
import type { ScenarioNames } from '../names/index.ts';
import { controllerOf } from './mesh.ts';
import type { ReadyRun } from './run-context.ts';
import { findAddress } from './static-addresses.ts';

/** Shared Gateways that a scenario attaches routes to. */
export function listShared({ gateways }: Pick<ScenarioDefinition, 'gateways'>): readonly SharedGateway[] {
  return gateways ?? ['http'];
}

/** What a scenario of this run is given. */
export function createEnv(run: ReadyRun, definition: ScenarioDefinition, names: ScenarioNames): ScenarioEnv {
  const { input, base, authority, backendTls } = run;
  const controllerName = controllerOf(run, definition);
  const ns = createNamespaceLookup(definition, (label) => names.namespace(label));
  return {
    runId: run.names.runId,
    gatewayClassName: input.implementation.gatewayClass,
    controllerName,
    ingressClassName: input.implementation.ingress?.ingressClass ?? '',
    ingressController: input.implementation.ingress?.controllerName ?? '',
    namespace: ns('main'),
    ns,
    name: (label) => names.object(label),
    hostname: names.hostname,
    host: (label) => names.host(label),
    domain: names.domain,
    gateway: base.handles.http,
    shared: (label) => base.handles[requireShared(definition, label)],
    backend: createBackendLookup(definition, input.catalogue.base.servicePorts, {
      object: (label) => names.object(label),
      namespace: ns,
    }),
    backendTls,
    staticAddress: (kind) => findAddress(input, kind),
    echoImage: input.cluster.capabilities.echoImage,
    certificate: (dnsNames, options) => authority.issue(dnsNames, options),
  };
}

/** `env.ns`: throws HarnessError on a label that the scenario does not declare. */
export function createNamespaceLookup(
  { id, namespaces = {} }: ScenarioDefinition,
  name: (label: string) => string,
): (label: string) => string {
  return (label) => {
    if (label !== 'main' && !Object.hasOwn(namespaces, label)) {
      throw new HarnessError(`scenario ${id} declares no namespace '${label}'`);
    }
    return name(label);
  };
}

/** Throws HarnessError on a shared Gateway that the scenario does not declare, which may not have been made. */
export function requireShared(definition: ScenarioDefinition, label: SharedGateway): SharedGateway {
  if (listShared(definition).includes(label)) return label;
  throw new HarnessError(`scenario ${definition.id} declares no shared Gateway '${label}' in its gateways`);
}
