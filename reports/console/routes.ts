import type { ExchangeRecord } from '../../harness/result/exchanges.ts';
import { findRoutes } from '../../harness/result/find-routes.ts';

const MOST = 4;

/** The routes among the evidence's objects that may have taken a request: `HTTPRoute ns/name`. */
export function nameRoutes(objects: readonly unknown[], exchange: Pick<ExchangeRecord, 'line' | 'sent'>): string[] {
  const names = findRoutes(objects, exchange).map(
    ({ kind, metadata }) =>
      `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`,
  );
  const more = names.length - MOST;
  if (names.length === 0) return [];
  return [`${names.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}
