import { gatewayApi, type Manifest, type Place } from '../place.ts';
import { pick } from '../pools.ts';
import { authorities, servicePorts, type WorldPlan } from './plan.ts';

export function serviceNameOf(index: number): string {
  return `service-${index + 1}`;
}

/** Services without selector, whose slice leads to one pod. */
export function buildServices({ services }: WorldPlan, place: Place): Manifest[] {
  const ports = Object.values(servicePorts);
  return services.flatMap(({ namespace: where, pod, state }, index): Manifest[] => {
    if (state === 2) return [];
    const name = serviceNameOf(index);
    const namespace = pick(place.namespaces, where);
    const { address, ports: targets } = pick(place.pods, pod);
    const ready = state === 0;
    const labels = { 'kubernetes.io/service-name': name, 'endpointslice.kubernetes.io/managed-by': 'gwconf' };
    return [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name, namespace },
        spec: {
          ports: ports.map(({ name: called, port, protocol }) => ({ name: called, port, protocol, targetPort: port })),
        },
      },
      {
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: `${name}-1`, namespace, labels },
        addressType: address.includes(':') ? 'IPv6' : 'IPv4',
        endpoints: [{ addresses: [address], conditions: { ready, serving: ready, terminating: false } }],
        ports: ports.map(({ name: called, protocol, serves }) => ({
          name: called,
          protocol,
          port: targets?.[serves] ?? 9,
        })),
      },
    ];
  });
}

/** Policies, each with what it names. */
export function buildPolicies({ policies, services }: WorldPlan, place: Place): { object: Manifest; age: number }[] {
  return policies.flatMap(({ service, authority, section, age }, index) => {
    const target = service % services.length;
    const namespace = pick(place.namespaces, services[target]?.namespace ?? 0);
    const given = pick(authorities, authority);
    // Where no pod has a certificate of a known authority, nothing would be reached.
    const state = given === 'good' && place.authority === undefined ? 'missing' : given;
    const name = `policy-${index + 1}`;
    const data: Record<string, string> = state === 'good' ? { 'ca.crt': place.authority ?? '' } : { other: 'x' };
    const config: Manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace }, data };
    const ref =
      state === 'other kind'
        ? { group: 'example.com', kind: 'NoSuchKind', name }
        : { group: '', kind: 'ConfigMap', name };
    const sectionName = section ? { sectionName: servicePorts.HTTPRoute.name } : {};
    const policy: Manifest = {
      apiVersion: gatewayApi,
      kind: 'BackendTLSPolicy',
      metadata: { name, namespace },
      spec: {
        targetRefs: [{ group: '', kind: 'Service', name: serviceNameOf(target), ...sectionName }],
        validation: { hostname: `${name}.${place.domain}`, caCertificateRefs: [ref] },
      },
    };
    const hasConfig = state === 'good' || state === 'no key';
    return [...(hasConfig ? [{ object: config, age }] : []), { object: policy, age }];
  });
}
