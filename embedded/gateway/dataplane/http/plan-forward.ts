import type { RouteMatch } from '../../model/http-route.ts';
import type { CompiledRule, HttpBackend } from '../../model/served.ts';
import { modifyHeaders, setHeader } from '../../routes/headers.ts';
import type { ChosenBackend } from '../backends.ts';
import type { DataPlaneContext } from '../context.ts';
import { addForwarding } from './forwarding.ts';
import { dropHopByHop, findValue } from './headers.ts';
import { chooseMirrors } from './mirrors.ts';
import type { ForwardPlan, ReceivedRequest } from './types.ts';

type Chosen = Extract<ChosenBackend<HttpBackend>, { kind: 'chosen' }>;

/** The request as its rule's filters and its backend's make it. A prefix is replaced where the match names one. */
export function planForward(
  { rule, match }: { rule: CompiledRule; match: RouteMatch },
  { backend, upstream, next }: Chosen,
  received: ReceivedRequest,
  context: DataPlaneContext,
): ForwardPlan {
  const { behaviour } = context;
  const { answers } = behaviour;
  const filters = behaviour.filters.ofRequest(rule.filters, backend.filters, received);
  const responseFilters = behaviour.filters.ofResponse(rule.filters, backend.filters);
  let target = received.target;
  let host: string | undefined;
  let headers = behaviour.forwarding.requestHeaders(dropHopByHop(received.headers));
  // A gRPC server may insist on it (RFC 9113 8.2.2 allows no other value).
  if (upstream.protocol === 'h2c' && findValue(received.headers, 'te') === 'trailers')
    headers = [...headers, ['te', 'trailers']];
  for (const { requestHeaderModifier, urlRewrite } of filters) {
    if (requestHeaderModifier) headers = modifyHeaders(headers, requestHeaderModifier, behaviour.filters);
    if (urlRewrite?.path) target = behaviour.filters.rewritePath(received.target, urlRewrite, match);
    if (urlRewrite?.hostname) host = behaviour.filters.rewriteHost(received.host, urlRewrite);
  }
  host ??= behaviour.forwarding.host(findValue(headers, 'host') ?? received.host, upstream.endpoint);
  return {
    kind: 'forward',
    upstream,
    nextUpstream: next,
    target: behaviour.forwarding.target(target),
    headers: addForwarding(setHeader(headers, 'Host', host), received, context),
    mirrors: chooseMirrors(rule.id, filters, context),
    responseFilters: responseFilters.filter((filter) => filter.responseHeaderModifier),
    responseHeaders: [],
    requestTimeout: behaviour.timeouts.request(rule.timeouts),
    backendTimeout: behaviour.timeouts.backendRequest(rule.timeouts),
    ...(rule.retry ? { retry: rule.retry } : {}),
    failures: { timeout: answers.timeout, unreachable: answers.unreachable, broken: answers.broken },
  };
}
