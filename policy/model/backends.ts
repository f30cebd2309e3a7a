import type { ClauseId } from './clauses.ts';
import { isGranted } from './grants.ts';
import { gatewayGroup, type Reference, type Service, type World } from './objects.ts';
import type { ModelOptions } from './options.ts';

export interface Endpoint {
  address: string;
  port: number;
}

/** What a reference to a backend leads to. `unknown`: the specification leaves it to the implementation. */
export type Backend =
  | { state: 'ready'; endpoints: readonly Endpoint[]; service: Service; portName: string; clause: ClauseId }
  | { state: 'unready'; clause: ClauseId }
  /** Without reasons, the specification names none that fits. */
  | { state: 'invalid'; reasons: readonly string[]; codes: readonly number[]; clause: ClauseId; detail: string }
  | { state: 'unknown'; clause: ClauseId };

/** @param kind kind of the route that refers, which stands in `namespace` */
export function resolveBackend(
  world: World,
  referrer: { kind: string; namespace: string },
  ref: Reference & { port?: number },
  options: ModelOptions,
): Backend {
  const subject = `${ref.kind} ${ref.namespace}/${ref.name}`;
  const isService = ref.group === '' && ref.kind === 'Service';
  if (!isGranted(world, { group: gatewayGroup, ...referrer }, ref)) {
    const reasons = isService ? ['RefNotPermitted'] : ['RefNotPermitted', 'InvalidKind'];
    return invalid(reasons, 'route.not-permitted', `no ReferenceGrant allows ${subject}`);
  }
  if (!isService) return invalid(['InvalidKind'], 'route.kind', `${subject} is of a kind that is no backend`);
  const service = world.services.find(({ meta }) => meta.namespace === ref.namespace && meta.name === ref.name);
  if (!service || service.meta.deleting)
    return invalid(['BackendNotFound'], 'route.not-found', `${subject} does not exist`);
  if (service.type === 'ExternalName') return { state: 'unknown', clause: 'backend.external' };
  const transport = referrer.kind === 'UDPRoute' ? 'UDP' : 'TCP';
  const port = service.ports.find((candidate) => candidate.port === ref.port && candidate.protocol === transport);
  // A port that the Service does not have is a part of it that does not exist: the text names the Service only.
  if (!port) return { ...invalid([], 'route.not-found', `${subject} has no port ${ref.port}`), codes: [500, 503] };
  const endpoints = listEndpoints(world, service, port, options);
  return endpoints.length > 0
    ? { state: 'ready', endpoints, service, portName: port.name, clause: 'backend.port' }
    : { state: 'unready', clause: 'backend.unready' };
}

function invalid(reasons: readonly string[], clause: ClauseId, detail: string): Backend & { state: 'invalid' } {
  return { state: 'invalid', reasons, codes: [500], clause, detail };
}

/** Ready endpoints of a port, by the name that Service and slice give it. */
function listEndpoints(
  world: World,
  { meta }: Service,
  port: Service['ports'][number],
  { endpoints }: ModelOptions,
): readonly Endpoint[] {
  if (endpoints === 'assumed') return [{ address: `${meta.name}.${meta.namespace}`, port: port.port }];
  const slices = world.slices.filter(
    (slice) => slice.meta.namespace === meta.namespace && slice.service === meta.name && !slice.meta.deleting,
  );
  return slices.flatMap((slice) => {
    const target = slice.ports.find(({ name }) => name === port.name)?.port;
    if (target === undefined) return [];
    const ready = slice.endpoints.filter((endpoint) => endpoint.ready);
    return ready.flatMap(({ addresses }) => addresses.map((address) => ({ address, port: target })));
  });
}
