import type { Cors, HeaderChanges, HeaderValue, HttpFilter, PathChange } from '../objects.ts';
import { readReference } from './meta.ts';
import type { Node } from './node.ts';

export function readHttpFilter(node: Node, namespace: string): HttpFilter {
  const type = node.get('type').text();
  switch (type) {
    case 'RequestHeaderModifier':
      return { type, changes: readChanges(node.get('requestHeaderModifier')) };
    case 'ResponseHeaderModifier':
      return { type, changes: readChanges(node.get('responseHeaderModifier')) };
    case 'RequestRedirect': {
      const redirect = node.get('requestRedirect');
      return {
        type,
        scheme: redirect.get('scheme').optionalText(),
        hostname: redirect.get('hostname').optionalText(),
        path: readPathChange(redirect.get('path')),
        port: redirect.get('port').optionalNumber(),
        statusCode: redirect.get('statusCode').number(302),
      };
    }
    case 'URLRewrite': {
      const rewrite = node.get('urlRewrite');
      return { type, hostname: rewrite.get('hostname').optionalText(), path: readPathChange(rewrite.get('path')) };
    }
    case 'RequestMirror': {
      const mirror = node.get('requestMirror');
      const ref = mirror.get('backendRef');
      const backend = {
        ...readReference(ref, { group: '', kind: 'Service', namespace }),
        port: ref.get('port').optionalNumber(),
      };
      return { type, backend, share: readShare(mirror) };
    }
    case 'CORS':
      return { type, cors: readCors(node.get('cors')) };
    default:
      return { type: 'Other', name: type };
  }
}

function readCors(node: Node): Cors {
  const texts = (field: string): string[] =>
    node
      .get(field)
      .list()
      .map((item) => item.text());
  return {
    origins: texts('allowOrigins'),
    credentials: node.get('allowCredentials').flag(false),
    methods: texts('allowMethods'),
    headers: texts('allowHeaders'),
    exposed: texts('exposeHeaders'),
    maxAge: node.get('maxAge').number(5),
  };
}

/** From 0 to 1. */
function readShare(mirror: Node): number {
  const fraction = mirror.get('fraction');
  if (fraction.present) return fraction.get('numerator').number() / fraction.get('denominator').number(100);
  return mirror.get('percent').number(100) / 100;
}

function readChanges(node: Node): HeaderChanges {
  const values = (field: string): HeaderValue[] =>
    node
      .get(field)
      .list()
      .map((header) => ({ name: header.get('name').text(), value: header.get('value').text() }));
  return {
    set: values('set'),
    add: values('add'),
    remove: node
      .get('remove')
      .list()
      .map((name) => name.text()),
  };
}

function readPathChange(node: Node): PathChange | undefined {
  if (!node.present) return undefined;
  return node.get('type').text() === 'ReplaceFullPath'
    ? { replace: 'full', value: node.get('replaceFullPath').text('') }
    : { replace: 'prefix', value: node.get('replacePrefixMatch').text('') };
}
