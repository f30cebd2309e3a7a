import { createHash } from 'node:crypto';
import type { BaseDefinition } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { GatewayHandle, ScenarioEnv, SharedGateway } from '../../scenario/env.ts';
import { createBackendLookup } from '../../scenario/resolve-backends.ts';
import type { Authority } from '../certificates/index.ts';
import { createNamespaceLookup, requireShared } from './create-env.ts';

/** What a stand-in env is made of: as much of the base resources as names depend on. */
export type ExplainBase = Pick<BaseDefinition, 'servicePorts' | 'sharedGateways'>;

/** What takes the place of a stand-in, for manifests that are to be applied. */
export interface ExplainPlace {
  gatewayClass?: string;
  ingressClass?: string;
  echoImage?: string;
  /** Makes real certificates. */
  authority?: Authority;
}

/** Namespace of the shared Gateways. */
export const EXPLAINED_BASE = 'gwconf';
/** At most so many characters has a DNS label, which names of namespaces and parts of hostnames are. */
const LABEL_LENGTH = 63;

/**
 * Stands in for a cluster: readable names that are always the same, and text in place of certificates.
 * @param salt becomes part of every name
 */
export function createExplainEnv(
  definition: ScenarioDefinition,
  base: ExplainBase,
  salt = '',
  place: ExplainPlace = {},
): ScenarioEnv {
  const slug = `${slugify(definition.id)}${salt}`;
  const namespace = fitLabel(`gwconf-${slug}`);
  const domain = `${fitLabel(slug)}.example.com`;
  const ns = createNamespaceLookup(definition, (label) =>
    label === 'main' ? namespace : fitLabel(`gwconf-${slug}-${label}`),
  );
  const name = (label: string): string => `${label}${salt}`;
  const authority = place.authority?.certificate ?? '(certificate of the authority)\n';
  const shared = (label: SharedGateway): GatewayHandle => ({
    name: `${label === 'http' ? 'shared' : `shared-${label}`}${salt}`,
    namespace: EXPLAINED_BASE,
    listeners: base.sharedGateways[label].listeners,
  });
  return {
    runId: 'explain',
    gatewayClassName: place.gatewayClass ?? 'gateway-class',
    controllerName: 'example.com/controller',
    ingressClassName: place.ingressClass ?? 'ingress-class',
    ingressController: 'example.com/ingress-controller',
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
    staticAddress: (kind) => ({ type: 'IPAddress', value: kind === 'usable' ? '198.51.100.1' : '192.0.2.1' }),
    echoImage: place.echoImage ?? 'gwconf/echo',
    certificate: async (dnsNames, options) =>
      (await place.authority?.issue(dnsNames, options)) ?? {
        certificate: `(certificate for ${dnsNames.join(', ')})\n`,
        privateKey: '(private key)\n',
        authority,
      },
  };
}

/** Cut where it is too long for a DNS label, and told apart from what else begins so. */
function fitLabel(text: string): string {
  if (text.length <= LABEL_LENGTH) return text;
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 6);
  return `${text.slice(0, LABEL_LENGTH - mark.length - 1).replace(/-+$/, '')}-${mark}`;
}

/** `HTTPRouteHeaderMatching` becomes `httproute-header-matching`. */
function slugify(id: string): string {
  return id
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^([a-z]+)-route/, '$1route')
    .replace(/^-|-$/g, '');
}
