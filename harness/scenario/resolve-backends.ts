import type { BackendDefinition, BackendHandle, ResolvedPort } from './backends.ts';
import type { BaseDefinition } from './catalogue.ts';
import type { ScenarioDefinition } from './define.ts';
import { HarnessError } from './errors.ts';

export type ServicePorts = BaseDefinition['servicePorts'];

/** What a scenario gets that declares no backends. */
const DEFAULT_BACKENDS: Readonly<Record<string, BackendDefinition>> = { v1: {}, v2: {}, v3: {} };

/** Backends of a scenario by label. */
export function declaredBackends({ backends }: Pick<ScenarioDefinition, 'backends'>): typeof DEFAULT_BACKENDS {
  return backends ?? DEFAULT_BACKENDS;
}

/** What a scenario is told of its backends, as `env.backend`. */
export function createBackendLookup(
  definition: Pick<ScenarioDefinition, 'id' | 'backends'>,
  ports: ServicePorts,
  names: { object(label: string): string; namespace(label: string): string },
): (label: string) => BackendHandle {
  const handles = new Map(
    Object.entries(declaredBackends(definition)).map(([label, backend]): [string, BackendHandle] => {
      const resolved = resolvePorts(backend, ports);
      const handle = {
        label,
        name: names.object(backend.namesakeOf ?? label),
        namespace: names.namespace(backend.namespace ?? 'main'),
        port: resolved[0]?.port ?? 0,
        ports: Object.fromEntries(resolved.map(({ name, port }) => [name, port])),
      };
      return [label, handle];
    }),
  );
  return (label) => {
    const handle = handles.get(label);
    if (handle) return handle;
    const known = [...handles.keys()].join(', ') || 'none';
    throw new HarnessError(`scenario ${definition.id} declares no backend '${label}' (declared: ${known})`);
  };
}

/** Ports of a backend's Service with all defaults. */
export function resolvePorts({ serves = ['http'] }: BackendDefinition, ports: ServicePorts): ResolvedPort[] {
  return serves.map((one) => {
    const given = typeof one === 'string' ? { serves: one } : one;
    const usual = ports[given.serves];
    return {
      serves: given.serves,
      name: given.name ?? given.serves,
      port: given.port ?? usual.port,
      appProtocol: given.appProtocol ?? usual.appProtocol ?? '',
      targetPort: given.targetPort ?? 'number',
    };
  });
}
