import { type ChosenBackend, chooseBackend } from '../../dataplane/backends.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { lacksMirror } from '../../dataplane/http/mirrors.ts';
import { planForward } from '../../dataplane/http/plan-forward.ts';
import { keepSession } from '../../dataplane/http/sessions.ts';
import type { AnswerPlan, Plan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { HeaderLine } from '../../model/header.ts';
import type { RequestRedirect } from '../../model/http-route.ts';
import type { CompiledFilter, HttpEntry } from '../../model/served.ts';
import { answerPreflight, shareWithOrigin } from './serve-cors.ts';

/** What the rule that matched asks to be done with a request. */
export function serveHttpRule(entry: HttpEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const { rule } = entry;
  if (rule.rejected) return { kind: 'answer', status: 500, reason: `${rule.rejected} is not supported` };
  const early = answerByFilters(rule.filters, entry, received, context);
  if (early) return early;
  const chosen = chooseBackend(rule, context);
  if (chosen.kind !== 'chosen') {
    return { kind: 'answer', status: statusOf(chosen.kind, context), reason: chosen.reason };
  }
  const { filters } = chosen.backend;
  const answer = answerByFilters(filters, entry, received, context);
  if (answer) return answer;
  if (lacksMirror([...rule.filters, ...filters], context.behaviour.mirrors)) {
    return { kind: 'answer', status: statusOf('empty', context), reason: 'a mirror has no endpoints' };
  }
  const kept = keepSession(rule, chosen, received, context);
  const shared = shareWithOrigin([...rule.filters, ...filters], received, context.behaviour.cors);
  return {
    ...planForward(entry, kept.chosen, received, context),
    responseHeaders: [...shared, ...kept.headers],
  };
}

/** The answer that a filter gives in place of a backend. */
function answerByFilters(
  filters: readonly CompiledFilter[],
  entry: HttpEntry,
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
  { match, rule }: HttpEntry,
  received: ReceivedRequest,
  { behaviour }: DataPlaneContext,
): AnswerPlan {
  const { scheme, host, port, target } = received;
  const input = { scheme, host: behaviour.hostnames.normalise(host), hostHeader: host, port, target, match };
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
