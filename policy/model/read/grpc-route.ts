import type { GrpcMatch, GrpcRoute, GrpcRule } from '../objects.ts';
import { readMeta } from './meta.ts';
import type { Node } from './node.ts';
import { readBackends, readFilters, readHostnames, readParents, readValueMatch } from './route.ts';

const everything: GrpcMatch = { type: 'Exact', service: '', method: '', headers: [] };

export function readGrpcRoute(object: Node): GrpcRoute {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  return {
    kind: 'GRPCRoute',
    meta,
    parents: readParents(spec, meta.namespace),
    hostnames: readHostnames(spec),
    rules: spec
      .get('rules')
      .list()
      .map((rule) => readRule(rule, meta.namespace)),
  };
}

function readRule(node: Node, namespace: string): GrpcRule {
  const matches = node.get('matches').list().map(readMatch);
  return {
    name: node.get('name').optionalText(),
    matches: matches.length > 0 ? matches : [everything],
    filters: readFilters(node, namespace),
    backends: readBackends(node, namespace),
  };
}

function readMatch(node: Node): GrpcMatch {
  const method = node.get('method');
  return {
    type: method.get('type').text('Exact'),
    service: method.get('service').text(''),
    method: method.get('method').text(''),
    headers: node.get('headers').list().map(readValueMatch),
  };
}
