import type { MessageType } from '../../../apimachinery/kinds/read.ts';
import type { Resource } from '../resources/types.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';

/** Packages whose types do not stand under `io.k8s.api`. */
const PREFIXES: Readonly<Record<string, string>> = {
  'meta/v1': META,
  'apiextensions/v1': 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1',
};

/** Values that are no structs and have definitions all the same. */
export const SPECIAL_NAMES = {
  intOrString: 'io.k8s.apimachinery.pkg.util.intstr.IntOrString',
  quantity: 'io.k8s.apimachinery.pkg.api.resource.Quantity',
  time: `${META}.Time`,
  listMeta: `${META}.ListMeta`,
  patch: `${META}.Patch`,
  status: `${META}.Status`,
  deleteOptions: `${META}.DeleteOptions`,
} as const;

const APIEXTENSIONS = PREFIXES['apiextensions/v1'];
const OPAQUE_NAMES: Readonly<Record<string, string>> = {
  FieldsV1: `${META}.FieldsV1`,
  RawExtension: 'io.k8s.apimachinery.pkg.runtime.RawExtension',
};

/** Of a type whose JSON its definition does not tell. */
export function nameOpaque(type: string): string {
  return OPAQUE_NAMES[type] ?? `${APIEXTENSIONS}.${type}`;
}

/** `io.k8s.api.core.v1.PodSpec` */
export function nameDefinition({ packageName, name }: MessageType): string {
  return `${PREFIXES[packageName] ?? `io.k8s.api.${packageName.replace('/', '.')}`}.${name}`;
}

/** Of a custom kind: its group backwards, `io.k8s.networking.gateway.v1.HTTPRoute`. */
export function nameCustom({ group, version }: Resource, kind: string): string {
  return [...group.split('.').reverse(), version, kind].join('.');
}
