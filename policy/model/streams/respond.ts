import type { Branch, StreamOutcome } from '../answer.ts';
import { resolveBackend } from '../backends.ts';
import type { StreamCandidate } from '../candidates.ts';
import type { ClauseId } from '../clauses.ts';
import type { BackendReference, World } from '../objects.ts';
import type { ModelOptions } from '../options.ts';
import { effectOn } from '../policies/backend-tls.ts';

/** What the route that was chosen does with a connection or datagram. */
export function respondStream(
  world: World,
  candidate: StreamCandidate,
  options: ModelOptions,
): readonly Branch<StreamOutcome>[] {
  const { backends } = candidate.rule;
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) {
    const clause = backends.length > 0 ? 'backend.weightless' : 'stream.rejected';
    return [{ share: 1, outcome: { kind: 'refuse' }, clause }];
  }
  return backends
    .filter(({ weight }) => weight > 0)
    .map((ref) => ({ share: ref.weight / sum, ...connect(world, candidate, ref, options) }));
}

function connect(
  world: World,
  { route, view }: StreamCandidate,
  ref: BackendReference,
  options: ModelOptions,
): { outcome: StreamOutcome; clause: ClauseId } {
  const { kind, meta } = route;
  const backend = resolveBackend(world, { kind, namespace: meta.namespace }, ref, options);
  if (backend.state === 'unknown') return { outcome: { kind: 'anything' }, clause: backend.clause };
  if (backend.state !== 'ready') return { outcome: { kind: 'refuse' }, clause: 'stream.rejected' };
  const { listener } = view;
  const terminatedBy =
    listener.protocol === 'TLS' ? (listener.tls?.mode === 'Passthrough' ? 'backend' : 'gateway') : undefined;
  const connected: StreamOutcome = {
    kind: 'connect',
    backend: { kind: ref.kind, namespace: ref.namespace, name: ref.name, port: ref.port },
    endpoints: backend.endpoints,
    ...(terminatedBy ? { terminatedBy } : {}),
  };
  const effect = effectOn(world, backend.service, backend.portName, options);
  // What is passed through is not the Gateway's TLS, and what a policy is for bare connections is not said.
  if (effect.state !== 'plain' && kind !== 'TLSRoute')
    return { outcome: { kind: 'anything' }, clause: 'policy.section' };
  if (terminatedBy === 'backend') return { outcome: connected, clause: backend.clause };
  switch (effect.state) {
    case 'plain':
      return { outcome: connected, clause: backend.clause };
    case 'tls':
      return { outcome: { ...connected, tls: effect.tls }, clause: backend.clause };
    case 'broken':
      return { outcome: { kind: 'refuse' }, clause: effect.clause };
    case 'unknown':
      return { outcome: { kind: 'anything' }, clause: effect.clause };
  }
}
