import { Field } from './fields.ts';
import { readReference } from './read-common.ts';
import type { Reference, WorldObject } from './types.ts';
import type { World } from './world.ts';

/** What a reference is for. All but `parent`, `target` and `extension` need a grant where they cross namespaces. */
export type Purpose = 'backend' | 'mirror' | 'auth' | 'certificate' | 'client-ca' | 'client-certificate';

/** A reference that may cross namespaces by a grant. */
export interface GrantableReference {
  from: WorldObject;
  to: Reference;
  purpose: Purpose;
  /** Of a backend, where it names one. */
  port?: number;
}

const known = new WeakMap<World, readonly GrantableReference[]>();

/** Every reference of Gateways, ListenerSets and routes that a ReferenceGrant is asked for. Found once for a world. */
export function referencesOf(world: World): readonly GrantableReference[] {
  const before = known.get(world);
  if (before) return before;
  const found = [
    ...world.gateways.flatMap(({ object, listeners, clientCas }) => [
      ...listeners.flatMap(({ tls }) => toAll(object, tls?.certificates ?? [], 'certificate')),
      ...toAll(object, clientCas, 'client-ca'),
      ...ofClientCertificate(object),
    ]),
    ...world.listenerSets.flatMap(({ object, listeners }) =>
      listeners.flatMap(({ tls }) => toAll(object, tls?.certificates ?? [], 'certificate')),
    ),
    ...world.routes.flatMap(({ object, rules }) =>
      rules.flatMap(({ backends, filters }) => [
        ...backends.map((to) => ({ from: object, to, purpose: 'backend' as const, port: to.port })),
        ...[...filters, ...backends.flatMap((backend) => backend.filters)].flatMap((filter) => {
          const purpose =
            filter.type === 'RequestMirror' ? 'mirror' : filter.type === 'ExternalAuth' ? 'auth' : undefined;
          if (!purpose) return [];
          const field = new Field(filter.bodyPath, filter.body).get('backendRef');
          const to = readReference(field, object, { group: '', kind: 'Service' });
          return to ? [{ from: object, to, purpose, port: field.get('port').number() } as const] : [];
        }),
      ]),
    ),
  ];
  known.set(world, found);
  return found;
}

function toAll(from: WorldObject, references: readonly Reference[], purpose: Purpose): GrantableReference[] {
  return references.map((to) => ({ from, to, purpose }));
}

function ofClientCertificate(object: WorldObject): GrantableReference[] {
  const field = new Field('', object.value).get('spec').get('tls').get('backend').get('clientCertificateRef');
  const to = readReference(field, object, { group: '', kind: 'Secret' });
  return to ? [{ from: object, to, purpose: 'client-certificate' }] : [];
}
