import { gatewayApi, type Manifest, type Place } from '../place.ts';
import type { GrantPlan, Plan, ServicePlan } from '../plan.ts';
import { at, grantFlaws, pick, type ServiceShape, serviceShapes } from '../pools.ts';
import { namespaceOf } from './gateways.ts';

/** A port on which no pod listens. */
const deadPort = 9;

export function serviceName(index: number): string {
  return `service-${index + 1}`;
}

/** Services without selector, each with the EndpointSlices that lead to echo servers of all cases. */
export function buildServices(plan: Plan, place: Place): Manifest[] {
  return plan.services.flatMap((service, index) =>
    service.deleted ? [] : buildService(plan, place, service, serviceName(index)),
  );
}

function buildService(plan: Plan, place: Place, service: ServicePlan, name: string): Manifest[] {
  const namespace = namespaceOf(plan, place, service.namespace);
  const { ports, ready } = pick(serviceShapes, service.shape);
  const manifest: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    spec: {
      ports: ports.map((port) => ({ name: port.name, port: port.port, protocol: 'TCP', targetPort: port.port })),
    },
  };
  const groups = groupByPod(ports, service.pod);
  return [
    manifest,
    ...groups.map(({ pod, ports: served }, index): Manifest => {
      const { address, port: target } = pick(place.pods, pod);
      return {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: {
          name: `${name}-${index + 1}`,
          namespace,
          labels: { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'gwconf' },
        },
        addressType: address.includes(':') ? 'IPv6' : 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready, serving: ready, terminating: false } }],
        ports: served.map((port) => ({
          name: port.name,
          port: port.pod === 'dead' ? deadPort : target,
          protocol: 'TCP',
        })),
      };
    }),
  ];
}

type Ports = ServiceShape['ports'];

/** One slice for each pod; a port that leads to nobody stands in the first. */
function groupByPod(ports: Ports, pod: number): readonly { pod: number; ports: Ports }[] {
  const offset = (port: Ports[number]) => (port.pod === 'dead' ? 0 : port.pod);
  return [...new Set(ports.map(offset))].map((each) => ({
    pod: pod + each,
    ports: ports.filter((port) => offset(port) === each),
  }));
}

export function buildGrants(plan: Plan, place: Place): Manifest[] {
  return plan.grants.flatMap((grant, index) => (grant.deleted ? [] : buildGrant(plan, place, grant, index)));
}

function buildGrant(plan: Plan, place: Place, { service, route, flaw }: GrantPlan, index: number): Manifest {
  const what = pick(grantFlaws, flaw);
  const where = at(plan.services, service)?.namespace ?? 0;
  const from = at(plan.routes, route)?.namespace ?? 0;
  const forSecrets = what === 'Secrets for Gateways';
  const kind = forSecrets ? 'Gateway' : what === 'other kind of route' ? 'GRPCRoute' : 'HTTPRoute';
  const named = service % Math.max(1, plan.services.length);
  const name = serviceName(what === 'other name' ? named + 1 : named);
  return {
    apiVersion: gatewayApi,
    kind: 'ReferenceGrant',
    metadata: {
      name: `grant-${index + 1}`,
      namespace: namespaceOf(plan, place, what === 'other namespace of the Service' ? where + 1 : where),
    },
    spec: {
      from: [
        {
          group: 'gateway.networking.k8s.io',
          kind,
          namespace: namespaceOf(plan, place, what === 'other namespace of the route' ? from + 1 : from),
        },
      ],
      to: [
        {
          group: '',
          kind: forSecrets ? 'Secret' : 'Service',
          ...(forSecrets || what === 'all Services' ? {} : { name }),
        },
      ],
    },
  };
}
