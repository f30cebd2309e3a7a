import type { CompiledBackend } from '../model/served.ts';
import type { DataPlaneContext } from './context.ts';
import type { Upstream } from './http/types.ts';

export type ChosenBackend<Backend> =
  | { kind: 'chosen'; backend: Backend; upstream: Upstream; next(): Upstream }
  | { kind: 'none' | 'invalid' | 'empty'; reason: string };

/**
 * Chooses one of a rule's backends by weight, and one of its endpoints; or tells why there is none.
 * @param passesThrough the client's own TLS goes on to the backend
 */
export function chooseBackend<Backend extends CompiledBackend>(
  { id, backends }: { id: string; backends: readonly Backend[] },
  context: DataPlaneContext,
  passesThrough = false,
): ChosenBackend<Backend> {
  const index = context.choose(id, context.behaviour.backends.shares(backends));
  const backend = backends[index];
  if (!backend) return { kind: 'none', reason: 'the rule has no backend' };
  const problem = backend.invalid ?? (passesThrough ? undefined : backend.unsecured);
  if (problem) return { kind: 'invalid', reason: problem };
  const upstream = chooseEndpoint(`${id}/${index}`, backend, context);
  if (!upstream) return { kind: 'empty', reason: `${backend.ref.name} has no endpoints` };
  return {
    kind: 'chosen',
    backend,
    upstream,
    next: () => chooseEndpoint(`${id}/${index}`, backend, context) ?? upstream,
  };
}

/** One endpoint of a backend; undefined where it has none. */
export function chooseEndpoint(
  id: string,
  { endpoints, protocol, tls }: CompiledBackend,
  { choose }: DataPlaneContext,
): Upstream | undefined {
  const weights = endpoints.map(() => 1);
  const endpoint = endpoints[choose(id, weights)];
  return endpoint && { endpoint, protocol, ...(tls ? { tls } : {}) };
}
