import type { Behaviour } from '../behaviour/types.ts';
import { hostnamesIntersect } from '../listeners/hostnames.ts';
import type { EvaluatedGateway } from '../listeners/types.ts';
import type { Gateway, Listener } from '../model/gateway.ts';
import { ageOf, keyOf, namespaceOf } from '../model/meta.ts';
import { compareText } from '../routes/order.ts';
import type { FrontendLayout } from './frontends.ts';

/**
 * Gives each Gateway an address of its own.
 * @param own namespace that the gateway itself runs in
 */
export function separateLayout(behaviour: Behaviour, own = 'gwconf-reference-system'): FrontendLayout {
  const keyOfService = (gateway: Gateway) => {
    const namespace = namespaceOf(gateway);
    return `${namespace}/${behaviour.serving.serviceName({ namespace, name: gateway.metadata.name })}`;
  };
  return { assign: () => keyOfService, isShared: false, ingress: ingressKey(own) };
}

/**
 * Lets Gateways share addresses as far as the specification allows: where every request belongs to one listener. The
 * Services stand in the gateway's own namespace. A Gateway stays where it is unless a change of its own prevents it.
 */
export function sharedLayout(namespace: string): FrontendLayout {
  let places: ReadonlyMap<string, number> = new Map();
  return {
    isShared: true,
    ingress: ingressKey(namespace),
    assign(gateways) {
      places = placeGateways(gateways.map(withAllListeners), places);
      const current = places;
      return (gateway) => `${namespace}/reference-gateway-${current.get(keyOf(gateway)) ?? 'none'}`;
    },
  };
}

function ingressKey(namespace: string): string {
  return `${namespace}/reference-ingress`;
}

/** A Gateway as if the listeners of its ListenerSets were its own. */
function withAllListeners({ gateway, listeners }: EvaluatedGateway): Gateway {
  return { ...gateway, spec: { ...gateway.spec, listeners: listeners.map(({ listener }) => listener) } };
}

/** Numbers of the addresses by Gateway: first those that stay, by age, then the others at the first that has room. */
export function placeGateways(
  gateways: readonly Gateway[],
  previous: ReadonlyMap<string, number>,
): ReadonlyMap<string, number> {
  const tables: Gateway[][] = [];
  const numbers = new Map<string, number>();
  const hasRoom = (number: number, gateway: Gateway) =>
    (tables[number] ?? []).every((other) => areCompatible(other, gateway));
  const place = (number: number, gateway: Gateway) => {
    tables[number] = [...(tables[number] ?? []), gateway];
    numbers.set(keyOf(gateway), number);
  };
  // Timestamps count whole seconds: of one second, who has had a place for longer keeps it when another one changes.
  const order = new Map([...previous.keys()].map((key, index) => [key, index]));
  const orderOf = (gateway: Gateway): number => order.get(keyOf(gateway)) ?? order.size;
  const byAge = [...gateways].sort(
    (a, b) => compareText(ageOf(a), ageOf(b)) || orderOf(a) - orderOf(b) || compareText(keyOf(a), keyOf(b)),
  );
  const others = byAge.filter((gateway) => {
    const number = previous.get(keyOf(gateway));
    if (number === undefined || !hasRoom(number, gateway)) return true;
    place(number, gateway);
    return false;
  });
  for (const gateway of others) {
    let number = 0;
    while (!hasRoom(number, gateway)) number++;
    place(number, gateway);
  }
  return numbers;
}

function areCompatible(a: Gateway, b: Gateway): boolean {
  return a.spec.listeners.every((own) => b.spec.listeners.every((other) => areDistinct(own, other)));
}

function areDistinct(a: Listener, b: Listener): boolean {
  return a.port !== b.port || (a.protocol === b.protocol && !hostnamesIntersect(a.hostname, b.hostname));
}
