import { isObject } from '../../../apimachinery/json.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { AdmissionPlugin } from '../options.ts';
import type { Store } from '../store/store.ts';

const CLASSES = 'ingressclasses.networking.k8s.io';
const DEFAULT = 'ingressclass.kubernetes.io/is-default-class';
/** What named the class before there was a field. */
const DEPRECATED = 'kubernetes.io/ingress.class';

/**
 * Gives an Ingress that names no class the default one, as a real server does: of several the youngest.
 * https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#defaultingressclass
 */
export function createClassAdmission(store: Store): AdmissionPlugin {
  return {
    mutateOnCreate(object) {
      if (object.kind !== 'Ingress' || !object.apiVersion.startsWith('networking.k8s.io/')) return;
      const { spec, metadata } = object;
      if (!isObject(spec) || spec.ingressClassName !== undefined || metadata.annotations?.[DEPRECATED] !== undefined)
        return;
      const found = findDefault(store);
      if (found) spec.ingressClassName = found.metadata.name;
    },
  };
}

function findDefault(store: Store): KubeObject | undefined {
  const all = [...store.collection(CLASSES).list('')].map(({ object }) => object);
  const marked = all.filter(({ metadata }) => metadata.annotations?.[DEFAULT] === 'true');
  return marked.sort(byAge)[0];
}

function byAge({ metadata: a }: KubeObject, { metadata: b }: KubeObject): number {
  const [first = '', second = ''] = [a.creationTimestamp, b.creationTimestamp].map(String);
  if (first !== second) return first < second ? 1 : -1;
  return a.name < b.name ? -1 : 1;
}
