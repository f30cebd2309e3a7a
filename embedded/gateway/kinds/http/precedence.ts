import type { HttpPrecedence } from '../../behaviour/routes.ts';
import { compareHostnames } from '../../listeners/hostnames.ts';
import type { HttpEntry } from '../../model/served.ts';
import { commonOrder } from '../../routes/order.ts';
import { pathOf } from './matching.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httprouterule and, for hostnames, #httproutespec */
export const specifiedPrecedence: HttpPrecedence = {
  hostname: (a, b) => compareHostnames(a.hostname, b.hostname),
  exactPath: (a, b) => Number(isExact(b)) - Number(isExact(a)),
  prefixLength: (a, b) => prefixLength(b) - prefixLength(a),
  method: (a, b) => Number(b.match.method !== undefined) - Number(a.match.method !== undefined),
  headerCount: (a, b) => (b.match.headers?.length ?? 0) - (a.match.headers?.length ?? 0),
  queryCount: (a, b) => (b.match.queryParams?.length ?? 0) - (a.match.queryParams?.length ?? 0),
  ...commonOrder,
};

function isExact(entry: HttpEntry): boolean {
  return pathOf(entry.match).type === 'Exact';
}

function prefixLength(entry: HttpEntry): number {
  return isExact(entry) ? 0 : pathOf(entry.match).value.length;
}
