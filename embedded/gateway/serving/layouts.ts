import type { Behaviour } from '../behaviour/types.ts';
import type { Gateway } from '../model/gateway.ts';
import { keyOf, namespaceOf } from '../model/meta.ts';
import { compareText } from '../routing/precedence.ts';
import type { FrontendLayout } from './frontends.ts';

/** Gives each Gateway an address of its own. */
export function separateLayout(behaviour: Behaviour): FrontendLayout {
  return {
    keyOf: (gateway) => {
      const namespace = namespaceOf(gateway);
      return `${namespace}/${behaviour.serving.serviceName({ namespace, name: gateway.metadata.name })}`;
    },
    isShared: false,
    portTaken: () => () => undefined,
  };
}

/** Gives all Gateways the address of one Service, in the gateway's own namespace. */
export function sharedLayout(namespace: string): FrontendLayout {
  return {
    keyOf: () => `${namespace}/reference-gateway`,
    isShared: true,
    portTaken: (gateways) => {
      const holders = findHolders(gateways);
      return (gateway, { port, protocol }) => {
        const holder = holders.get(port);
        if (!holder || holder.protocol === protocol || holder.gateway === keyOf(gateway)) return undefined;
        return `Port ${port} serves ${holder.protocol} for Gateway ${holder.gateway}`;
      };
    },
  };
}

/** The oldest Gateway decides what a port speaks. */
function findHolders(gateways: readonly Gateway[]): ReadonlyMap<number, { gateway: string; protocol: string }> {
  const holders = new Map<number, { gateway: string; protocol: string }>();
  const byAge = [...gateways].sort((a, b) => compareText(ageKey(a), ageKey(b)));
  for (const gateway of byAge) {
    for (const { port, protocol } of gateway.spec.listeners) {
      if (protocol !== 'HTTP' && protocol !== 'HTTPS') continue;
      if (!holders.has(port)) holders.set(port, { gateway: keyOf(gateway), protocol });
    }
  }
  return holders;
}

function ageKey(gateway: Gateway): string {
  return `${gateway.metadata.creationTimestamp} ${keyOf(gateway)}`;
}
