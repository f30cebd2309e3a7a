import type { ScenarioDefinition } from '../../scenario/define.ts';
import type { BackendHandle, ScenarioEnv } from '../../scenario/env.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { DEFAULT_BACKENDS } from './backends.ts';

/** What a stand-in env needs to know of the run that might be. All optional. */
export interface ExplainOptions {
  gatewayClassName?: string;
  controllerName?: string;
  echoImage?: string;
  /** Of the catalogue's base resources. */
  backendPort?: number;
  backendTargetPort?: number;
  sharedListeners?: Readonly<Record<string, string>>;
}

/** Stands in for a cluster: readable names that are always the same, and text in place of certificates. */
export function createExplainEnv(definition: ScenarioDefinition, options: ExplainOptions = {}): ScenarioEnv {
  const slug = slugify(definition.id);
  const namespace = `gwconf-${slug}`;
  const domain = `${slug}.example.com`;
  const ns = (label: string): string => {
    if (label === 'main') return namespace;
    if (!definition.namespaces || !(label in definition.namespaces)) {
      throw new HarnessError(`scenario ${definition.id} declares no namespace '${label}'`);
    }
    return `${namespace}-${label}`;
  };
  return {
    runId: 'explain',
    gatewayClassName: options.gatewayClassName ?? 'gateway-class',
    controllerName: options.controllerName ?? 'example.com/controller',
    namespace,
    ns,
    name: (label) => label,
    hostname: `www.${domain}`,
    host: (label) => `${label}.${domain}`,
    domain,
    gateway: { name: 'shared', namespace: 'gwconf', listeners: options.sharedListeners ?? { http: 'http' } },
    backends: explainBackends(definition, ns, options),
    echoImage: options.echoImage ?? 'gwconf/echo',
    certificate: async (dnsNames) => ({
      certificate: `(certificate for ${dnsNames.join(', ')})\n`,
      privateKey: '(private key)\n',
      authority: '(certificate of the authority)\n',
    }),
  };
}

function explainBackends(
  definition: ScenarioDefinition,
  ns: (label: string) => string,
  options: ExplainOptions,
): Record<string, BackendHandle> {
  const entries = Object.entries(definition.backends ?? DEFAULT_BACKENDS).map(([label, backend], index) => {
    const handle: BackendHandle = {
      label,
      name: label,
      namespace: ns(backend.namespace ?? 'main'),
      port: options.backendPort ?? 8080,
      targetPort: options.backendTargetPort ?? 3000,
      addresses: [`192.0.2.${index + 1}`],
    };
    return [label, handle] as const;
  });
  return Object.fromEntries(entries);
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
