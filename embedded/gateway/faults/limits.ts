import type { RouteFilter, RouteMatch } from '../model/http-route.ts';
import type { StoredObject } from '../model/meta.ts';
import type { HeaderModifier, NamedMatch } from '../model/route.ts';
import { mapRules, read } from './read.ts';
import { type Fault, fault } from './types.ts';

const HALF_OF_16 = 8;
const HALF_OF_64 = 32;
const LABEL = 63;
const SHORT_VALUE = 255;
const HIGHEST_SIGNED_PORT = 32_767;

const first8 = <Item>(items: readonly Item[] | undefined) => items?.slice(0, HALF_OF_16);
const cutText = (text: string) => text.slice(0, SHORT_VALUE);

/** Lists, texts and numbers that are as long or as high as the API allows, and are taken for shorter or lower ones. */
export const limitFaults: readonly Fault[] = [
  read(
    'backends-beyond-8-unserved',
    'sends to the first 8 backends of a rule',
    'routes',
    () => (route) => mapRules(route, (rule) => withField(rule, 'backendRefs', first8(rule.backendRefs))),
  ),
  read('parents-beyond-8-ignored', 'attaches a route to the first 8 of its parents', 'routes', () => (route) => ({
    ...route,
    spec: withField(route.spec, 'parentRefs', first8(route.spec.parentRefs)),
  })),
  read(
    'filter-headers-beyond-8-ignored',
    'changes the first 8 headers that a filter lists',
    'routes',
    () => (route) => mapRules(route, (rule) => withField(rule, 'filters', rule.filters?.map(cutModifiers))),
  ),
  read(
    'queries-beyond-8-ignored',
    'looks at the first 8 query parameters of a match',
    'routes',
    () => (route) =>
      mapRules(route, (rule) =>
        withField(
          rule,
          'matches',
          rule.matches?.map((match) => withField(match, 'queryParams', first8(match.queryParams))),
        ),
      ),
  ),
  read(
    'cors-beyond-8-ignored',
    'reads the first 8 entries of what a CORS filter allows',
    'routes',
    () => (route) => mapRules(route, (rule) => withField(rule, 'filters', rule.filters?.map(cutCors))),
  ),
  read('listeners-beyond-32-unserved', 'serves the first 32 listeners of a Gateway', 'gateways', () => (one) => ({
    ...one,
    spec: { ...one.spec, listeners: one.spec.listeners.slice(0, HALF_OF_64) },
  })),
  read(
    'kinds-beyond-1-refused',
    'lets routes of the first kind attach that a listener lists',
    'gateways',
    () => (one) => ({
      ...one,
      spec: {
        ...one.spec,
        listeners: one.spec.listeners.map((listener) =>
          listener.allowedRoutes?.kinds
            ? {
                ...listener,
                allowedRoutes: { ...listener.allowedRoutes, kinds: listener.allowedRoutes.kinds.slice(0, 1) },
              }
            : listener,
        ),
      },
    }),
  ),
  read('grants-beyond-8-ignored', 'reads the first 8 entries of a ReferenceGrant', 'grants', () => (grant) => ({
    ...grant,
    spec: { from: grant.spec.from.slice(0, HALF_OF_16), to: grant.spec.to.slice(0, HALF_OF_16) },
  })),
  read(
    'policy-names-beyond-2-ignored',
    'knows the first two alternative names of a policy',
    'policies',
    () => (policy) => {
      const { subjectAltNames } = policy.spec.validation;
      return {
        ...policy,
        spec: {
          ...policy.spec,
          validation: withField({ ...policy.spec.validation }, 'subjectAltNames', subjectAltNames?.slice(0, 2)),
        },
      };
    },
  ),
  fault('backend-bundle-first', 'trusts the first certificate of a bundle for backends', 'backendTls', (right) => ({
    authorities: (tls) => {
      const all = right.authorities(tls);
      return all === 'system' ? all : all.map(firstCertificate);
    },
  })),
  fault('client-bundle-first', 'trusts the first certificate of a bundle for clients', 'frontend', (right) => ({
    authorities: (...given) => right.authorities(...given).map(firstCertificate),
  })),
  fault('section-name-first-63', 'compares the first 63 characters of sectionNames', 'attachment', (right) => ({
    selects: (ref, listener) =>
      right.selects(
        { ...ref, ...(ref.sectionName ? { sectionName: ref.sectionName.slice(0, LABEL) } : {}) },
        { ...listener, name: listener.name.slice(0, LABEL) },
      ),
  })),
  read('secrets-named-alike', 'takes Secrets for one whose names begin with the same 63 characters', 'secrets', () =>
    takeFirstAlike(({ namespace, name }) => `${namespace}/${name.slice(0, LABEL)}`),
  ),
  read(
    'configmaps-named-alike',
    'takes ConfigMaps for one whose names begin with the same 63 characters',
    'configMaps',
    () => takeFirstAlike(({ namespace, name }) => `${namespace}/${name.slice(0, LABEL)}`),
  ),
  read(
    'routes-named-alike',
    'serves the first of routes whose names begin with the same 63 characters',
    'routes',
    () => {
      const alike = takeFirstAlike<StoredObject>(({ namespace, name }) => `${namespace}/${name.slice(0, LABEL)}`);
      return (route, key, model) => (alike(route, key, model) === route ? route : undefined);
    },
  ),
  read(
    'filter-values-cut',
    'cuts values of headers that it sets at 255 characters',
    'routes',
    () => (route) => mapRules(route, (rule) => withField(rule, 'filters', rule.filters?.map(cutValues))),
  ),
  ...(['path', 'headers', 'queryParams'] as const).map((field) =>
    read(
      `match-${field.toLowerCase()}-cut`,
      `cuts ${{ path: 'paths', headers: 'values of headers', queryParams: 'values of query parameters' }[field]} of matches at 255 characters`,
      'routes',
      () => (route) =>
        mapRules(route, (rule) =>
          withField(
            rule,
            'matches',
            rule.matches?.map((match) => cutMatch(match, field)),
          ),
        ),
    ),
  ),
  read(
    'high-backend-ports-unknown',
    'takes a port of a backend above 32767 for a negative one',
    'routes',
    () => (route) =>
      mapRules(route, (rule) =>
        withField(
          rule,
          'backendRefs',
          rule.backendRefs?.map((ref) =>
            (ref.port ?? 0) > HIGHEST_SIGNED_PORT ? { ...ref, port: (ref.port ?? 0) - 65_536 } : ref,
          ),
        ),
      ),
  ),
  fault('high-redirect-ports-left-out', 'leaves ports above 32767 out of redirects', 'filters', (right) => ({
    redirect: ({ port, ...filter }, request) =>
      right.redirect(port !== undefined && port <= HIGHEST_SIGNED_PORT ? { ...filter, port } : filter, request),
  })),
  fault('weights-of-16-bits', 'takes weights above 65535 for 65535', 'backends', ({ shares }) => ({
    shares: (backends) => shares(backends).map((weight) => Math.min(weight, 65_535)),
  })),
];

/** The object with the field, where there is something to be had in it. */
function withField<Owner extends object, Field extends keyof Owner>(
  owner: Owner,
  field: Field,
  value: Owner[Field] | undefined,
): Owner {
  return value === undefined ? owner : { ...owner, [field]: value };
}

function cutModifiers(filter: RouteFilter): RouteFilter {
  return mapModifiers(filter, ({ set, add, remove }) => ({
    ...(set ? { set: set.slice(0, HALF_OF_16) } : {}),
    ...(add ? { add: add.slice(0, HALF_OF_16) } : {}),
    ...(remove ? { remove: remove.slice(0, HALF_OF_16) } : {}),
  }));
}

function cutValues(filter: RouteFilter): RouteFilter {
  const cut = (entries: HeaderModifier['set']) => entries?.map(({ name, value }) => ({ name, value: cutText(value) }));
  return mapModifiers(filter, ({ set, add, ...rest }) => ({
    ...rest,
    ...(set ? { set: cut(set) ?? [] } : {}),
    ...(add ? { add: cut(add) ?? [] } : {}),
  }));
}

function mapModifiers(filter: RouteFilter, change: (modifier: HeaderModifier) => HeaderModifier): RouteFilter {
  const { requestHeaderModifier, responseHeaderModifier } = filter;
  return {
    ...filter,
    ...(requestHeaderModifier ? { requestHeaderModifier: change(requestHeaderModifier) } : {}),
    ...(responseHeaderModifier ? { responseHeaderModifier: change(responseHeaderModifier) } : {}),
  };
}

function cutCors(filter: RouteFilter): RouteFilter {
  if (!filter.cors) return filter;
  const lists = Object.entries(filter.cors).map(([field, value]) => [
    field,
    Array.isArray(value) ? first8(value) : value,
  ]);
  return { ...filter, cors: Object.fromEntries(lists) };
}

function cutMatch(match: RouteMatch, field: 'path' | 'headers' | 'queryParams'): RouteMatch {
  const cut = (matches: NamedMatch[] | undefined) => matches?.map((one) => ({ ...one, value: cutText(one.value) }));
  if (field !== 'path') return withField(match, field, cut(match[field]));
  return match.path?.value ? { ...match, path: { ...match.path, value: cutText(match.path.value) } } : match;
}

function firstCertificate(pem: string): string {
  return pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----\n?/)?.[0] ?? pem;
}

/** Of objects that the text does not tell apart the first in the alphabet stands for all. */
function takeFirstAlike<Kind extends StoredObject>(textOf: (metadata: { namespace: string; name: string }) => string) {
  const seen = new Map<string, Kind>();
  return (object: Kind, _key?: string, _model?: unknown): Kind => {
    const text = `${object.kind} ${textOf({ namespace: object.metadata.namespace ?? '', name: object.metadata.name })}`;
    const known = seen.get(text);
    if (known && known.metadata.name !== object.metadata.name) return known;
    seen.set(text, object);
    return object;
  };
}
