import type { Branch, GrpcOutcome } from '../answer.ts';
import { resolveBackend } from '../backends.ts';
import type { GrpcCandidate } from '../candidates.ts';
import type { ClauseId } from '../clauses.ts';
import { changeResponse, forwardRequest } from '../http/filters.ts';
import type { BackendReference, World } from '../objects.ts';
import type { ModelOptions } from '../options.ts';
import { effectOn } from '../policies/backend-tls.ts';
import { type GrpcRequest, toHttpRequest } from './request.ts';

/** What clients see where a proxy has no answer of a backend; which of them, only some cases say. */
const failures = ['UNAVAILABLE', 'UNKNOWN', 'INTERNAL', 'UNIMPLEMENTED', 'DEADLINE_EXCEEDED', 'CANCELLED'];

/** What the rule that was chosen does with the call. */
export function respondGrpc(
  world: World,
  { route, rule }: GrpcCandidate,
  request: GrpcRequest,
  options: ModelOptions,
): readonly Branch<GrpcOutcome>[] {
  const whole = (outcome: GrpcOutcome, clause: ClauseId): readonly Branch<GrpcOutcome>[] => [
    { share: 1, outcome, clause },
  ];
  if (rule.filters.some(({ type }) => type === 'Other')) return whole({ kind: 'anything' }, 'filter.invalid');
  if (rule.backends.length === 0) {
    const codes = rule.filters.length > 0 ? failures : ['UNAVAILABLE'];
    return whole({ kind: 'status', codes }, 'grpc.invalid');
  }
  const sum = rule.backends.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return whole({ kind: 'status', codes: failures }, 'backend.weightless');
  const referrer = { kind: route.kind, namespace: route.meta.namespace };
  return rule.backends
    .filter(({ weight }) => weight > 0)
    .map((ref) => ({ share: ref.weight / sum, ...sendTo(world, referrer, ref, rule, request, options) }));
}

function sendTo(
  world: World,
  referrer: { kind: string; namespace: string },
  ref: BackendReference,
  { filters }: GrpcCandidate['rule'],
  request: GrpcRequest,
  options: ModelOptions,
): { outcome: GrpcOutcome; clause: ClauseId } {
  const backend = resolveBackend(world, referrer, ref, options);
  const { clause } = backend;
  const all = [...filters, ...ref.filters];
  switch (backend.state) {
    case 'invalid':
      // A port that the Service does not have is named by no clause.
      return { outcome: { kind: 'status', codes: backend.reasons.length > 0 ? ['UNAVAILABLE'] : failures }, clause };
    case 'unready':
      return { outcome: { kind: 'status', codes: failures }, clause };
    case 'unknown':
      return { outcome: { kind: 'anything' }, clause };
    case 'ready': {
      if (all.some(({ type }) => type === 'Other')) return { outcome: { kind: 'anything' }, clause: 'filter.invalid' };
      const effect = effectOn(world, backend.service, backend.portName, options);
      if (effect.state === 'unknown') return { outcome: { kind: 'anything' }, clause: effect.clause };
      if (effect.state === 'broken') return { outcome: { kind: 'status', codes: failures }, clause: effect.clause };
      const outcome: GrpcOutcome = {
        kind: 'forward',
        backend: { kind: ref.kind, namespace: ref.namespace, name: ref.name, port: ref.port },
        endpoints: backend.endpoints,
        request: forwardRequest(toHttpRequest(request), all, undefined),
        response: changeResponse(all),
        ...(effect.state === 'tls' ? { tls: effect.tls } : {}),
      };
      return { outcome, clause };
    }
  }
}
