import { isRoute, kinds } from '../kinds/index.ts';
import { parseConditions } from '../kube/conditions.ts';
import type { KubeApi } from '../kube/types.ts';
import { asList, asObject, asText } from '../match/read.ts';
import type { FieldMismatch } from '../scenario/custom.ts';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';

const COUNT = /^status\.listeners\[(?<listener>.+)\]\.attachedRoutes$/;
const ROUTES = Object.values(kinds).filter(isRoute);

/** A count of routes that is wrong, with the routes that say Accepted there: one of them, or one that is missing, is the reason. */
export async function nameAttached(
  api: Pick<KubeApi, 'list'>,
  owner: ObjectKey,
  mismatches: readonly FieldMismatch[],
  controllerName: string,
): Promise<readonly FieldMismatch[]> {
  if (!mismatches.some(({ path }) => COUNT.test(path))) return mismatches;
  const routes: KubeObject[] = [];
  // A cluster need not have every kind, and the verdict stands without the names.
  for (const kind of ROUTES) routes.push(...(await api.list(kind).catch(() => [])));
  return mismatches.map((mismatch) => {
    const listener = COUNT.exec(mismatch.path)?.groups?.listener;
    if (listener === undefined) return mismatch;
    const names = routes
      .filter((route) => isAccepted(route, owner, listener, controllerName))
      .map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
    const who = names.length === 0 ? 'no route says Accepted there' : `Accepted there: ${names.join(', ')}`;
    return { ...mismatch, observed: `${mismatch.observed} (${who})` };
  });
}

function isAccepted(route: KubeObject, owner: ObjectKey, listener: string, controllerName: string): boolean {
  return asList(asObject(route.status).parents)
    .map(asObject)
    .some((entry) => {
      const { kind, namespace, name, sectionName } = asObject(entry.parentRef);
      return (
        entry.controllerName === controllerName &&
        (kind ?? kinds.Gateway.kind) === owner.kind &&
        name === owner.name &&
        (asText(namespace) || route.metadata.namespace) === owner.namespace &&
        (sectionName === undefined || sectionName === listener) &&
        parseConditions(entry.conditions).some(({ type, status }) => type === 'Accepted' && status === 'True')
      );
    });
}
