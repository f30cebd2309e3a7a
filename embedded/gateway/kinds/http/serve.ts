import { type ChosenBackend, chooseBackend } from '../../dataplane/backends.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { addForwarding } from '../../dataplane/http/forwarding.ts';
import { dropHopByHop, findValue } from '../../dataplane/http/headers.ts';
import { chooseMirrors } from '../../dataplane/http/mirrors.ts';
import type { AnswerPlan, Plan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { RequestRedirect } from '../../model/http-route.ts';
import type { CompiledFilter, HttpBackend, RouteEntry } from '../../model/served.ts';
import { modifyHeaders, setHeader } from '../../routes/headers.ts';
import { answerPreflight, shareWithOrigin } from './serve-cors.ts';

/** What the rule that matched asks to be done with a request. */
export function serveHttpRule(entry: RouteEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const { rule } = entry;
  if (rule.rejected) return { kind: 'answer', status: 500, reason: `${rule.rejected} is not supported` };
  const early = answerByFilters(rule.filters, entry, received, context);
  if (early) return early;
  const chosen = chooseBackend(rule, context);
  if (chosen.kind !== 'chosen') {
    return { kind: 'answer', status: statusOf(chosen.kind, context), reason: chosen.reason };
  }
  return (
    answerByFilters(chosen.backend.filters, entry, received, context) ?? planForward(entry, chosen, received, context)
  );
}

/** The answer that a filter gives in place of a backend. */
function answerByFilters(
  filters: readonly CompiledFilter[],
  entry: RouteEntry,
  received: ReceivedRequest,
  context: DataPlaneContext,
): AnswerPlan | undefined {
  for (const { cors, requestRedirect } of filters) {
    const preflight = cors && answerPreflight(cors, received, context.behaviour.cors);
    if (preflight) return preflight;
    if (requestRedirect) return planRedirect(requestRedirect, entry, received, context);
  }
  return undefined;
}

function planRedirect(
  redirect: RequestRedirect,
  { match, rule }: RouteEntry,
  received: ReceivedRequest,
  { behaviour }: DataPlaneContext,
): AnswerPlan {
  const { scheme, host, port, target } = received;
  const input = { scheme, host: behaviour.hostnames.normalise(host), port, target, match };
  const { status, location } = behaviour.filters.redirect(redirect, input);
  const headers: readonly HeaderLine[] = [
    ['Location', location],
    ...shareWithOrigin(rule.filters, received, behaviour.cors),
  ];
  return { kind: 'answer', status, reason: 'redirected', headers };
}

function statusOf(
  problem: Exclude<ChosenBackend<unknown>['kind'], 'chosen'>,
  { behaviour: { answers } }: DataPlaneContext,
): number {
  return { none: answers.noBackend, invalid: answers.invalidBackend, empty: answers.noEndpoints }[problem];
}

function planForward(
  { rule, match }: RouteEntry,
  { backend, upstream, next }: Extract<ChosenBackend<HttpBackend>, { kind: 'chosen' }>,
  received: ReceivedRequest,
  context: DataPlaneContext,
): Plan {
  const { behaviour } = context;
  const filters = behaviour.filters.ofRequest(rule.filters, backend.filters);
  const responseFilters = behaviour.filters.ofResponse(rule.filters, backend.filters);
  let target = received.target;
  let host: string | undefined;
  let headers = dropHopByHop(received.headers);
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
    responseHeaders: shareWithOrigin([...rule.filters, ...backend.filters], received, behaviour.cors),
    requestTimeout: behaviour.timeouts.request(rule.timeouts),
    backendTimeout: behaviour.timeouts.backendRequest(rule.timeouts),
    ...(rule.retry ? { retry: rule.retry } : {}),
  };
}
