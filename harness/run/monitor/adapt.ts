import type { TrafficClient } from '../../protocols/client.ts';
import { createGate } from '../../wait/gate.ts';
import type { TimePolicies, TimePolicy } from '../../wait/types.ts';
import type { LoadMonitor } from './types.ts';

/**
 * The same policies, whose time-outs are as many times longer as the cluster is slower at the moment they are read. Who
 * waits reads them again at the end, so that a cluster that became slow meanwhile gets the time, too.
 */
export function adaptPolicies(policies: TimePolicies, { slowness }: Pick<LoadMonitor, 'slowness'>): TimePolicies {
  const adapted = Object.values(policies).map((policy): [string, TimePolicy] => {
    const stretch = () => Math.round(policy.timeoutMs * slowness());
    return [policy.name, Object.defineProperty({ ...policy }, 'timeoutMs', { enumerable: true, get: stretch })];
  });
  return Object.freeze(Object.fromEntries(adapted)) as TimePolicies;
}

/** Requests in flight at the same time on a quiet cluster, over all scenarios. */
const IN_FLIGHT = 48;
const LEAST_IN_FLIGHT = 4;

/** The same client, but with fewer requests at the same time the slower the cluster is. Waiting for one's turn counts for nothing. */
export function throttleClient(client: TrafficClient, { slowness }: Pick<LoadMonitor, 'slowness'>): TrafficClient {
  const gate = createGate(() => Math.max(LEAST_IN_FLIGHT, Math.floor(IN_FLIGHT / slowness())));
  return {
    reach: (...remote) => client.reach(...remote),
    send: (protocol, remote, request, options) =>
      gate(() => client.send(protocol, remote, request, options), options.urgency),
  };
}
