import { controlHostname, controlListener, gatewayApi, hostnameAt, type Manifest, type Place } from '../place.ts';
import type { GatewayPlan, ListenerPlan, Plan } from '../plan.ts';
import { certificates, kindLists, listenerHostnames, listenerPorts, pick } from '../pools.ts';

const teamLabel = 'team';

export function teamName(team: number): string {
  return `team-${team}`;
}

export function buildNamespaces(plan: Plan, { namespaces }: Place): Manifest[] {
  return plan.namespaces.map((team, index) => {
    const labels: Record<string, string> = team === 0 ? {} : { [teamLabel]: teamName(team) };
    return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: pick(namespaces, index), labels } };
  });
}

export function buildGateways(plan: Plan, place: Place): Manifest[] {
  return plan.gateways.flatMap((gateway, index) => {
    if (gateway.deleted) return [];
    const namespace = namespaceOf(plan, place, gateway.namespace);
    const listeners = distinctListeners(gateway);
    return [
      ...listeners.flatMap((listener) => buildSecret(listener, secretName(index, listener), namespace, place)),
      {
        apiVersion: gatewayApi,
        kind: 'Gateway',
        metadata: { name: gatewayName(index), namespace },
        spec: {
          gatewayClassName: place.gatewayClassName,
          listeners: [
            ...listeners.map((listener) => buildListener(listener, secretName(index, listener), plan, place)),
            {
              name: controlListener,
              hostname: controlHostname(place),
              port: 80,
              protocol: 'HTTP',
              allowedRoutes: { namespaces: { from: 'Same' } },
            },
          ],
        },
      },
    ];
  });
}

export function gatewayName(index: number): string {
  return `gateway-${index + 1}`;
}

export function namespaceOf(plan: Plan, { namespaces }: Place, place: number): string {
  return pick(namespaces.slice(0, Math.max(1, plan.namespaces.length)), place);
}

export type NamedListener = ListenerPlan & { name: string };

/** The API takes listeners only that differ in port, protocol or hostname: of equal ones the first stays. */
export function distinctListeners({ listeners }: GatewayPlan): readonly NamedListener[] {
  const key = ({ hostname, port }: ListenerPlan) =>
    `${port % listenerPorts.length} ${hostname % listenerHostnames.length}`;
  return listeners
    .map((listener, index) => ({ ...listener, name: `listener-${index + 1}` }))
    .filter(({ deleted }) => !deleted)
    .filter((listener, index, all) => all.findIndex((other) => key(other) === key(listener)) === index);
}

function secretName(gateway: number, { name }: NamedListener): string {
  return `${gatewayName(gateway)}-${name}`;
}

function buildListener(listener: NamedListener, secret: string, plan: Plan, place: Place): object {
  const { port, protocol } = pick(listenerPorts, listener.port);
  const kinds = pick(kindLists, listener.kinds).map((kind) => ({ kind }));
  const selector = { matchLabels: { [teamLabel]: teamName(listener.team) } };
  const foreign = pick(certificates, listener.certificate) === 'foreign';
  const ref = foreign ? { name: secret, namespace: namespaceOf(plan, place, 1) } : { name: secret };
  const hostname = hostnameAt(pick(listenerHostnames, listener.hostname), place);
  return {
    name: listener.name,
    ...(hostname === undefined ? {} : { hostname }),
    port,
    protocol,
    ...(protocol === 'HTTPS' ? { tls: { mode: 'Terminate', certificateRefs: [ref] } } : {}),
    allowedRoutes: {
      namespaces: { from: listener.from, ...(listener.from === 'Selector' ? { selector } : {}) },
      ...(kinds.length > 0 ? { kinds } : {}),
    },
  };
}

function buildSecret(listener: ListenerPlan, name: string, namespace: string, place: Place): Manifest[] {
  const state = pick(certificates, listener.certificate);
  if (pick(listenerPorts, listener.port).protocol !== 'HTTPS' || state === 'missing') return [];
  const { certificate, privateKey } = place.certificate;
  const encode = (text: string) => Buffer.from(text).toString('base64');
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace },
      type: 'kubernetes.io/tls',
      data: {
        'tls.crt': encode(state === 'malformed' ? 'no certificate' : certificate),
        'tls.key': encode(privateKey),
      },
    },
  ];
}
