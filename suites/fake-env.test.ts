import type { ScenarioDefinition } from '../harness/scenario/define.ts';
import type { ScenarioEnv } from '../harness/scenario/env.ts';
import { HarnessError } from '../harness/scenario/errors.ts';
import { createBackendLookup } from '../harness/scenario/resolve-backends.ts';
import { base } from './base/definition.ts';

/** What base resources are given in a test. */
export const baseEnv = {
  runId: 'run',
  namespace: 'base',
  gatewayClassName: 'class',
  echoImage: 'echo:1',
  name: (label: string) => `${label}-s`,
};

/** What a scenario is given in a test, and the names that it asked certificates for. */
export interface FakeEnv extends ScenarioEnv {
  certified: string[];
}

/** An env whose every name ends with the salt, so that literal names show. */
export function fakeEnv(definition: Pick<ScenarioDefinition, 'id' | 'namespaces' | 'backends'>, salt: string): FakeEnv {
  const namespaces = new Set(Object.keys(definition.namespaces ?? {}));
  const domain = `${definition.id.toLowerCase()}-${salt}.example.com`;
  const certified: string[] = [];
  const ns = (label: string): string => {
    if (label !== 'main' && !namespaces.has(label)) throw new HarnessError(`no namespace ${label}`);
    return `ns-${label}-${salt}`;
  };
  const name = (label: string): string => `${label}-${salt}`;
  return {
    runId: `run-${salt}`,
    gatewayClassName: `class-${salt}`,
    controllerName: `example.com/${salt}`,
    ingressClassName: `ingress-class-${salt}`,
    ingressController: `example.com/ingress-${salt}`,
    namespace: ns('main'),
    ns,
    name,
    hostname: `host.${domain}`,
    host: (label) => `${label}.${domain}`,
    domain,
    gateway: { name: `shared-${salt}`, namespace: `base-${salt}`, listeners: { http: 'http' } },
    shared: (label) => ({
      name: label === 'http' ? `shared-${salt}` : `shared-${label}-${salt}`,
      namespace: `base-${salt}`,
      listeners: base.sharedGateways[label].listeners,
    }),
    backend: createBackendLookup(definition, base.servicePorts, { object: name, namespace: ns }),
    backendTls: { hostname: `backends-${salt}.example.com`, uri: `spiffe://backends-${salt}`, authority: 'authority' },
    staticAddress: (kind) => ({ type: 'IPAddress', value: `${kind}-${salt}` }),
    echoImage: `echo:${salt}`,
    certificate: async (dnsNames) => {
      certified.push(...dnsNames);
      return { certificate: 'certificate', privateKey: 'key', authority: 'authority' };
    },
    certified,
  };
}
