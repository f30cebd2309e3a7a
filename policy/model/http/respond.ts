import type { Branch, Outcome } from '../answer.ts';
import { type Backend, resolveBackend } from '../backends.ts';
import type { ClauseId } from '../clauses.ts';
import type { BackendReference, HttpFilter, World } from '../objects.ts';
import type { ModelOptions } from '../options.ts';
import { effectOn } from '../policies/backend-tls.ts';
import type { Candidate } from './choose.ts';
import { changeResponse, forwardRequest, makeRedirect } from './filters.ts';
import { type HttpRequest, valuesOf } from './request.ts';

const serverErrors = [500, 501, 502, 503, 504];
const errors = [404, ...serverErrors];

/** What the rule that was chosen does with the request. */
export function respond(
  world: World,
  { route, rule, match, view }: Candidate,
  request: HttpRequest,
  options: ModelOptions,
): readonly Branch[] {
  const { filters } = rule;
  if (filters.some(({ type }) => type === 'Other')) return [branch({ kind: 'anything' }, 'filter.invalid')];
  if (filters.some(({ type }) => type === 'CORS') && isPreflight(request))
    return [branch({ kind: 'anything' }, 'filter.cors')];
  const redirect = filters.find((filter) => filter.type === 'RequestRedirect');
  if (redirect) {
    const outcome: Outcome = {
      kind: 'redirect',
      redirect: makeRedirect(redirect, request, view.listener.port, match),
    };
    return [branch(outcome, 'redirect')];
  }
  // Nothing that could be forwarded to: with filters the text does not say which error it is.
  if (rule.backends.length === 0)
    return [branch({ kind: 'respond', codes: filters.length > 0 ? errors : [500] }, 'backend.invalid')];
  const sum = rule.backends.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return [branch({ kind: 'respond', codes: errors }, 'backend.weightless')];
  const referrer = { kind: route.kind, namespace: route.meta.namespace };
  return rule.backends
    .filter(({ weight }) => weight > 0)
    .map((ref) => {
      const backend = resolveBackend(world, referrer, ref, options);
      const sent = sendTo(backend, ref, [...filters, ...ref.filters], request, match);
      return { share: ref.weight / sum, clause: backend.clause, ...encrypt(world, backend, sent, options) };
    });
}

/** https://fetch.spec.whatwg.org/#cors-preflight-fetch */
function isPreflight(request: HttpRequest): boolean {
  const has = (name: string) => valuesOf(request, name).length > 0;
  return request.method === 'OPTIONS' && has('origin') && has('access-control-request-method');
}

/** What a policy for the backend makes of it. */
function encrypt(
  world: World,
  backend: Backend,
  outcome: Outcome,
  options: ModelOptions,
): { outcome: Outcome; clause?: ClauseId } {
  if (backend.state !== 'ready' || outcome.kind !== 'forward') return { outcome };
  const effect = effectOn(world, backend.service, backend.portName, options);
  if (effect.state === 'plain') return { outcome };
  if (effect.state === 'tls') return { outcome: { ...outcome, tls: effect.tls } };
  const { clause } = effect;
  return effect.state === 'unknown'
    ? { outcome: { kind: 'anything' }, clause }
    : { outcome: { kind: 'respond', codes: serverErrors }, clause };
}

function sendTo(
  backend: Backend,
  ref: BackendReference,
  filters: readonly HttpFilter[],
  request: HttpRequest,
  match: Candidate['match'],
): Outcome {
  switch (backend.state) {
    case 'ready':
      return {
        kind: 'forward',
        backend: { kind: ref.kind, namespace: ref.namespace, name: ref.name, port: ref.port },
        endpoints: backend.endpoints,
        request: forwardRequest(request, filters, match),
        response: changeResponse(filters),
      };
    case 'unready':
      // 503 is what should be; another error of the server is not excluded.
      return { kind: 'respond', codes: serverErrors };
    case 'invalid':
      return { kind: 'respond', codes: backend.codes };
    case 'unknown':
      return { kind: 'anything' };
  }
}

function branch(outcome: Outcome, clause: ClauseId): Branch {
  return { share: 1, outcome, clause };
}
