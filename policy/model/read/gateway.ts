import {
  type Gateway,
  type GatewayClass,
  type Grant,
  gatewayGroup,
  type Listener,
  type ListenerSet,
} from '../objects.ts';
import { readMeta, readReference, readSelector } from './meta.ts';
import type { Node } from './node.ts';

export function readGatewayClass(object: Node): GatewayClass {
  return { meta: readMeta(object, false), controllerName: object.get('spec').get('controllerName').text() };
}

export function readGateway(object: Node): Gateway {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  const sets = spec.get('allowedListeners').get('namespaces');
  return {
    meta,
    className: spec.get('gatewayClassName').text(),
    listeners: spec
      .get('listeners')
      .list()
      .map((listener) => readListener(listener, meta.namespace)),
    allowedSets: { from: sets.get('from').text('None'), selector: readSelector(sets.get('selector')) },
    addresses: object
      .get('status')
      .get('addresses')
      .list()
      .map((address) => address.get('value').text()),
  };
}

export function readListenerSet(object: Node): ListenerSet {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  return {
    meta,
    parent: readReference(spec.get('parentRef'), { group: gatewayGroup, kind: 'Gateway', namespace: meta.namespace }),
    listeners: spec
      .get('listeners')
      .list()
      .map((listener) => readListener(listener, meta.namespace)),
  };
}

export function readListener(node: Node, namespace: string): Listener {
  const tls = node.get('tls');
  const allowed = node.get('allowedRoutes');
  const namespaces = allowed.get('namespaces');
  return {
    name: node.get('name').text(),
    hostname: node.get('hostname').optionalText() || undefined,
    port: node.get('port').number(),
    protocol: node.get('protocol').text(),
    tls: tls.present
      ? {
          mode: tls.get('mode').text('Terminate'),
          certificateRefs: tls
            .get('certificateRefs')
            .list()
            .map((ref) => readReference(ref, { group: '', kind: 'Secret', namespace })),
        }
      : undefined,
    from: namespaces.get('from').text('Same'),
    selector: readSelector(namespaces.get('selector')),
    kinds: allowed
      .get('kinds')
      .list()
      .map((kind) => ({ group: kind.get('group').text(gatewayGroup), kind: kind.get('kind').text() })),
  };
}

export function readGrant(object: Node): Grant {
  const spec = object.get('spec');
  return {
    meta: readMeta(object, true),
    from: spec
      .get('from')
      .list()
      .map((from) => ({
        group: from.get('group').text(),
        kind: from.get('kind').text(),
        namespace: from.get('namespace').text(),
      })),
    to: spec
      .get('to')
      .list()
      .map((to) => ({
        group: to.get('group').text(''),
        kind: to.get('kind').text(),
        name: to.get('name').optionalText() || undefined,
      })),
  };
}
