import type { Group, Step } from '../run/steps.ts';
import { makeNamespace } from './own-crds.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };

function configMap(name: string, labels: object = {}, fields: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, labels }, ...fields };
}

function create(namespace: string, name: string, labels: object = {}): Step {
  return {
    id: `created-${name}`,
    method: 'POST',
    path: `/api/v1/namespaces/${namespace}/configmaps`,
    body: configMap(name, labels),
  };
}

const W = '/api/v1/namespaces/watches/configmaps';
const CHOSEN = 'labelSelector=keep%3Dyes';

/** What watches tell of creations, changes and deletions, whole and by selection. */
export const watches: Group = {
  name: 'watches',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('watches') },
    create('watches', 'before', { keep: 'yes' }),
    { id: 'listed', method: 'GET', path: `${W}?${CHOSEN}` },
    { watch: 'from-now', path: `${W}?watch=true&${CHOSEN}&resourceVersion={{listed.metadata.resourceVersion}}` },
    { watch: 'from-start', path: `${W}?watch=1&${CHOSEN}` },
    { watch: 'from-any', path: `${W}?watch=1&${CHOSEN}&resourceVersion=0` },
    { watch: 'by-name', path: `${W}?watch=true&fieldSelector=metadata.name%3Dcoming` },
    {
      watch: 'streamed',
      path: `${W}?watch=true&${CHOSEN}&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true`,
    },
    create('watches', 'coming', { keep: 'no' }),
    {
      id: 'entering',
      method: 'PATCH',
      path: `${W}/coming`,
      headers: MERGE,
      body: { metadata: { labels: { keep: 'yes' } } },
    },
    { id: 'changing', method: 'PATCH', path: `${W}/coming`, headers: MERGE, body: { data: { k: 'v' } } },
    {
      id: 'leaving',
      method: 'PATCH',
      path: `${W}/coming`,
      headers: MERGE,
      body: { metadata: { labels: { keep: 'no' } } },
    },
    {
      id: 'entering-again',
      method: 'PATCH',
      path: `${W}/coming`,
      headers: MERGE,
      body: { metadata: { labels: { keep: 'yes' } } },
    },
    {
      id: 'held',
      method: 'PATCH',
      path: `${W}/coming`,
      headers: MERGE,
      body: { metadata: { finalizers: ['example.com/hold'] } },
    },
    { id: 'deleted', method: 'DELETE', path: `${W}/coming` },
    { id: 'released', method: 'PATCH', path: `${W}/coming`, headers: MERGE, body: { metadata: { finalizers: null } } },
    { id: 'deleted-before', method: 'DELETE', path: `${W}/before` },
    create('watches', 'again', { keep: 'yes' }),
    { id: 'events-from-now', events: 'from-now', count: 9 },
    { id: 'events-from-start', events: 'from-start', count: 10 },
    { id: 'events-from-any', events: 'from-any', count: 10 },
    { id: 'events-by-name', events: 'by-name', count: 8 },
    { id: 'events-streamed', events: 'streamed', count: 11 },
    { watch: 'resumed', path: `${W}?watch=true&${CHOSEN}&resourceVersion={{changing.metadata.resourceVersion}}` },
    { id: 'events-resumed', events: 'resumed', count: 6 },
    { id: 'too-old', method: 'GET', path: `${W}?watch=true&resourceVersion=abc` },
    {
      id: 'short',
      method: 'GET',
      path: `${W}?watch=true&timeoutSeconds=1&resourceVersion={{released.metadata.resourceVersion}}&${CHOSEN}`,
    },
    { id: 'bookmarks-without-match', method: 'GET', path: `${W}?watch=true&sendInitialEvents=true` },
    { id: 'match-without-version', method: 'GET', path: `${W}?watch=true&resourceVersionMatch=Exact` },
  ],
};

const S = '/api/v1/namespaces/selectors/configmaps';
const labelled = (id: string, selector: string): Step => ({
  id,
  method: 'GET',
  path: `${S}?labelSelector=${encodeURIComponent(selector)}`,
});
const fielded = (id: string, selector: string): Step => ({
  id,
  method: 'GET',
  path: `${S}?fieldSelector=${encodeURIComponent(selector)}`,
});

/** Lists: by labels and fields, in pages, at revisions. */
export const selectors: Group = {
  name: 'selectors',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('selectors') },
    { until: `${S}/kube-root-ca.crt`, code: 200 },
    { id: 'root-gone', method: 'DELETE', path: `${S}/kube-root-ca.crt` },
    { until: `${S}/kube-root-ca.crt`, code: 200 },
    create('selectors', 'a', { app: 'web', tier: 'front', n: '1' }),
    create('selectors', 'b', { app: 'web', tier: 'back', n: '5' }),
    create('selectors', 'c', { app: 'db', n: '10' }),
    create('selectors', 'd', { app: '' }),
    labelled('equal', 'app=web'),
    labelled('double-equal', 'app==web,tier=back'),
    labelled('unequal', 'app,tier!=front'),
    labelled('in', 'app in (web, db),tier notin (back)'),
    labelled('in-with-empty', 'app in (db,)'),
    labelled('exists', 'tier'),
    labelled('exists-not', 'app,!tier'),
    labelled('greater', 'n>4'),
    labelled('less', 'n<6'),
    labelled('empty-value', 'app='),
    labelled('bad-operator', 'app=~web'),
    labelled('bad-value', 'app=-web'),
    labelled('bad-key', '-app=web'),
    labelled('bad-in', 'app in web'),
    labelled('bad-number', 'n>x'),
    labelled('trailing', 'app=web,'),
    fielded('name', 'metadata.name=a'),
    fielded('name-not', 'metadata.name!=a,metadata.name!=b,metadata.name!=kube-root-ca.crt'),
    fielded('namespace-field', 'metadata.namespace=selectors,metadata.name==b'),
    fielded('unknown-field', 'data.k=v'),
    fielded('bad-field', 'metadata.name'),
    { id: 'page-1', method: 'GET', path: `${S}?limit=2&labelSelector=app` },
    { id: 'page-2', method: 'GET', path: `${S}?limit=2&labelSelector=app&continue={{page-1.metadata.continue}}` },
    { id: 'page-all', method: 'GET', path: `${S}?limit=50&labelSelector=app` },
    { id: 'page-plain', method: 'GET', path: `${S}?limit=2` },
    { id: 'bad-continue', method: 'GET', path: `${S}?limit=2&continue=abc` },
    { id: 'bad-limit', method: 'GET', path: `${S}?limit=x` },
    {
      id: 'exact',
      method: 'GET',
      path: `${S}?resourceVersion={{created-c.metadata.resourceVersion}}&resourceVersionMatch=NotOlderThan&labelSelector=app%3Ddb`,
    },
    { id: 'match-without-version', method: 'GET', path: `${S}?resourceVersionMatch=Exact` },
    { id: 'bad-match', method: 'GET', path: `${S}?resourceVersion=1&resourceVersionMatch=Roughly` },
    { id: 'bad-version', method: 'GET', path: `${S}?resourceVersion=abc` },
    { id: 'everywhere', method: 'GET', path: '/api/v1/configmaps?labelSelector=app%3Ddb' },
    { id: 'nowhere', method: 'GET', path: '/api/v1/namespaces/nowhere/configmaps' },
    { id: 'single', method: 'GET', path: `${S}?fieldSelector=metadata.name%3Dnothing` },
    {
      id: 'pods-by-field',
      method: 'GET',
      path: '/api/v1/namespaces/selectors/pods?fieldSelector=spec.nodeName%3Da,status.phase%3DRunning',
    },
    { id: 'secrets-by-type', method: 'GET', path: '/api/v1/namespaces/selectors/secrets?fieldSelector=type%3DOpaque' },
    {
      id: 'events-by-field',
      method: 'GET',
      path: '/api/v1/namespaces/selectors/events?fieldSelector=involvedObject.name%3Da,reason%3Dx',
    },
    { id: 'namespaces-by-phase', method: 'GET', path: '/api/v1/namespaces?fieldSelector=status.phase%3DTerminating' },
  ],
};

const N = '/api/v1/namespaces/names';
const named = (id: string, plural: string, kind: string, metadata: object, fields: object = {}): Step => ({
  id,
  method: 'POST',
  path: `${N}/${plural}?dryRun=All`,
  body: { apiVersion: 'v1', kind, metadata, ...fields },
});
const ANNOTATION = 'x'.repeat(256 * 1024);

/** Names, labels and annotations that are not allowed. */
export const names: Group = {
  name: 'names',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('names') },
    named('upper', 'configmaps', 'ConfigMap', { name: 'Upper' }),
    named('underscore', 'configmaps', 'ConfigMap', { name: 'a_b' }),
    named('dotted', 'configmaps', 'ConfigMap', { name: 'a.b' }),
    named('dash', 'configmaps', 'ConfigMap', { name: '-a-' }),
    named('long', 'configmaps', 'ConfigMap', { name: 'a'.repeat(254) }),
    named('longest', 'configmaps', 'ConfigMap', { name: 'a'.repeat(253) }),
    named('service-digit', 'services', 'Service', { name: '1a' }, { spec: { ports: [{ port: 80 }] } }),
    named('service-long', 'services', 'Service', { name: 'a'.repeat(64) }, { spec: { ports: [{ port: 80 }] } }),
    { id: 'namespace-dotted', method: 'POST', path: '/api/v1/namespaces?dryRun=All', body: makeNamespace('a.b') },
    {
      id: 'namespace-long',
      method: 'POST',
      path: '/api/v1/namespaces?dryRun=All',
      body: makeNamespace('a'.repeat(64)),
    },
    {
      id: 'role-free',
      method: 'POST',
      path: '/apis/rbac.authorization.k8s.io/v1/namespaces/names/roles?dryRun=All',
      body: {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: 'system:Some_Role' },
        rules: [],
      },
    },
    {
      id: 'role-slash',
      method: 'POST',
      path: '/apis/rbac.authorization.k8s.io/v1/namespaces/names/roles?dryRun=All',
      body: { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'Role', metadata: { name: 'a/b' }, rules: [] },
    },
    named('generate-long', 'configmaps', 'ConfigMap', { generateName: `${'a'.repeat(80)}_` }),
    named('label-key', 'configmaps', 'ConfigMap', {
      name: 'a',
      labels: { 'a b': 'x', '-a': 'y', 'a/b/c': 'z', '/a': 'w', 'a/': 'v' },
    }),
    named('label-prefix', 'configmaps', 'ConfigMap', { name: 'a', labels: { 'Bad.Prefix/a': 'x' } }),
    named('label-value', 'configmaps', 'ConfigMap', {
      name: 'a',
      labels: { a: 'a b', b: '-x', c: 'x'.repeat(64), d: 'Ä' },
    }),
    named('label-type', 'configmaps', 'ConfigMap', { name: 'a', labels: { a: 1 } }),
    named('label-list', 'configmaps', 'ConfigMap', { name: 'a', labels: ['a'] }),
    named('annotation-key', 'configmaps', 'ConfigMap', { name: 'a', annotations: { 'a b': 'x', UPPER: 'fine' } }),
    named('annotation-long', 'configmaps', 'ConfigMap', { name: 'a', annotations: { long: ANNOTATION } }),
    named('metadata-type', 'configmaps', 'ConfigMap', { name: 5 }),
    named('finalizers-type', 'configmaps', 'ConfigMap', { name: 'a', finalizers: 'x' }),
    named('metadata-unknown', 'configmaps', 'ConfigMap', { name: 'a', nothing: 1 }),
    {
      id: 'metadata-text',
      method: 'POST',
      path: `${N}/configmaps`,
      body: { apiVersion: 'v1', kind: 'ConfigMap', metadata: 'x' },
    },
    named('null-metadata', 'configmaps', 'ConfigMap', { name: 'a', labels: null, annotations: null, finalizers: null }),
    named('null-label', 'configmaps', 'ConfigMap', { name: 'a', labels: { a: null } }),
    named(
      'empty-maps',
      'configmaps',
      'ConfigMap',
      { name: 'a', labels: {}, annotations: {}, finalizers: [], ownerReferences: [] },
      { data: {} },
    ),
  ],
};
