import type { CompiledBackend, Endpoint } from '../model/served.ts';
import type { DataPlaneContext } from './context.ts';

export type ChosenBackend<Backend> =
  | { kind: 'chosen'; backend: Backend; endpoint: Endpoint }
  | { kind: 'none' | 'invalid' | 'empty'; reason: string };

/** Chooses one of a rule's backends by weight, and one of its endpoints; or tells why there is none. */
export function chooseBackend<Backend extends CompiledBackend>(
  { id, backends }: { id: string; backends: readonly Backend[] },
  { behaviour, choose }: DataPlaneContext,
): ChosenBackend<Backend> {
  const index = choose(id, behaviour.backends.shares(backends));
  const backend = backends[index];
  if (!backend) return { kind: 'none', reason: 'the rule has no backend' };
  if (backend.invalid) return { kind: 'invalid', reason: backend.invalid };
  const weights = backend.endpoints.map(() => 1);
  const endpoint = backend.endpoints[choose(`${id}/${index}`, weights)];
  return endpoint
    ? { kind: 'chosen', backend, endpoint }
    : { kind: 'empty', reason: `${backend.ref.name} has no endpoints` };
}
