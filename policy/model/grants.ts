import type { GroupKind, Reference, World } from './objects.ts';

/** Whether an object of `from` may refer to `to`: within one namespace always, else by a grant where the target is. */
export function isGranted(world: World, from: GroupKind & { namespace: string }, to: Reference): boolean {
  if (from.namespace === to.namespace) return true;
  return world.grants.some(
    (grant) =>
      !grant.meta.deleting &&
      grant.meta.namespace === to.namespace &&
      grant.from.some(
        ({ group, kind, namespace }) => group === from.group && kind === from.kind && namespace === from.namespace,
      ) &&
      grant.to.some(
        ({ group, kind, name }) => group === to.group && kind === to.kind && (name === undefined || name === to.name),
      ),
  );
}
