import type { MirrorPolicy } from '../../behaviour/http.ts';
import type { CompiledFilter } from '../../model/served.ts';
import { chooseEndpoint } from '../backends.ts';
import type { DataPlaneContext } from '../context.ts';
import type { Upstream } from './types.ts';

/** Whether a request fails for want of somebody who gets its copy. */
export function lacksMirror(filters: readonly CompiledFilter[], { isNeeded }: MirrorPolicy): boolean {
  return isNeeded && filters.some(({ backend }) => backend !== undefined && backend.endpoints.length === 0);
}

/** Where copies of this request go: one endpoint of each mirror whose turn it is. */
export function chooseMirrors(
  ruleId: string,
  filters: readonly CompiledFilter[],
  context: DataPlaneContext,
): readonly Upstream[] {
  const { mirrors } = context.behaviour;
  const all = filters.filter(({ requestMirror }) => requestMirror);
  return mirrors.select(all).flatMap((filter) => {
    const id = `${ruleId}/mirror/${all.indexOf(filter)}`;
    const { numerator, denominator } = mirrors.share(filter);
    const isTurn = numerator > 0 && context.choose(id, [numerator, Math.max(denominator - numerator, 0)]) === 0;
    if (!isTurn || !filter.backend || filter.backend.invalid || filter.backend.unsecured) return [];
    return chooseEndpoint(`${id}/endpoint`, filter.backend, context) ?? [];
  });
}
