import { Field } from './fields.ts';
import { gatewayGroup } from './identify.ts';
import { readReference } from './read-common.ts';
import type {
  BackendRef,
  Filter,
  Match,
  ParentRef,
  Route,
  RouteKind,
  RouteRule,
  ValueMatch,
  WorldObject,
} from './types.ts';

export function readRoute(object: WorldObject, kind: RouteKind): Route {
  const spec = new Field('', object.value).get('spec');
  return {
    object,
    kind,
    parents: spec
      .get('parentRefs')
      .items()
      .flatMap((ref) => readParent(ref, object) ?? []),
    hostnames: spec
      .get('hostnames')
      .items()
      .flatMap((each) => {
        const value = each.text();
        return value === undefined ? [] : [{ path: each.path, value: value.toLowerCase() }];
      }),
    rules: spec
      .get('rules')
      .items()
      .map((rule) => readRule(rule, object, kind)),
  };
}

function readParent(field: Field, owner: WorldObject): ParentRef | undefined {
  const reference = readReference(field, owner, { group: gatewayGroup, kind: 'Gateway' });
  if (!reference) return undefined;
  return {
    ...reference,
    sectionName: field.get('sectionName').text() || undefined,
    port: field.get('port').number(),
  };
}

function readRule(rule: Field, owner: WorldObject, kind: RouteKind): RouteRule {
  const matches = rule.get('matches').items();
  return {
    path: rule.path,
    matches: matches.map((match) => readMatch(match, kind)),
    filters: rule.get('filters').items().map(readFilter),
    backends: rule
      .get('backendRefs')
      .items()
      .flatMap((ref) => readBackend(ref, owner) ?? []),
    value: rule.object(),
  };
}

function readBackend(field: Field, owner: WorldObject): BackendRef | undefined {
  const reference = readReference(field, owner, { group: '', kind: 'Service' });
  if (!reference) return undefined;
  return {
    ...reference,
    port: field.get('port').number(),
    weight: field.get('weight').number() ?? 1,
    filters: field.get('filters').items().map(readFilter),
  };
}

function readMatch(match: Field, kind: RouteKind): Match {
  const common = {
    path: match.path,
    headers: match.get('headers').items().flatMap(readValueMatch),
    query: match.get('queryParams').items().flatMap(readValueMatch),
  };
  if (kind === 'GRPCRoute') {
    const method = match.get('method');
    const grpc = method.isPresent
      ? {
          type: method.get('type').text() ?? 'Exact',
          service: method.get('service').text() || undefined,
          method: method.get('method').text() || undefined,
        }
      : undefined;
    return { ...common, pathType: 'PathPrefix', pathValue: '/', ...(grpc ? { grpc } : {}) };
  }
  const path = match.get('path');
  return {
    ...common,
    pathType: path.get('type').text() ?? 'PathPrefix',
    pathValue: path.get('value').text() ?? '/',
    method: match.get('method').text(),
  };
}

function readValueMatch(field: Field): ValueMatch[] {
  const [name, value] = [field.get('name').text(), field.get('value').text()];
  if (name === undefined || value === undefined) return [];
  return [{ path: field.path, type: field.get('type').text() ?? 'Exact', name, value }];
}

/** Each type of a filter has its own field of the same name, its first letters in lower case. */
function readFilter(filter: Field): Filter {
  const type = filter.get('type').text() ?? '';
  const names: Readonly<Record<string, string>> = { URLRewrite: 'urlRewrite', CORS: 'cors' };
  const name = names[type] ?? `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const body = filter.get(name);
  return { path: filter.path, type, body: body.object(), bodyPath: body.path };
}
