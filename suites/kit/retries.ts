import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { HttpRequest } from '../../harness/scenario/traffic.ts';
import type { HttpRouteRule, Retry } from './gateway-api.ts';
import { backendRef, pathPrefix } from './routes.ts';

/** How an echo backend fails the first tries of a request, which it counts by the request's own `uuid`. */
export interface Failing {
  /** So many tries fail. */
  first: number;
  /** With this code; default: the connection is reset once the request was received. */
  code?: number;
  /** How long a try that fails takes, and one that succeeds: durations such as `300ms`. */
  failsAfter?: string;
  succeedsAfter?: string;
}

/** Requests below `/retry/`, where echo backends fail on demand, to v1 with these retries. */
export function retryRule(
  env: ScenarioEnv,
  name: string,
  retry: Retry,
  timeouts?: HttpRouteRule['timeouts'],
): HttpRouteRule {
  return {
    matches: [pathPrefix(`/retry/${name}`)],
    retry,
    ...(timeouts ? { timeouts } : {}),
    backendRefs: [backendRef(env, 'v1')],
  };
}

/** A request for such a rule. */
export function failing(name: string, { first, code, failsAfter, succeedsAfter }: Failing): HttpRequest {
  const query = [
    `succeedAfter=${first}`,
    ...(code === undefined ? [] : [`responseCode=${code}`]),
    ...(failsAfter === undefined ? [] : [`delayRetry=${failsAfter}`]),
    ...(succeedsAfter === undefined ? [] : [`delay=${succeedsAfter}`]),
  ];
  return { path: `/retry/${name}?${query.join('&')}`, unique: 'uuid' };
}
