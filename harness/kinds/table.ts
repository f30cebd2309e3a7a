import type { KindName, KubeObject, ObjectMeta } from '../scenario/kubernetes.ts';
import { coreKinds } from './core.ts';
import { EXPERIMENTAL_GROUP, GATEWAY_GROUP, gatewayApiKinds } from './gateway-api.ts';
import { type ConditionPlace, type Kind, STAGES } from './types.ts';

/** The one place that knows kinds of objects. */
export const kinds = { ...coreKinds, ...gatewayApiKinds };

export const allKinds: readonly Kind[] = Object.values(kinds);

const byName = new Map(allKinds.map((kind) => [kind.kind, kind]));

/** What an object or a key says of its kind. */
export type Kinded = KindName | { apiVersion: string; kind: string };

/** Group of an apiVersion; empty for the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** The kind that has this name, in whatever group; no two kinds of the table share one. */
export function findKindByName(name: string): Kind | undefined {
  return byName.get(name);
}

/** The row of an object's kind; undefined where the table does not have it. */
export function findKind(object: Kinded): Kind | undefined {
  const found = byName.get(object.kind);
  return found?.group === groupIn(object) ? found : undefined;
}

function groupIn(object: Kinded): string {
  return 'apiVersion' in object ? groupOf(object.apiVersion) : object.group;
}

/** Whether an object is of a kind, whatever its version. */
export function isKind(object: Kinded, { group, kind }: KindName): boolean {
  return object.kind === kind && groupIn(object) === group;
}

export function isRoute(object: Kinded): boolean {
  return findKind(object)?.route === true;
}

/** Whether a controller of the Gateway API programs its data plane from it. */
export function isServed(object: Kinded): boolean {
  return findKind(object)?.served === true;
}

/** By the name of the kind alone, as scenarios' references have it. */
export function isClusterScoped(name: string): boolean {
  return byName.get(name)?.clusterScoped === true;
}

/** Conditions of its kinds follow the Gateway API's rules: generation, reason and time must be told. */
export function isGatewayApi(object: Kinded): boolean {
  const group = groupIn(object);
  return group === GATEWAY_GROUP || group === EXPERIMENTAL_GROUP;
}

/** Where a status has its conditions; a kind that the table does not have is read as most are. */
export function conditionPlaces(object: Kinded): readonly ConditionPlace[] {
  return findKind(object)?.conditions ?? ['conditions'];
}

/** What an object says of its type, in the version that it is written in where no server was asked. */
export function typeOf({ group, kind }: KindName): { apiVersion: string; kind: string } {
  return { apiVersion: group === '' ? 'v1' : `${group}/v1`, kind };
}

/** An object as the harness writes it: which version of its kind the server has is asked where it is applied. */
export function newObject(name: KindName, metadata: ObjectMeta, fields: Record<string, unknown> = {}): KubeObject {
  return { ...typeOf(name), metadata, ...fields };
}

/** Rank in the order of making; a kind that is not known is something to refer to. */
export function stageRank(object: Kinded): number {
  return STAGES.indexOf(findKind(object)?.stage ?? 'referent');
}
