import type { CorsPolicy, CorsRequest } from '../../behaviour/http.ts';
import { findValue } from '../../dataplane/http/headers.ts';
import type { AnswerPlan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { CorsFilter } from '../../model/http-route.ts';
import type { CompiledFilter } from '../../model/served.ts';

/** The answer to a preflight request; undefined for any other request. */
export function answerPreflight(
  filter: CorsFilter,
  received: ReceivedRequest,
  policy: CorsPolicy,
): AnswerPlan | undefined {
  const request = readCorsRequest(received);
  if (!policy.isPreflight(request)) return undefined;
  const { origin = '' } = request;
  const allowed = policy.allowsOrigin(filter, origin);
  const headers = allowed
    ? present([
        ['Access-Control-Allow-Origin', policy.origin(filter, origin)],
        ['Access-Control-Allow-Credentials', policy.credentials(filter)],
        ['Access-Control-Allow-Methods', policy.methods(filter, request)],
        ['Access-Control-Allow-Headers', policy.headers(filter, request)],
        ['Access-Control-Expose-Headers', policy.expose(filter)],
        ['Access-Control-Max-Age', policy.maxAge(filter)],
        ['Vary', 'Origin'],
      ])
    : [];
  const reason = allowed ? 'preflight' : `origin ${origin} is not allowed`;
  return { kind: 'answer', status: policy.preflightStatus(allowed), reason, headers, isBare: true };
}

/** The response's headers that let a page of another origin read it. */
export function shareWithOrigin(
  filters: readonly CompiledFilter[],
  received: ReceivedRequest,
  policy: CorsPolicy,
): readonly HeaderLine[] {
  const filter = filters.findLast(({ cors }) => cors)?.cors;
  const { origin } = readCorsRequest(received);
  if (!filter || origin === undefined || !policy.allowsOrigin(filter, origin)) return [];
  return present([
    ['Access-Control-Allow-Origin', policy.origin(filter, origin)],
    ['Access-Control-Allow-Credentials', policy.credentials(filter)],
    ['Access-Control-Expose-Headers', policy.expose(filter)],
    ['Vary', 'Origin'],
  ]);
}

function readCorsRequest({ method, headers }: ReceivedRequest): CorsRequest {
  const fields = {
    origin: findValue(headers, 'origin'),
    requestedMethod: findValue(headers, 'access-control-request-method'),
    requestedHeaders: findValue(headers, 'access-control-request-headers'),
  };
  return { method, ...fields };
}

function present(lines: readonly (readonly [string, string | undefined])[]): readonly HeaderLine[] {
  return lines.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
}
