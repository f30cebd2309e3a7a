import {
  controlHostname,
  controlListener,
  describeManifest,
  gatewayApi,
  hostnameAt,
  type Manifest,
  type Place,
} from '../place.ts';
import { listenerHostnames, pick } from '../pools.ts';
import { buildPolicies, buildServices } from './backends.ts';
import { allowedSets, listenerKinds, routeKinds, teams, type WorldListener, type WorldPlan } from './plan.ts';
import { buildRoutes } from './routes.ts';

/** An object, and how many seconds after the oldest it is made. */
export interface Aged {
  object: Manifest;
  age: number;
}

/** The objects of a world, in the order in which they have to be made. */
export function buildWorld(plan: WorldPlan, place: Place): readonly Aged[] {
  const plain = (objects: readonly Manifest[]) => objects.map((object) => ({ object, age: 0 }));
  const aged = [...buildSets(plan, place), ...buildRoutes(plan, place), ...buildPolicies(plan, place)];
  const all = [
    ...plain(buildNamespaces(place)),
    ...plain(buildServices(plan, place)),
    ...plain(buildGrants(plan, place)),
    ...plain([buildSecret(place, place.namespaces[0]), buildGateway(plan, place)]),
    ...aged.toSorted((a, b) => a.age - b.age),
  ];
  // ListenerSets of one namespace share a certificate.
  const names = all.map(({ object }) => describeManifest(object));
  return all.filter((_, index) => names.indexOf(names[index] ?? '') === index);
}

function buildNamespaces({ namespaces }: Place): Manifest[] {
  return namespaces.map((name, index) => {
    const team = pick(teams, index);
    const labels: Record<string, string> = team === undefined ? {} : { team };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
  });
}

function buildGateway(plan: WorldPlan, place: Place): Manifest {
  const from = pick(allowedSets, plan.allowed);
  const namespaces = { from, ...(from === 'Selector' ? { selector: { matchLabels: { team: 'team-1' } } } : {}) };
  return {
    apiVersion: gatewayApi,
    kind: 'Gateway',
    metadata: { name: 'gateway-1', namespace: pick(place.namespaces, 0) },
    spec: {
      gatewayClassName: place.gatewayClassName,
      ...(plan.allowed === 3 ? {} : { allowedListeners: { namespaces } }),
      listeners: [
        ...buildListeners(plan, plan.listeners, place),
        {
          name: controlListener,
          hostname: controlHostname(place),
          port: 80,
          protocol: 'HTTP',
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
      ],
    },
  };
}

/** The API takes listeners only that differ in port, protocol or hostname, TCP and UDP those that differ in the former. */
function buildListeners({ terminates }: WorldPlan, listeners: readonly WorldListener[], place: Place): object[] {
  const known = new Set<string>();
  return listeners.flatMap((listener, index) => {
    const { protocol, port } = pick(listenerKinds, listener.kind);
    const plain = protocol === 'TCP' || protocol === 'UDP';
    const hostname = plain ? undefined : hostnameAt(pick(listenerHostnames, listener.hostname), place);
    const key = `${port} ${protocol} ${hostname}`;
    if (known.has(key)) return [];
    known.add(key);
    const secure = protocol === 'HTTPS' || protocol === 'TLS';
    const passes = protocol === 'TLS' && !terminates;
    const tls = passes ? { mode: 'Passthrough' } : { mode: 'Terminate', certificateRefs: [{ name: 'certificate' }] };
    const from = pick(['All', 'Same', 'Selector'], listener.from);
    const selector = { matchLabels: { team: 'team-2' } };
    return [
      {
        name: `listener-${index + 1}`,
        ...(hostname === undefined ? {} : { hostname }),
        port,
        protocol,
        ...(secure ? { tls } : {}),
        allowedRoutes: { namespaces: { from, ...(from === 'Selector' ? { selector } : {}) } },
      },
    ];
  });
}

function buildSets(plan: WorldPlan, place: Place): Aged[] {
  return plan.sets.flatMap((set, index): Aged[] => {
    const namespace = pick(place.namespaces, set.namespace);
    const parentRef = { name: 'gateway-1', namespace: pick(place.namespaces, 0) };
    const object: Manifest = {
      apiVersion: gatewayApi,
      kind: 'ListenerSet',
      metadata: { name: `set-${index + 1}`, namespace },
      spec: { parentRef, listeners: buildListeners(plan, set.listeners, place) },
    };
    const secret = namespace === place.namespaces[0] ? [] : [{ object: buildSecret(place, namespace), age: set.age }];
    return [...secret, { object, age: set.age }];
  });
}

function buildSecret({ certificate }: Place, namespace: string | undefined): Manifest {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'certificate', ...(namespace === undefined ? {} : { namespace }) },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': encode(certificate.certificate), 'tls.key': encode(certificate.privateKey) },
  };
}

function buildGrants({ grants }: WorldPlan, { namespaces }: Place): Manifest[] {
  return grants.map(({ kind, from, namespace }, index) => {
    const ofRoutes = kind < routeKinds.length;
    return {
      apiVersion: gatewayApi,
      kind: 'ReferenceGrant',
      metadata: { name: `grant-${index + 1}`, namespace: pick(namespaces, namespace) },
      spec: {
        from: [
          {
            group: 'gateway.networking.k8s.io',
            kind: ofRoutes ? pick(routeKinds, kind) : 'Gateway',
            namespace: pick(namespaces, from),
          },
        ],
        to: [{ group: '', kind: ofRoutes ? 'Service' : 'Secret' }],
      },
    };
  });
}
