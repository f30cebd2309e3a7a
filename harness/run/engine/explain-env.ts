import type { BaseDefinition } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { GatewayHandle, ScenarioEnv, SharedGateway } from '../../scenario/env.ts';
import { createBackendLookup } from '../../scenario/resolve-backends.ts';
import { createNamespaceLookup, requireShared } from './create-env.ts';

/** What a stand-in env is made of: as much of the base resources as names depend on. */
export type ExplainBase = Pick<BaseDefinition, 'servicePorts' | 'sharedGateways'>;

/**
 * Stands in for a cluster: readable names that are always the same, and text in place of certificates.
 * @param salt becomes part of every name
 */
export function createExplainEnv(definition: ScenarioDefinition, base: ExplainBase, salt = ''): ScenarioEnv {
  const slug = `${slugify(definition.id)}${salt}`;
  const namespace = `gwconf-${slug}`;
  const domain = `${slug}.example.com`;
  const ns = createNamespaceLookup(definition, (label) => (label === 'main' ? namespace : `${namespace}-${label}`));
  const name = (label: string): string => `${label}${salt}`;
  const authority = '(certificate of the authority)\n';
  const shared = (label: SharedGateway): GatewayHandle => ({
    name: `${label === 'http' ? 'shared' : `shared-${label}`}${salt}`,
    namespace: 'gwconf',
    listeners: base.sharedGateways[label].listeners,
  });
  return {
    runId: 'explain',
    gatewayClassName: 'gateway-class',
    controllerName: 'example.com/controller',
    namespace,
    ns,
    name,
    hostname: `www.${domain}`,
    host: (label) => `${label}.${domain}`,
    domain,
    gateway: shared('http'),
    shared: (label) => shared(requireShared(definition, label)),
    backend: createBackendLookup(definition, base.servicePorts, { object: name, namespace: ns }),
    backendTls: { hostname: 'backends.example.com', uri: 'spiffe://backends.example.com/backend', authority },
    echoImage: 'gwconf/echo',
    certificate: async (dnsNames) => ({
      certificate: `(certificate for ${dnsNames.join(', ')})\n`,
      privateKey: '(private key)\n',
      authority,
    }),
  };
}

/** `HTTPRouteHeaderMatching` becomes `httproute-header-matching`. */
function slugify(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^(http|grpc|tls|tcp|udp)-route/, '$1route')
    .replace(/^-|-$/g, '');
}
