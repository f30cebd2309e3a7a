import type { Behaviour } from '../behaviour/types.ts';
import { gatewayGroup } from '../constants.ts';
import { compileRoute } from '../kinds/index.ts';
import type { Service, ServicePort } from '../model/core.ts';
import type { GrpcRoute } from '../model/grpc-route.ts';
import type { HttpRoute } from '../model/http-route.ts';
import type { Memory } from '../model/memory.ts';
import { keyOf, namespaceOf } from '../model/meta.ts';
import type { Model } from '../model/model.ts';
import type { Route } from '../model/route.ts';
import type { Endpoint, MeshFrontend, RequestEntry, RouteEntry, ServedPort } from '../model/served.ts';
import { resolveBackend } from '../references/backends.ts';
import { sortRequests } from '../serving/order.ts';
import type { MeshRoute } from './attach.ts';

/** Entries by port of one Service, for the clients of one scope. */
interface Facade {
  service: Service;
  scope: string | undefined;
  entries: Map<number, RouteEntry[]>;
}

/** What a Service serves without routes. */
export interface PlainService {
  /** By port, of those that are declared for HTTP or may be asked for by routes. */
  entries: ReadonlyMap<number, readonly RequestEntry[]>;
  endpoints: readonly (Endpoint & { servicePort: number })[];
}

/**
 * What each Service serves through the mesh: by the routes attached to it, or as plain Kubernetes has it. Also Services
 * without routes are led through, so that a connection that is kept open follows when routes come and go.
 */
export function buildMeshFrontends(
  model: Model,
  routes: readonly MeshRoute[],
  behaviour: Behaviour,
  memory: Memory<Service, PlainService>,
): readonly MeshFrontend[] {
  const facades = new Map<string, Facade>();
  const facadeOf = (service: Service, scope: string | undefined): Facade => {
    const key = `mesh ${scope ?? '*'} ${keyOf(service)}`;
    const facade = facades.get(key) ?? { service, scope, entries: new Map() };
    facades.set(key, facade);
    return facade;
  };
  for (const service of model.services.values()) {
    if (isInside(model, service, behaviour) && behaviour.mesh.hasFrontend(service)) facadeOf(service, undefined);
  }
  for (const { compiled, attachments } of routes) {
    for (const { service, scope, ports } of attachments) {
      const { entries } = facadeOf(service, scope);
      for (const { port } of ports) entries.set(port, [...(entries.get(port) ?? []), ...compiled.entries]);
    }
  }
  return [...facades].flatMap(([key, facade]) => {
    const { service } = facade;
    const plain = memory(model, service, (seen) => servePlainly(seen, service, behaviour));
    return toFrontend(key, facade, plain, behaviour);
  });
}

function isInside(model: Model, service: Service, { mesh }: Behaviour): boolean {
  return mesh.isMember(model.namespaces.get(namespaceOf(service))?.metadata.labels ?? {});
}

function servePlainly(model: Model, service: Service, behaviour: Behaviour): PlainService {
  const { ports = [] } = service.spec;
  return {
    entries: new Map(ports.map((port) => [port.port, sort(listPlain(model, service, port, behaviour), behaviour)])),
    endpoints: ports.flatMap((port) => resolveEndpoints(model, service, port, behaviour)),
  };
}

function toFrontend(
  key: string,
  { service, scope, entries }: Facade,
  { entries: plainEntries, endpoints }: PlainService,
  behaviour: Behaviour,
): readonly MeshFrontend[] {
  const { ports = [], clusterIP = '' } = service.spec;
  const served = ports.flatMap((port): readonly ServedPort[] => {
    const own = entries.get(port.port);
    // Anything may be spoken where no route says that it is HTTP.
    if (!own && !speaksHttp(port)) return [];
    const plain = plainEntries.get(port.port) ?? [];
    const place = `${key} ${port.port}`;
    const { rules, plain: servePlain } = behaviour.mesh;
    const requests = own ? rules(sort(own, behaviour), plain, place) : servePlain(plain, place);
    return [servePort(key, port, requests)];
  });
  if (served.length === 0) return [];
  return [
    {
      key,
      ports: served,
      service: keyOf(service),
      address: clusterIP,
      endpoints,
      ...(scope === undefined ? {} : { scope }),
    },
  ];
}

function sort(entries: readonly RouteEntry[], behaviour: Behaviour): readonly RequestEntry[] {
  return sortRequests(behaviour.mesh.readsHostnames ? entries : withoutHostnames(entries), behaviour);
}

function servePort(key: string, { port }: ServicePort, requests: readonly RequestEntry[]): ServedPort {
  return {
    port,
    transport: 'http',
    listeners: [
      {
        gateway: key,
        name: `port-${port}`,
        port,
        protocol: 'HTTP',
        passesThrough: false,
        certificates: [],
        requests,
        streams: [],
      },
    ],
  };
}

/** Each match once: a route's entries are repeated for each of its hostnames. */
function withoutHostnames(entries: readonly RouteEntry[]): readonly RouteEntry[] {
  const seen = new Set<object>();
  return entries.flatMap((entry) => {
    if (!('match' in entry)) return [];
    const { hostname: _, ...rest } = entry;
    if (seen.has(entry.match)) return [];
    seen.add(entry.match);
    return [rest];
  });
}

/** Whether a port is declared for HTTP: https://kubernetes.io/docs/concepts/services-networking/service/#application-protocol */
function speaksHttp({ name = '', protocol = 'TCP', appProtocol = '' }: ServicePort): boolean {
  if (protocol !== 'TCP') return false;
  const said = appProtocol === '' ? (name.split('-')[0] ?? '') : appProtocol.replace('kubernetes.io/', '');
  return ['http', 'http2', 'h2c', 'grpc', 'ws'].includes(said);
}

/** What leads to the Service's own endpoints, whatever the request. */
function listPlain(model: Model, service: Service, port: ServicePort, behaviour: Behaviour): RouteEntry[] {
  return [plainRoute<GrpcRoute>('GRPCRoute', service, port), plainRoute<HttpRoute>('HTTPRoute', service, port)].flatMap(
    (route) => [...compileRoute(model, route, behaviour).entries],
  );
}

function plainRoute<Kind extends Route>(kind: string, service: Service, { port }: ServicePort): Kind {
  const { name } = service.metadata;
  return {
    apiVersion: `${gatewayGroup}/v1`,
    kind,
    metadata: { name: `plain-${name}-${port}`, namespace: namespaceOf(service) },
    spec: { rules: [{ backendRefs: [{ name, port }] }] },
  } as Route as Kind;
}

function resolveEndpoints(model: Model, service: Service, port: ServicePort, behaviour: Behaviour) {
  const route = plainRoute('HTTPRoute', service, port);
  const { backend } = resolveBackend(model, route, { name: service.metadata.name, port: port.port }, behaviour);
  return backend.endpoints.map((endpoint) => ({ ...endpoint, servicePort: port.port }));
}
