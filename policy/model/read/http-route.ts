import type { HttpMatch, HttpRoute, HttpRule, ValueMatch } from '../objects.ts';
import { readHttpFilter } from './http-filter.ts';
import { readMeta, readReference } from './meta.ts';
import type { Node } from './node.ts';
import { readHostnames, readParents } from './route.ts';

const everything: HttpMatch = { path: { type: 'PathPrefix', value: '/' }, headers: [], query: [] };

export function readHttpRoute(object: Node): HttpRoute {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  const rules = spec.get('rules');
  return {
    kind: 'HTTPRoute',
    meta,
    parents: readParents(spec, meta.namespace),
    hostnames: readHostnames(spec),
    // Without rules there is one that matches everything and has no backends.
    rules: rules.present
      ? rules.list().map((rule) => readRule(rule, meta.namespace))
      : [{ matches: [everything], filters: [], backends: [], timeouts: {} }],
  };
}

function readRule(node: Node, namespace: string): HttpRule {
  const matches = node.get('matches').list().map(readMatch);
  const session = node.get('sessionPersistence');
  return {
    name: node.get('name').optionalText(),
    matches: matches.length > 0 ? matches : [everything],
    filters: node
      .get('filters')
      .list()
      .map((filter) => readHttpFilter(filter, namespace)),
    backends: node
      .get('backendRefs')
      .list()
      .map((ref) => ({
        ...readReference(ref, { group: '', kind: 'Service', namespace }),
        port: ref.get('port').optionalNumber(),
        weight: ref.get('weight').number(1),
        filters: ref
          .get('filters')
          .list()
          .map((filter) => readHttpFilter(filter, namespace)),
      })),
    timeouts: {
      request: node.get('timeouts').get('request').optionalText(),
      backendRequest: node.get('timeouts').get('backendRequest').optionalText(),
    },
    ...(session.present
      ? { session: { type: session.get('type').text('Cookie'), name: session.get('sessionName').optionalText() } }
      : {}),
  };
}

function readMatch(node: Node): HttpMatch {
  const path = node.get('path');
  return {
    path: { type: path.get('type').text('PathPrefix'), value: path.get('value').text('/') },
    headers: node.get('headers').list().map(readValueMatch),
    query: node.get('queryParams').list().map(readValueMatch),
    method: node.get('method').optionalText(),
  };
}

function readValueMatch(node: Node): ValueMatch {
  return { type: node.get('type').text('Exact'), name: node.get('name').text(), value: node.get('value').text() };
}
