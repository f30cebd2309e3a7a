import type { ScenarioDefinition } from '../harness/scenario/define.ts';
import type { BackendHandle, ScenarioEnv } from '../harness/scenario/env.ts';
import { HarnessError } from '../harness/scenario/errors.ts';

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
  const backends = Object.entries(definition.backends ?? { v1: {}, v2: {}, v3: {} }).map(
    ([label, backend], index): [string, BackendHandle] => [
      label,
      {
        label,
        name: `${label}-${salt}`,
        namespace: ns(backend.namespace ?? 'main'),
        port: 8080,
        targetPort: 3000,
        addresses: backend.own ? [] : [`192.0.2.${index + 1}`],
      },
    ],
  );
  return {
    runId: `run-${salt}`,
    gatewayClassName: `class-${salt}`,
    controllerName: `example.com/${salt}`,
    namespace: ns('main'),
    ns,
    name: (label) => `${label}-${salt}`,
    hostname: `host.${domain}`,
    host: (label) => `${label}.${domain}`,
    domain,
    gateway: { name: `shared-${salt}`, namespace: `base-${salt}`, listeners: { http: 'http' } },
    backends: Object.fromEntries(backends),
    echoImage: `echo:${salt}`,
    certificate: async (dnsNames) => {
      certified.push(...dnsNames);
      return { certificate: 'certificate', privateKey: 'key', authority: 'authority' };
    },
    certified,
  };
}
