import type { ConfigMap, EndpointSlice, Namespace, Secret, Service } from '../objects.ts';
import { readMeta } from './meta.ts';
import type { Node } from './node.ts';

export function readNamespace(object: Node): Namespace {
  return { meta: readMeta(object, false) };
}

export function readService(object: Node): Service {
  const spec = object.get('spec');
  return {
    meta: readMeta(object, true),
    type: spec.get('type').text('ClusterIP'),
    ports: spec
      .get('ports')
      .list()
      .map((port) => ({
        name: port.get('name').text(''),
        port: port.get('port').number(),
        protocol: port.get('protocol').text('TCP'),
        targetPort: readTarget(port.get('targetPort')),
        appProtocol: port.get('appProtocol').optionalText(),
      })),
  };
}

function readTarget(node: Node): number | string | undefined {
  if (!node.present) return undefined;
  return typeof node.raw() === 'number' ? node.number() : node.text();
}

/** https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/ */
export function readSlice(object: Node): EndpointSlice {
  const meta = readMeta(object, true);
  return {
    meta,
    service: meta.labels['kubernetes.io/service-name'] ?? '',
    ports: object
      .get('ports')
      .list()
      .map((port) => ({ name: port.get('name').text(''), port: port.get('port').optionalNumber() })),
    endpoints: object
      .get('endpoints')
      .list()
      .map((endpoint) => ({
        addresses: endpoint
          .get('addresses')
          .list()
          .map((address) => address.text()),
        // An unknown state is to be taken for ready.
        ready: endpoint.get('conditions').get('ready').flag(true),
      })),
  };
}

export function readSecret(object: Node): Secret {
  const plain = object.get('stringData').texts();
  const encoded = Object.entries(plain).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return {
    meta: readMeta(object, true),
    type: object.get('type').text('Opaque'),
    data: { ...object.get('data').texts(), ...Object.fromEntries(encoded) },
  };
}

export function readConfigMap(object: Node): ConfigMap {
  return { meta: readMeta(object, true), data: object.get('data').texts() };
}
