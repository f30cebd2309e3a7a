import type { Obstacle } from '../attach.ts';
import { resolveBackend } from '../backends.ts';
import type { ClauseId } from '../clauses.ts';
import type { Model, ParentView } from '../model.ts';
import type { BackendReference, Route } from '../objects.ts';
import {
  type ConditionOpinion,
  isAnything,
  isFalse,
  isNotSet,
  isTrue,
  type ParentOpinion,
  type StatusOpinion,
} from './opinion.ts';

/** What the status of a route may say: one entry for each parentRef that leads to a Gateway of the controller. */
export function judgeRoute(model: Model, route: Route): StatusOpinion {
  const parents = model.parents.filter((parent) => parent.route === route).map((parent) => judgeParent(model, parent));
  return { kind: route.kind, name: route.meta.name, namespace: route.meta.namespace, parents };
}

/** Whether at least one listener takes the route. */
export function accepts({ attachments }: ParentView): boolean {
  return attachments.some(
    ({ obstacle, view }) => obstacle === undefined && view.supported && view.conflicts.length === 0,
  );
}

function judgeParent(model: Model, view: ParentView): ParentOpinion {
  const { parent, route, gateway, set, service, attachments } = view;
  // The Services of a mesh may be another controller's.
  if (service) {
    const accepted = isTrue('Accepted', 'route.accepted');
    return { parent, optional: true, conditions: [accepted, judgeReferences(model, route)] };
  }
  // Nobody has to speak of a Gateway that does not exist, but nobody may be accepted there.
  if (!gateway || set?.allowed === false)
    return { parent, optional: true, conditions: [isFalse('Accepted', 'route.accepted', undefined)] };
  const partially = isNotSet('PartiallyInvalid', 'route.partially');
  if (attachments.some(({ contested, obstacle, unsure }) => unsure || (contested && obstacle === undefined)))
    return { parent, optional: false, conditions: [isAnything('Accepted', 'route.accepted')] };
  if (accepts(view))
    return {
      parent,
      optional: false,
      conditions: [isTrue('Accepted', 'route.accepted'), judgeReferences(model, route), partially],
    };
  // Only listeners that are invalid themselves would take it.
  if (attachments.some(({ obstacle }) => obstacle === undefined))
    return { parent, optional: false, conditions: [isAnything('Accepted', 'route.accepted')] };
  const { reasons, clause } = explainRefusal(
    route,
    attachments.map(({ obstacle }) => obstacle ?? 'section'),
  );
  const resolved = { ...judgeReferences(model, route), optional: true };
  return { parent, optional: false, conditions: [isFalse('Accepted', clause, reasons), resolved, partially] };
}

function explainRefusal(
  { kind }: Route,
  obstacles: readonly Obstacle[],
): { reasons: readonly string[]; clause: ClauseId } {
  const has = (...wanted: readonly Obstacle[]) => obstacles.some((obstacle) => wanted.includes(obstacle));
  if (has('hostname')) return { reasons: ['NoMatchingListenerHostname'], clause: 'route.no-hostname' };
  // Of a TLSRoute on a listener of another protocol the text says both.
  const unfit = kind === 'TLSRoute' && has('kind') ? ['UnsupportedValue'] : [];
  if (has('kind', 'namespace')) return { reasons: ['NotAllowedByListeners', ...unfit], clause: 'route.not-allowed' };
  return { reasons: ['NoMatchingParent'], clause: 'route.no-parent' };
}

function judgeReferences(model: Model, route: Route): ConditionOpinion {
  const referrer = { kind: route.kind, namespace: route.meta.namespace };
  const backends = listReferences(route).map((ref) => resolveBackend(model.world, referrer, ref, model.options));
  const invalid = backends.filter((backend) => backend.state === 'invalid');
  const first = invalid[0];
  if (!first) {
    const unknown = backends.some(({ state }) => state === 'unknown');
    return unknown ? isAnything('ResolvedRefs', 'backend.external') : isTrue('ResolvedRefs', 'route.resolved');
  }
  const detail = unique(invalid.map((backend) => backend.detail)).join('; ');
  const named = invalid.filter(({ reasons }) => reasons.length > 0);
  if (named.length === 0) return isAnything('ResolvedRefs', 'route.resolved');
  // Where one of them is of no named reason, it may be the one that is told.
  const reasons = named.length < invalid.length ? undefined : unique(named.flatMap((backend) => backend.reasons));
  return isFalse('ResolvedRefs', named[0]?.clause ?? first.clause, reasons, detail);
}

/** Everything that the rules of a route refer to. */
function listReferences(route: Route): readonly (BackendReference | Omit<BackendReference, 'weight' | 'filters'>)[] {
  return route.rules.flatMap(({ backends, filters }) => {
    const all = [...filters, ...backends.flatMap((backend) => backend.filters)];
    const mirrors = all.flatMap((filter) => (filter.type === 'RequestMirror' ? [filter.backend] : []));
    return [...backends, ...mirrors];
  });
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
