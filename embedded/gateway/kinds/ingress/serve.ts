import type { IngressRequest } from '../../behaviour/ingress.ts';
import { chooseBackend } from '../../dataplane/backends.ts';
import type { DataPlaneContext } from '../../dataplane/context.ts';
import { findValue } from '../../dataplane/http/headers.ts';
import { planForward } from '../../dataplane/http/plan-forward.ts';
import type { AnswerPlan, ForwardPlan, Plan, ReceivedRequest } from '../../dataplane/http/types.ts';
import type { CompiledRule, IngressEntry } from '../../model/served.ts';
import { setHeader } from '../../routes/headers.ts';
import { nameEndpoint } from '../../routes/sessions.ts';
import { answerPreflight, shareWithOrigin } from '../http/serve-cors.ts';

/** What a path of an Ingress, and its annotations, ask to be done with a request. */
export function serveIngressRule(entry: IngressEntry, received: ReceivedRequest, context: DataPlaneContext): Plan {
  const { behaviour } = context;
  const request = { ...received, host: behaviour.hostnames.normalise(received.host) };
  const early = answerByAnnotations(entry, request, received, context);
  if (early) return early;
  const rule = chooseRule(entry, request, context);
  const chosen = chooseBackend(keepWithEndpoint(entry, rule, request, context), context);
  if (chosen.kind !== 'chosen') {
    // Whatever is wrong with the backend, to the client it is not available.
    return { kind: 'answer', status: behaviour.answers.noEndpoints, reason: chosen.reason };
  }
  const plan = planForward({ rule, match: {} }, chosen, received, context);
  return adapt(plan, entry, received, context);
}

/** The answer that is given in place of a backend. */
function answerByAnnotations(
  { options, hasTls, rule }: IngressEntry,
  request: IngressRequest,
  received: ReceivedRequest,
  { behaviour }: DataPlaneContext,
): AnswerPlan | undefined {
  const { ingress: policy, cors } = behaviour;
  const redirect = policy.redirect(options, request, hasTls);
  if (redirect) {
    const headers = [['Location', redirect.location]] as const;
    return { kind: 'answer', status: redirect.status, reason: 'redirected', headers };
  }
  if (!policy.isAdmitted(options, request.client)) {
    return { kind: 'answer', status: policy.deniedStatus, reason: `${request.client} is not admitted` };
  }
  const length = Number(findValue(request.headers, 'content-length') ?? 0);
  if (!policy.takesBody(options, length)) {
    return { kind: 'answer', status: 413, reason: `a body of ${length} bytes is not taken` };
  }
  for (const filter of rule.filters) {
    const preflight = filter.cors && answerPreflight(filter.cors, received, cors);
    if (preflight) return preflight;
  }
  return undefined;
}

/** The rule or its canary. */
function chooseRule({ rule, canary }: IngressEntry, request: IngressRequest, context: DataPlaneContext): CompiledRule {
  if (!canary) return rule;
  const { ingress: policy } = context.behaviour;
  const shares = policy.canaryShares(canary.options);
  const isChosen =
    policy.isCanary(canary.options, request) ?? (shares[1] > 0 && context.choose(`${rule.id}/canary`, shares) === 1);
  return isChosen ? canary.rule : rule;
}

/** The rule with the one endpoint that the client's cookie names, as long as it is there. */
function keepWithEndpoint(
  { options }: IngressEntry,
  rule: CompiledRule,
  { headers }: IngressRequest,
  { behaviour: { ingress: policy } }: DataPlaneContext,
): CompiledRule {
  const cookie = policy.cookie(options);
  const value = cookie === undefined ? undefined : policy.readCookie(headers, cookie);
  if (value === undefined) return rule;
  const backends = rule.backends.map((backend) => {
    const endpoint = backend.endpoints[policy.endpointOf(value, backend.endpoints.map(nameEndpoint)) ?? -1];
    return endpoint ? { ...backend, endpoints: [endpoint] } : backend;
  });
  return { ...rule, backends };
}

function adapt(
  plan: ForwardPlan,
  { options, path, rule }: IngressEntry,
  received: ReceivedRequest,
  { behaviour }: DataPlaneContext,
): ForwardPlan {
  const { ingress: policy } = behaviour;
  const cookie = policy.cookie(options);
  const isNew = cookie !== undefined && policy.readCookie(received.headers, cookie) === undefined;
  const value = Buffer.from(nameEndpoint(plan.upstream.endpoint)).toString('base64url');
  return {
    ...plan,
    target: policy.rewrite(options, path, received.target),
    headers: setHeader(plan.headers, 'Host', policy.host(options, received.host)),
    backendTimeout: policy.timeoutMs(options),
    responseHeaders: [
      ...shareWithOrigin(rule.filters, received, behaviour.cors),
      ...(isNew ? [['Set-Cookie', `${cookie}=${value}; Path=/; HttpOnly`] as const] : []),
    ],
  };
}
