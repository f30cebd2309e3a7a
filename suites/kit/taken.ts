import type { FieldMismatch } from '../../harness/scenario/custom.ts';
import { custom } from '../../harness/scenario/define.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { CustomStep, ObjectRef } from '../../harness/scenario/steps.ts';
import { entriesOf, type Fields, fieldsOf } from './read.ts';

/**
 * Every parent that the route names now has taken it. Unlike `attached` it lets entries of former parents be: controllers
 * should clean them up, which is no must (https://gateway-api.sigs.k8s.io/reference/spec/#routeparentstatus).
 */
export function takenByParents(ref: ObjectRef): CustomStep {
  return custom({
    name: `${ref} is taken by the parents that it names now`,
    reason: 'entries of former parents may still be there',
    run: (context) => context.expectObject(ref, (route) => findLacks(route, context.env.controllerName)),
  });
}

/** What the entry of each parentRef lacks to be Accepted in the present generation. */
export function findLacks(route: KubeObject, controllerName: string): FieldMismatch[] {
  const entries = entriesOf(fieldsOf(route.status).parents).filter((entry) => entry.controllerName === controllerName);
  return entriesOf(fieldsOf(route.spec).parentRefs).flatMap((parent) => {
    const entry = entries.find(({ parentRef }) => identify(fieldsOf(parentRef), route) === identify(parent, route));
    const accepted = entriesOf(entry?.conditions).find(({ type }) => type === 'Accepted');
    const path = `status.parents[${identify(parent, route)}].conditions[Accepted]`;
    if (!accepted) return [{ path, expected: 'True', observed: entry ? 'no such condition' : 'no entry' }];
    const { generation } = route.metadata;
    return [
      { path: `${path}.status`, expected: 'True', observed: String(accepted.status) },
      {
        path: `${path}.observedGeneration`,
        expected: `${generation}`,
        observed: String(accepted.observedGeneration),
      },
    ].filter(({ expected, observed }) => expected !== observed);
  });
}

function identify({ namespace, name, sectionName }: Fields, route: KubeObject): string {
  const section = sectionName === undefined ? '' : ` section ${String(sectionName)}`;
  return `Gateway ${String(namespace ?? route.metadata.namespace)}/${String(name)}${section}`;
}
