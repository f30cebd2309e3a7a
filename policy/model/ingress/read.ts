import { readService } from '../read/core.ts';
import { readMeta } from '../read/meta.ts';
import { createNode, isRecord, ManifestError, type Node } from '../read/node.ts';
import type { Ingress, IngressBackend, IngressClass, IngressWorld, PathType } from './objects.ts';
import { pathTypes } from './objects.ts';

const CLASS_ANNOTATION = 'kubernetes.io/ingress.class';
const DEFAULT_CLASS = 'ingressclass.kubernetes.io/is-default-class';

/**
 * Ingresses, their classes and the Services that give ports their numbers; other objects are left aside.
 * @throws ManifestError where a field has another type than the API gives it, or the version is one that is gone
 */
export function readIngressWorld(objects: readonly unknown[]): IngressWorld {
  const world = {
    ingresses: [] as Ingress[],
    classes: [] as IngressClass[],
    services: [] as IngressWorld['services'][number][],
  };
  for (const object of objects) {
    if (!isRecord(object)) continue;
    const { apiVersion, kind } = object;
    const meta = isRecord(object.metadata) ? object.metadata : {};
    const subject = `${String(kind)} ${[meta.namespace, meta.name].filter((part) => typeof part === 'string').join('/')}`;
    const node = createNode(subject, '', object);
    if (apiVersion === 'networking.k8s.io/v1' && kind === 'Ingress') world.ingresses.push(readIngress(node));
    else if (apiVersion === 'networking.k8s.io/v1' && kind === 'IngressClass') world.classes.push(readClass(node));
    else if (apiVersion === 'v1' && kind === 'Service') world.services.push(readService(node));
    else if (kind === 'Ingress' && /^(extensions|networking\.k8s\.io)\/v1beta1$/.test(String(apiVersion)))
      throw new ManifestError(`${subject}: apiVersion is ${String(apiVersion)}, expected networking.k8s.io/v1`);
  }
  return world;
}

function readClass(node: Node): IngressClass {
  const annotations = node.get('metadata').get('annotations').texts();
  return {
    meta: readMeta(node, false),
    controller: node.get('spec').get('controller').text(''),
    isDefault: annotations[DEFAULT_CLASS] === 'true',
  };
}

function readIngress(node: Node): Ingress {
  const spec = node.get('spec');
  const annotations = node.get('metadata').get('annotations').texts();
  const fallback = spec.get('defaultBackend');
  return {
    meta: readMeta(node, true),
    className: annotations[CLASS_ANNOTATION] ?? (spec.get('ingressClassName').text('') || undefined),
    annotations,
    ...(fallback.present ? { defaultBackend: readBackend(fallback) } : {}),
    rules: spec
      .get('rules')
      .list()
      .map((rule) => ({
        host: rule.get('host').text('').toLowerCase() || undefined,
        paths: rule
          .get('http')
          .get('paths')
          .list()
          .map((path) => ({
            path: path.get('path').text('') || '/',
            type: readType(path.get('pathType')),
            backend: readBackend(path.get('backend')),
          })),
      })),
    tls: spec
      .get('tls')
      .list()
      .map((tls) => ({
        hosts: tls
          .get('hosts')
          .list()
          .map((host) => host.text().toLowerCase()),
        secretName: tls.get('secretName').text('') || undefined,
      })),
    addresses: node
      .get('status')
      .get('loadBalancer')
      .get('ingress')
      .list()
      .flatMap((entry) => [entry.get('ip').text(''), entry.get('hostname').text('')].filter((text) => text !== '')),
  };
}

function readType(node: Node): PathType {
  const text = node.text();
  const type = pathTypes.find((known) => known === text);
  if (!type)
    throw new ManifestError(`${node.path} is ${JSON.stringify(text)}, expected one of ${pathTypes.join(', ')}`);
  return type;
}

function readBackend(node: Node): IngressBackend {
  const resource = node.get('resource');
  if (resource.present) {
    return {
      kind: 'resource',
      group: resource.get('apiGroup').text(''),
      resource: resource.get('kind').text(),
      name: resource.get('name').text(),
    };
  }
  const service = node.get('service');
  const port = service.get('port');
  const name = port.get('name');
  return {
    kind: 'Service',
    name: service.get('name').text(),
    port: name.present && name.text() !== '' ? name.text() : port.get('number').number(),
  };
}
