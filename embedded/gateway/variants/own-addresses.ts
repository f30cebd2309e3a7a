import type { Behaviour } from '../behaviour/types.ts';

/** What only a Gateway with a Service of its own can have: an address that it asks for, and labels of its own. */
const NEEDING: ReadonlySet<string> = new Set(['GatewayInfrastructure', 'GatewayStaticAddresses']);

/** Claims no feature that Gateways which share an address cannot have. */
export function claimNoOwnAddresses(behaviour: Behaviour): Behaviour {
  const { features } = behaviour.status;
  return {
    ...behaviour,
    status: { ...behaviour.status, features: (supported) => features(supported).filter((name) => !NEEDING.has(name)) },
  };
}
