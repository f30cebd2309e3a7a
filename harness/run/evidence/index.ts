import { compareText } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import type { Exchange } from '../../protocols/types.ts';
import type { Evidence } from '../../result/types.ts';
import type { ObjectKey } from '../../scenario/kubernetes.ts';
import { collectEvents } from './events.ts';
import { collectExchanges } from './exchanges.ts';
import { collectLogs, type LogSource, type ReadProcessLog } from './logs.ts';
import { collectObjects } from './objects.ts';

export interface EvidenceRequest {
  api: KubeApi;
  /** Objects by name: those that the scenario made, and the Gateways it used. */
  keys?: readonly ObjectKey[];
  /** Namespaces whose objects are all wanted. Events come from these and from the keys' namespaces. */
  namespaces?: readonly string[];
  logSources: readonly LogSource[];
  readProcessLog?: ReadProcessLog;
  /** When the row began. */
  since: Date;
  exchanges: readonly Exchange[];
}

/**
 * What a failed row leaves for those who look into it, to be taken before clean-up. Never rejects: what could not be
 * had is said in its place (`unavailable`, or a line in brackets). The order is the same whatever the API's.
 */
export async function collectEvidence(request: EvidenceRequest): Promise<Evidence> {
  const { api, keys = [], namespaces = [], logSources, readProcessLog, since, exchanges } = request;
  const places = new Set([...namespaces, ...keys.map(({ namespace }) => namespace).filter(Boolean)]);
  const [objects, events, logs] = await Promise.all([
    collectObjects(api, keys, namespaces),
    collectEvents(api, [...places].sort(compareText)),
    collectLogs(api, logSources, since, readProcessLog),
  ]);
  return { objects, events, exchanges: collectExchanges(exchanges), logs };
}

export type { LogSource };
