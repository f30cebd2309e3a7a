import { isObject } from '../../../apimachinery/json.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';

const GROUP = 'gateway.networking.k8s.io';
export const ASSUMED = 'gwconf.dev/assumed';

/**
 * The objects of a translation as the model of the Gateway API reads them: with a class for each Gateway, with the
 * Services that routes refer to and nobody wrote down, and with each GRPCRoute as the HTTPRoute that does the same.
 */
export function completeObjects(objects: readonly JsonObject[]): JsonObject[] {
  const kept = objects.filter(({ kind }) => kind !== 'GatewayClass').map(toHttpRoute);
  const classes = [...new Set(kept.filter(isGateway).map((gateway) => textAt(gateway, 'spec', 'gatewayClassName')))];
  return [...kept, ...classes.map(makeClass), ...listMissingServices(kept)];
}

function isGateway({ kind, apiVersion }: JsonObject): boolean {
  return kind === 'Gateway' && String(apiVersion).startsWith(`${GROUP}/`);
}

function makeClass(name: string): JsonObject {
  return {
    apiVersion: `${GROUP}/v1`,
    kind: 'GatewayClass',
    metadata: { name },
    spec: { controllerName: ASSUMED },
  };
}

function listMissingServices(objects: readonly JsonObject[]): JsonObject[] {
  const there = new Set(objects.filter(({ kind }) => kind === 'Service').map((service) => nameOf(service)));
  const ports = new Map<string, Set<number>>();
  for (const route of objects.filter(({ kind }) => kind === 'HTTPRoute')) {
    for (const ref of listAt(route, 'spec', 'rules').flatMap((rule) => listAt(rule, 'backendRefs'))) {
      const { name, namespace, port, kind = 'Service' } = ref;
      if (kind !== 'Service' || typeof name !== 'string' || typeof port !== 'number') continue;
      const key = `${typeof namespace === 'string' && namespace !== '' ? namespace : namespaceOf(route)}/${name}`;
      if (there.has(key)) continue;
      const known = ports.get(key) ?? new Set<number>();
      known.add(port);
      ports.set(key, known);
    }
  }
  return [...ports].map(([key, numbers]) => {
    const [namespace = '', name = ''] = key.split('/');
    return {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { namespace, name },
      spec: { ports: [...numbers].map((port) => ({ name: `p${port}`, port })) },
    };
  });
}

/** gRPC is HTTP: a service and a method are the two elements of a path. */
function toHttpRoute(object: JsonObject): JsonObject {
  const { kind, apiVersion, spec } = object;
  if (kind !== 'GRPCRoute' || !String(apiVersion).startsWith(`${GROUP}/`) || !isObject(spec)) return object;
  const rules = listAt(object, 'spec', 'rules').map((rule) => ({
    ...rule,
    ...(rule.matches === undefined ? {} : { matches: listAt(rule, 'matches').map(toHttpMatch) }),
  }));
  return { ...object, kind: 'HTTPRoute', spec: { ...spec, ...(spec.rules === undefined ? {} : { rules }) } };
}

function toHttpMatch({ method, ...rest }: JsonObject): JsonObject {
  if (!isObject(method)) return rest;
  const { service, method: name, type } = method;
  const [first, second] = [service, name].map((part) => (typeof part === 'string' ? part : undefined));
  if (type === 'RegularExpression')
    return { ...rest, path: { type, value: `/${first ?? '[^/]+'}/${second ?? '[^/]+'}` } };
  if (first === undefined)
    return { ...rest, path: { type: 'RegularExpression', value: `/[^/]+/${second ?? '[^/]+'}` } };
  const path =
    second === undefined ? { type: 'PathPrefix', value: `/${first}` } : { type: 'Exact', value: `/${first}/${second}` };
  return { ...rest, path };
}

export function namespaceOf({ metadata }: JsonObject): string {
  const namespace = isObject(metadata) ? metadata.namespace : undefined;
  return typeof namespace === 'string' && namespace !== '' ? namespace : 'default';
}

export function nameOf(object: JsonObject): string {
  return `${namespaceOf(object)}/${textAt(object, 'metadata', 'name')}`;
}

export function textAt(object: JsonObject, ...path: readonly string[]): string {
  const value = valueAt(object, path);
  return typeof value === 'string' ? value : '';
}

export function listAt(object: JsonObject, ...path: readonly string[]): JsonObject[] {
  const value = valueAt(object, path);
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function valueAt(object: JsonObject, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, field) => (isObject(value) ? value[field] : undefined), object);
}
