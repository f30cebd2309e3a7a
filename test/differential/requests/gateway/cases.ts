import type { Group, RequestStep, Step } from '../../run/steps.ts';
import { makeNamespace } from '../own-crds.ts';

export const API = 'gateway.networking.k8s.io';
export const EXPERIMENTAL_API = 'gateway.networking.x-k8s.io';

/** One kind of the Gateway API, with specs that are tried one by one. */
export interface KindCases {
  kind: string;
  plural: string;
  /** The API group unless told. */
  group?: string;
  cluster?: true;
  /** Served versions; every case is tried in each. */
  versions: readonly string[];
  /** The smallest good spec. */
  base: object;
  /** By what is special: fields that are laid over the base, or the whole spec. */
  cases: Readonly<Record<string, object>>;
  /** A status as a controller writes it, and ones that are refused; none where the kind has no status. */
  statuses?: Readonly<Record<string, object>>;
}

const MERGE = { 'content-type': 'application/merge-patch+json' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };

/** The life of one object, then each case, in every version. */
export function makeGroup(crds: 'standard' | 'experimental', cases: KindCases): Group {
  const name = `${crds}-${cases.plural}`;
  return {
    name,
    crds,
    steps: [
      { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace(name) },
      ...makeLife(name, cases),
      ...cases.versions.flatMap((version) => makeTrials(name, cases, version)),
    ],
  };
}

function listPath(namespace: string, { plural, cluster, group = API }: KindCases, version: string): string {
  return `/apis/${group}/${version}/${cluster ? '' : `namespaces/${namespace}/`}${plural}`;
}

function make({ kind, group = API }: KindCases, version: string, name: string, spec: object): object {
  return { apiVersion: `${group}/${version}`, kind, metadata: { name }, spec };
}

/** Each case in a version, tried alone. */
export function makeTrials(namespace: string, cases: KindCases, version: string): Step[] {
  const path = `${listPath(namespace, cases, version)}?dryRun=All&fieldValidation=Strict`;
  return Object.entries(cases.cases).map(([what, change]) => ({
    id: `${version} ${what}`,
    method: 'POST' as const,
    path,
    body: make(cases, version, 'tried', { ...cases.base, ...change }),
  }));
}

function makeLife(namespace: string, cases: KindCases): Step[] {
  const { base, statuses = {}, versions } = cases;
  const [version = 'v1'] = versions;
  const path = listPath(namespace, cases, version);
  const name = namespace;
  const patch = (id: string, body: object, more = ''): RequestStep => ({
    id,
    method: 'PATCH',
    path: `${path}/${name}${more}`,
    body,
    headers: MERGE,
  });
  const others = versions
    .slice(1)
    .flatMap((other): RequestStep[] => [
      { id: `as ${other}`, method: 'GET', path: `${listPath(namespace, cases, other)}/${name}` },
    ]);
  return [
    { watch: 'life', path: `${path}?watch=true&fieldSelector=metadata.name%3D${name}` },
    { id: 'created', method: 'POST', path, body: make(cases, version, name, base) },
    { id: 'created-again', method: 'POST', path, body: make(cases, version, name, base) },
    { id: 'no-spec', method: 'POST', path, body: { ...make(cases, version, 'bare', {}), spec: undefined } },
    { id: 'empty-spec', method: 'POST', path: `${path}?dryRun=All`, body: make(cases, version, 'bare', {}) },
    {
      id: 'unknown-field',
      method: 'POST',
      path: `${path}?dryRun=All`,
      body: make(cases, version, 'unknown', { ...base, nothing: { x: 1 } }),
    },
    {
      id: 'unknown-strict',
      method: 'POST',
      path: `${path}?dryRun=All&fieldValidation=Strict`,
      body: make(cases, version, 'unknown', { ...base, nothing: { x: 1 } }),
    },
    ...others,
    patch('labelled', { metadata: { labels: { a: 'b' } } }),
    patch('same', { metadata: { labels: { a: 'b' } } }),
    ...Object.entries(statuses).map(([what, status]) =>
      patch(`status ${what}`, { status }, '/status?fieldManager=controller'),
    ),
    {
      id: 'applied',
      method: 'PATCH',
      path: `${path}/${name}?fieldManager=applier`,
      body: make(cases, version, name, base),
      headers: APPLY,
    },
    {
      id: 'applied-forced',
      method: 'PATCH',
      path: `${path}/${name}?fieldManager=applier&force=true`,
      body: make(cases, version, name, base),
      headers: APPLY,
    },
    patch('held', { metadata: { finalizers: ['example.com/hold'] } }),
    { id: 'deleted', method: 'DELETE', path: `${path}/${name}` },
    patch('released', { metadata: { finalizers: null } }),
    { id: 'gone', method: 'GET', path: `${path}/${name}` },
    { id: 'life-events', events: 'life', last: 'DELETED' },
  ];
}

/** A condition as controllers write it. */
export function condition(type: string, more: object = {}): object {
  return {
    type,
    status: 'True',
    reason: 'Tested',
    message: '',
    lastTransitionTime: '2024-01-01T00:00:00Z',
    observedGeneration: 1,
    ...more,
  };
}

/** What every status of conditions can have wrong. */
export const BAD_CONDITIONS: Readonly<Record<string, object[]>> = {
  status: [condition('A', { status: 'Maybe' })],
  reason: [condition('A', { reason: 'not a reason!' })],
  'no reason': [{ type: 'A', status: 'True', lastTransitionTime: '2024-01-01T00:00:00Z', message: '' }],
  time: [condition('A', { lastTransitionTime: 'noon' })],
  type: [condition('not a type')],
  generation: [condition('A', { observedGeneration: -1 })],
  twice: [condition('A'), condition('A')],
  many: Array.from({ length: 9 }, (_, index) => condition(`C${index}`)),
};

function parentStatus(conditions: readonly object[]): object {
  return { parents: [{ parentRef: { name: 'gateway' }, controllerName: 'example.com/controller', conditions }] };
}

/** Of routes. */
export const ROUTE_STATUSES: Readonly<Record<string, object>> = {
  good: parentStatus([condition('Accepted'), condition('ResolvedRefs', { status: 'False' })]),
  'no controller': { parents: [{ parentRef: { name: 'gateway' }, conditions: [condition('Accepted')] }] },
  'bad controller': { parents: [{ parentRef: { name: 'gateway' }, controllerName: 'none', conditions: [] }] },
  'no parents': {},
  ...Object.fromEntries(
    Object.entries(BAD_CONDITIONS).map(([what, conditions]) => [`bad ${what}`, parentStatus(conditions)]),
  ),
};

export const PARENT_CASES: Readonly<Record<string, object>> = {
  'parent bare': { parentRefs: [{ name: 'g' }] },
  'parent full': {
    parentRefs: [{ group: API, kind: 'Gateway', namespace: 'other', name: 'g', sectionName: 's', port: 80 }],
  },
  'parents by section': {
    parentRefs: [
      { name: 'g', sectionName: 'a' },
      { name: 'g', sectionName: 'b' },
    ],
  },
  'parents by port': {
    parentRefs: [
      { name: 'g', port: 80 },
      { name: 'g', port: 81 },
    ],
  },
  'parents in two namespaces': { parentRefs: [{ name: 'g' }, { name: 'g', namespace: 'x' }] },
  'parent twice': { parentRefs: [{ name: 'g' }, { name: 'g' }] },
  'parent twice by section': {
    parentRefs: [
      { name: 'g', sectionName: 'a' },
      { name: 'g', sectionName: 'a' },
    ],
  },
  'parent with and without section': { parentRefs: [{ name: 'g' }, { name: 'g', sectionName: 'a' }] },
  'parent empty': { parentRefs: [{}] },
  'parent bad names': {
    parentRefs: [{ name: '', kind: '1', group: 'A.b', namespace: 'A', sectionName: 'A_', port: 0 }],
  },
  'parents many': { parentRefs: Array.from({ length: 33 }, (_, index) => ({ name: `g${index}` })) },
  'parents none': { parentRefs: [] },
};

export const HOSTNAME_CASES: Readonly<Record<string, object>> = {
  'hostnames good': { hostnames: ['example.com', '*.example.com', 'a', 'x-y.example.com'] },
  'hostnames bad': { hostnames: ['Example.com', '*', '*.*.com', 'a_b.com', '-a.com', '', 'a..b'] },
  'hostname long': { hostnames: [`${'a'.repeat(250)}.com`] },
  'hostnames many': { hostnames: Array.from({ length: 17 }, (_, index) => `h${index}.example.com`) },
  'hostname number': { hostnames: [5] },
  'hostnames text': { hostnames: 'example.com' },
};
