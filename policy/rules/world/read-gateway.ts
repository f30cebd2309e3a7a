import { Field } from './fields.ts';
import { gatewayGroup } from './identify.ts';
import { readReference, readReferences, readSelector } from './read-common.ts';
import type { Gateway, Grant, Listener, ListenerSet, Reference, WorldObject } from './types.ts';

const secret = { group: '', kind: 'Secret' };
const configMap = { group: '', kind: 'ConfigMap' };

export function readGateway(object: WorldObject): Gateway {
  const spec = new Field('', object.value).get('spec');
  const allowed = spec.get('allowedListeners').get('namespaces');
  return {
    object,
    className: spec.get('gatewayClassName').text() ?? '',
    listeners: readListeners(spec, object),
    allowedListeners: { from: allowed.get('from').text() ?? 'None', selector: readSelector(allowed.get('selector')) },
    clientCas: readClientCas(spec, object),
  };
}

/** Those of all ports, and those of single ones. */
function readClientCas(spec: Field, object: WorldObject): Reference[] {
  const frontend = spec.get('tls').get('frontend');
  const places = [
    frontend.get('default'),
    ...frontend
      .get('perPort')
      .items()
      .map((port) => port.get('tls')),
  ];
  return places.flatMap((place) => readReferences(place.get('validation').get('caCertificateRefs'), object, configMap));
}

export function readListenerSet(object: WorldObject): ListenerSet | undefined {
  const spec = new Field('', object.value).get('spec');
  const parent = readReference(spec.get('parentRef'), object, { group: gatewayGroup, kind: 'Gateway' });
  return parent && { object, parent, listeners: readListeners(spec, object) };
}

function readListeners(spec: Field, owner: WorldObject): Listener[] {
  return spec
    .get('listeners')
    .items()
    .flatMap((listener) => readListener(listener, owner) ?? []);
}

function readListener(field: Field, owner: WorldObject): Listener | undefined {
  const [name, port, protocol] = [field.get('name').text(), field.get('port').number(), field.get('protocol').text()];
  if (name === undefined || port === undefined || protocol === undefined) return undefined;
  const tls = field.get('tls');
  const allowed = field.get('allowedRoutes');
  const namespaces = allowed.get('namespaces');
  return {
    path: field.path,
    owner,
    name,
    hostname: field.get('hostname').text()?.toLowerCase() || undefined,
    port,
    protocol,
    tls: tls.isPresent
      ? {
          path: tls.path,
          mode: tls.get('mode').text() ?? 'Terminate',
          certificates: readReferences(tls.get('certificateRefs'), owner, secret),
        }
      : undefined,
    from: namespaces.get('from').text() ?? 'Same',
    selector: readSelector(namespaces.get('selector')),
    kinds: allowed
      .get('kinds')
      .items()
      .flatMap((each) => {
        const kind = each.get('kind').text();
        return kind === undefined ? [] : [{ path: each.path, group: each.get('group').text() ?? gatewayGroup, kind }];
      }),
  };
}

export function readGrant(object: WorldObject): Grant {
  const spec = new Field('', object.value).get('spec');
  return {
    object,
    from: spec
      .get('from')
      .items()
      .map((each) => ({
        path: each.path,
        group: each.get('group').text() ?? '',
        kind: each.get('kind').text() ?? '',
        namespace: each.get('namespace').text() ?? '',
      })),
    to: spec
      .get('to')
      .items()
      .map((each) => ({
        path: each.path,
        group: each.get('group').text() ?? '',
        kind: each.get('kind').text() ?? '',
        name: each.get('name').text() || undefined,
      })),
  };
}
