import type { StreamRoute } from '../objects.ts';
import { readMeta } from './meta.ts';
import type { Node } from './node.ts';
import { readBackends, readHostnames, readParents } from './route.ts';

/** A TLSRoute, TCPRoute or UDPRoute. */
export function readStreamRoute(object: Node, kind: StreamRoute['kind']): StreamRoute {
  const meta = readMeta(object, true);
  const spec = object.get('spec');
  return {
    kind,
    meta,
    parents: readParents(spec, meta.namespace),
    hostnames: kind === 'TLSRoute' ? readHostnames(spec) : [],
    rules: spec
      .get('rules')
      .list()
      .map((rule) => ({
        name: rule.get('name').optionalText(),
        filters: [],
        backends: readBackends(rule, meta.namespace),
      })),
  };
}
