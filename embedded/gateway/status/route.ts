import type { Behaviour } from '../behaviour/types.ts';
import { controllerName, gatewayGroup } from '../constants.ts';
import type { DesiredParent, ParentRef, ParentStatus, Route, RouteKindName } from '../model/route.ts';
import type { Attachment } from '../routes/attachment.ts';
import type { CompiledRoute } from '../routes/compile.ts';
import { conditionMaker, mergeConditions, toStatus } from './conditions.ts';

/** One entry for each parentRef that leads to a Gateway of ours, or to a Service. */
export function desireParents(
  route: Route,
  compiled: CompiledRoute,
  attachments: readonly Pick<Attachment, 'parentRef' | 'accepted'>[],
  behaviour: Behaviour,
): readonly DesiredParent[] {
  const kind = route.kind as RouteKindName;
  const make = conditionMaker(kind, route.metadata.generation ?? 1, behaviour.status);
  const { problems, rejected } = compiled;
  const [problem] = problems;
  const resolvedRefs = make(
    'ResolvedRefs',
    problem
      ? { status: 'False', ...problem }
      : { status: 'True', reason: 'ResolvedRefs', message: 'All references are resolved' },
  );
  const parents = attachments.map(({ parentRef, accepted }) => ({
    parentRef,
    conditions: behaviour.status.conditions(kind, [
      make('Accepted', toStatus(accepted)),
      resolvedRefs,
      ...(accepted.ok && rejected.length > 0
        ? [
            make('PartiallyInvalid', {
              status: 'True',
              reason: 'UnsupportedValue',
              message: `Dropped Rule ${rejected.map(({ index, problem }) => `${index}: ${problem} is not supported`).join('; ')}`,
            }),
          ]
        : []),
    ]),
  }));
  return behaviour.status.parents(route, parents);
}

/** Entries of other controllers stay where and as they are; ours follow the route's parentRefs. */
export function mergeParents(
  current: Route,
  desired: readonly DesiredParent[],
  behaviour: Behaviour,
  now: string,
): ParentStatus[] {
  const remaining = new Map(desired.map((parent) => [identify(parent.parentRef), parent]));
  const complete = (existing: ParentStatus | undefined, { parentRef, conditions }: DesiredParent): ParentStatus => ({
    parentRef: { group: gatewayGroup, kind: 'Gateway', ...parentRef },
    controllerName,
    conditions: mergeConditions(existing?.conditions ?? [], conditions, behaviour.status, now),
  });
  const kept = (current.status?.parents ?? []).flatMap((existing) => {
    if (existing.controllerName !== controllerName) {
      return behaviour.status.ownsParent(existing.controllerName) ? [] : [existing];
    }
    const parent = remaining.get(identify(existing.parentRef));
    remaining.delete(identify(existing.parentRef));
    return parent ? [complete(existing, parent)] : [];
  });
  return [...kept, ...[...remaining.values()].map((parent) => complete(undefined, parent))];
}

function identify(ref: ParentRef): string {
  const { group = gatewayGroup, kind = 'Gateway', namespace, name, sectionName, port } = ref;
  return JSON.stringify([group, kind, namespace, name, sectionName, port]);
}
