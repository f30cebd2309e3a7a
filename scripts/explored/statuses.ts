import { controlListener } from '../../policy/generate/index.ts';
import type { StatusOpinion } from '../../policy/model/index.ts';
import type { ExploredStage } from '../../suites/kit/explored.ts';
import { refOf } from './objects.ts';

type Status = ExploredStage['statuses'][number];

/** What the model is sure of. */
export function toStatus(opinion: StatusOpinion): Status[] {
  if (opinion.kind === 'GatewayClass') return [];
  const ref = refOf({ kind: opinion.kind, metadata: opinion });
  if ('listeners' in opinion) {
    const counted = opinion.listeners.flatMap(({ name, attachedRoutes: count }) =>
      name === controlListener || !count || count.least !== count.most ? [] : [[name, { attachedRoutes: count.most }]],
    );
    return counted.length > 0
      ? [{ ref, expect: { listeners: Object.fromEntries(counted) }, requirements: ['listener.status.attached-routes'] }]
      : [];
  }
  if (!('parents' in opinion)) return [];
  const told = opinion.parents.map(({ conditions }) =>
    conditions.flatMap(({ type, allowed, optional }) => {
      const [only, ...others] = allowed;
      if (optional || !only || others.length > 0 || only.status === 'Unknown') return [];
      // Of several reasons a controller may choose one, or name them together.
      return [[type, only.reasons?.length === 1 ? { status: only.status, reason: only.reasons } : only.status]];
    }),
  );
  const [first] = told;
  const alike = told.every((each) => JSON.stringify(each) === JSON.stringify(first));
  return first && first.length > 0 && alike
    ? [
        {
          ref,
          expect: { conditions: Object.fromEntries(first) },
          requirements: first.map(([type]) => `route.status.${type === 'Accepted' ? 'accepted' : 'resolved-refs'}`),
        },
      ]
    : [];
}
