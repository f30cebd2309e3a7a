import { type ChosenBackend, chooseBackend } from '../../dataplane/backends.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { addForwarding } from '../../dataplane/http/forwarding.ts';
import { dropHopByHop, findValue } from '../../dataplane/http/headers.ts';
import type { AnswerPlan, Plan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { RequestRedirect } from '../../model/http-route.ts';
import type { Endpoint, HttpBackend, RouteEntry } from '../../model/served.ts';
import { modifyHeaders, setHeader } from '../../routes/headers.ts';
import { rewriteTarget } from './redirect.ts';

/** What the rule that matched asks to be done with a request. */
export function serveHttpRule(entry: RouteEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const { rule } = entry;
  if (rule.rejected) return { kind: 'answer', status: 500, reason: `${rule.rejected} is not supported` };
  const redirect = rule.filters.find((filter) => filter.requestRedirect)?.requestRedirect;
  if (redirect) return planRedirect(redirect, entry, received, context);
  const chosen = chooseBackend(rule, context);
  return chosen.kind === 'chosen'
    ? planForward(entry, chosen, received, context)
    : { kind: 'answer', status: statusOf(chosen.kind, context), reason: chosen.reason };
}

function planRedirect(
  redirect: RequestRedirect,
  { match }: RouteEntry,
  { scheme, host, port, target }: ReceivedRequest,
  { behaviour }: DataPlaneContext,
): AnswerPlan {
  const input = { scheme, host: behaviour.hostnames.normalise(host), port, target, match };
  const { status, location } = behaviour.filters.redirect(redirect, input);
  return { kind: 'answer', status, reason: 'redirected', location };
}

function statusOf(
  problem: Exclude<ChosenBackend<unknown>['kind'], 'chosen'>,
  { behaviour: { answers } }: DataPlaneContext,
): number {
  return { none: answers.noBackend, invalid: answers.invalidBackend, empty: answers.noEndpoints }[problem];
}

function planForward(
  entry: RouteEntry,
  { backend, endpoint }: { backend: HttpBackend; endpoint: Endpoint },
  received: ReceivedRequest,
  context: DataPlaneContext,
): Plan {
  const { behaviour } = context;
  const filters = [...entry.rule.filters, ...backend.filters];
  const rewrite = filters.find((filter) => filter.urlRewrite)?.urlRewrite;
  const target = rewrite?.path ? rewriteTarget(received.target, rewrite.path, entry.match) : received.target;
  const modified = filters.reduce(
    (lines, filter) =>
      filter.requestHeaderModifier ? modifyHeaders(lines, filter.requestHeaderModifier, behaviour.filters) : lines,
    dropHopByHop(received.headers),
  );
  const host = rewrite?.hostname ?? behaviour.forwarding.host(findValue(modified, 'host') ?? received.host, endpoint);
  return {
    kind: 'forward',
    endpoint,
    target: behaviour.forwarding.target(target),
    headers: addForwarding(setHeader(modified, 'Host', host), received, context),
    responseFilters: filters.filter((filter) => filter.responseHeaderModifier),
  };
}
