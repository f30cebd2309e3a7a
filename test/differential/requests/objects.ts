import type { Group, RequestStep, Step } from '../run/steps.ts';
import { makeNamespace } from './own-crds.ts';

const MERGE = { 'content-type': 'application/merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const YAML = { 'content-type': 'application/yaml' };

function inNamespace(name: string): Step {
  return { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace(name) };
}

function configMap(name: string, fields: object = {}, metadata: object = {}): object {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, ...fields };
}

const MAPS = '/api/v1/namespaces/objects/configmaps';

/** Each verb on a plain built-in kind, and what can be wrong with it. */
export const objects: Group = {
  name: 'objects',
  steps: [
    inNamespace('objects'),
    {
      id: 'created',
      method: 'POST',
      path: MAPS,
      body: configMap('a', { data: { k: 'v' } }, { labels: { l: '1' }, annotations: { n: '2' } }),
    },
    { id: 'created-again', method: 'POST', path: MAPS, body: configMap('a') },
    { id: 'got', method: 'GET', path: `${MAPS}/a` },
    { id: 'missing', method: 'GET', path: `${MAPS}/nothing` },
    { id: 'in-missing-namespace', method: 'GET', path: '/api/v1/namespaces/nowhere/configmaps/a' },
    { id: 'created-nowhere', method: 'POST', path: '/api/v1/namespaces/nowhere/configmaps', body: configMap('a') },
    { id: 'no-such-resource', method: 'GET', path: '/api/v1/namespaces/objects/nothings' },
    { id: 'no-such-group', method: 'GET', path: '/apis/nothing.example.com/v1/things' },
    { id: 'no-such-path', method: 'GET', path: '/nothing' },
    { id: 'post-to-name', method: 'POST', path: `${MAPS}/a`, body: configMap('a') },
    { id: 'put-to-list', method: 'PUT', path: MAPS, body: configMap('a') },
    { id: 'post-without-namespace', method: 'POST', path: '/api/v1/configmaps', body: configMap('a') },
    { id: 'no-body', method: 'POST', path: MAPS },
    { id: 'empty-object', method: 'POST', path: MAPS, body: {} },
    { id: 'not-json', method: 'POST', path: MAPS, body: '{"kind":' },
    { id: 'a-list', method: 'POST', path: MAPS, body: '[1]' },
    { id: 'wrong-kind', method: 'POST', path: MAPS, body: { ...configMap('a'), kind: 'Secret' } },
    { id: 'wrong-version', method: 'POST', path: MAPS, body: { ...configMap('a'), apiVersion: 'v2' } },
    { id: 'no-kind', method: 'POST', path: MAPS, body: { metadata: { name: 'no-kind' } } },
    { id: 'wrong-namespace', method: 'POST', path: MAPS, body: configMap('a', {}, { namespace: 'default' }) },
    { id: 'wrong-type', method: 'POST', path: MAPS, body: configMap('typed', { data: { k: 1 } }) },
    { id: 'wrong-media-type', method: 'POST', path: MAPS, body: 'k: v', headers: { 'content-type': 'text/plain' } },
    { id: 'wrong-accept', method: 'GET', path: MAPS, headers: { accept: 'text/html' } },
    { id: 'accepts-all', method: 'GET', path: `${MAPS}/a`, headers: { accept: '*/*' } },
    {
      id: 'from-yaml',
      method: 'POST',
      path: MAPS,
      headers: YAML,
      body: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  k: "1"\n',
    },
    { id: 'bad-yaml', method: 'POST', path: MAPS, headers: YAML, body: 'apiVersion: v1\n  kind: [' },
    { id: 'with-revision', method: 'POST', path: MAPS, body: configMap('r', {}, { resourceVersion: '5' }) },
    {
      id: 'with-system-fields',
      method: 'POST',
      path: MAPS,
      body: configMap(
        's',
        {},
        {
          uid: '00000000-0000-0000-0000-000000000000',
          creationTimestamp: '2020-01-01T00:00:00Z',
          generation: 7,
          deletionTimestamp: '2020-01-01T00:00:00Z',
          selfLink: '/x',
        },
      ),
    },
    {
      id: 'generated',
      method: 'POST',
      path: `${MAPS}?dryRun=All`,
      body: configMap('', {}, { generateName: 'UPPER-' }),
    },
    { id: 'generated-and-named', method: 'POST', path: MAPS, body: configMap('named', {}, { generateName: 'gen-' }) },
    { id: 'no-name', method: 'POST', path: MAPS, body: configMap('') },
    { id: 'dry-run', method: 'POST', path: `${MAPS}?dryRun=All`, body: configMap('dry', { data: { k: 'v' } }) },
    { id: 'dry-run-stored', method: 'GET', path: `${MAPS}/dry` },
    { id: 'dry-run-wrong', method: 'POST', path: `${MAPS}?dryRun=Some`, body: configMap('dry') },
    {
      id: 'strict',
      method: 'POST',
      path: `${MAPS}?fieldValidation=Strict`,
      body: configMap('strict', { nothing: 1, data: { k: 'v' } }),
    },
    {
      id: 'strict-duplicate',
      method: 'POST',
      path: `${MAPS}?fieldValidation=Strict`,
      body: '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"d"},"data":{"k":"1","k":"2"}}',
    },
    {
      id: 'warned',
      method: 'POST',
      path: `${MAPS}?fieldValidation=Warn&dryRun=All`,
      body: configMap('warned', { nothing: 1, metadata2: {} }),
    },
    { id: 'warned-by-default', method: 'POST', path: `${MAPS}?dryRun=All`, body: configMap('warned', { nothing: 1 }) },
    {
      id: 'ignored',
      method: 'POST',
      path: `${MAPS}?fieldValidation=Ignore&dryRun=All`,
      body: configMap('ignored', { nothing: 1 }),
    },
    { id: 'validation-wrong', method: 'POST', path: `${MAPS}?fieldValidation=Sometimes`, body: configMap('x') },
    { id: 'manager-long', method: 'POST', path: `${MAPS}?fieldManager=${'m'.repeat(129)}`, body: configMap('x') },
    { id: 'replaced', method: 'PUT', path: `${MAPS}/a`, body: configMap('a', { data: { k: 'w' } }) },
    { id: 'replaced-same', method: 'PUT', path: `${MAPS}/a`, body: configMap('a', { data: { k: 'w' } }) },
    {
      id: 'replaced-stale',
      method: 'PUT',
      path: `${MAPS}/a`,
      body: configMap('a', { data: { k: 'x' } }, { resourceVersion: '{{created.metadata.resourceVersion}}' }),
    },
    {
      id: 'replaced-by-revision',
      method: 'PUT',
      path: `${MAPS}/a`,
      body: configMap('a', { data: { k: 'x' } }, { resourceVersion: '{{replaced.metadata.resourceVersion}}' }),
    },
    {
      id: 'replaced-bad-revision',
      method: 'PUT',
      path: `${MAPS}/a`,
      body: configMap('a', {}, { resourceVersion: 'abc' }),
    },
    {
      id: 'replaced-other-uid',
      method: 'PUT',
      path: `${MAPS}/a`,
      body: configMap('a', {}, { uid: '00000000-0000-0000-0000-000000000000' }),
    },
    { id: 'replaced-other-name', method: 'PUT', path: `${MAPS}/a`, body: configMap('b') },
    { id: 'replaced-no-name', method: 'PUT', path: `${MAPS}/a`, body: configMap('') },
    { id: 'replaced-missing', method: 'PUT', path: `${MAPS}/nothing`, body: configMap('nothing') },
    { id: 'replaced-dry', method: 'PUT', path: `${MAPS}/a?dryRun=All`, body: configMap('a', { data: { dry: 'x' } }) },
    { id: 'after-replacing', method: 'GET', path: `${MAPS}/a` },
    { id: 'frozen', method: 'POST', path: MAPS, body: configMap('frozen', { immutable: true, data: { k: 'v' } }) },
    { id: 'thawed', method: 'PATCH', path: `${MAPS}/frozen`, headers: MERGE, body: { immutable: false } },
    { id: 'frozen-changed', method: 'PATCH', path: `${MAPS}/frozen`, headers: MERGE, body: { data: { k: 'w' } } },
    {
      id: 'frozen-labelled',
      method: 'PATCH',
      path: `${MAPS}/frozen`,
      headers: MERGE,
      body: { metadata: { labels: { a: 'b' } } },
    },
    {
      id: 'bad-data-key',
      method: 'POST',
      path: MAPS,
      body: configMap('keys', { data: { 'a b': '1', '..': '2' }, binaryData: { k: 'AA==' } }),
    },
    { id: 'bad-binary', method: 'POST', path: MAPS, body: configMap('binary', { binaryData: { k: '***' } }) },
    { id: 'status-of-none', method: 'GET', path: `${MAPS}/a/status` },
    { id: 'head', method: 'HEAD', path: `${MAPS}/a` },
    { id: 'options', method: 'OPTIONS', path: `${MAPS}/a` },
  ],
};

const P = '/api/v1/namespaces/patches/configmaps';
const patch = (id: string, body: unknown, headers: Record<string, string>, path = `${P}/a`): RequestStep => ({
  id,
  method: 'PATCH',
  path,
  body,
  headers,
});

/** Each patch type, and what can be wrong with it. */
export const patches: Group = {
  name: 'patches',
  steps: [
    inNamespace('patches'),
    {
      id: 'created',
      method: 'POST',
      path: P,
      body: configMap('a', { data: { k: 'v' } }, { labels: { l: '1' }, annotations: { 'example.com/b': '1' } }),
    },
    patch('merged', { data: { k: 'w', n: 'x' } }, MERGE),
    patch('merged-nothing', {}, MERGE),
    patch('merged-null', { data: { n: null }, metadata: { labels: null } }, MERGE),
    patch('merged-unknown', { nothing: 1 }, MERGE),
    patch('merged-unknown-strict', { nothing: 1 }, MERGE, `${P}/a?fieldValidation=Strict`),
    patch('merged-wrong-type', { data: { k: 1 } }, MERGE),
    patch('merged-list', [1], MERGE),
    patch('merged-name', { metadata: { name: 'b' } }, MERGE),
    patch('merged-namespace', { metadata: { namespace: 'default' } }, MERGE),
    patch('merged-kind', { kind: 'Endpoints' }, MERGE),
    patch('merged-version', { apiVersion: 'v2' }, MERGE),
    patch('merged-stale', { metadata: { resourceVersion: '1' }, data: { k: 'y' } }, MERGE),
    patch(
      'merged-revision',
      { metadata: { resourceVersion: '{{merged-unknown.metadata.resourceVersion}}' }, data: { k: 'z' } },
      MERGE,
    ),
    patch('merged-uid', { metadata: { uid: '00000000-0000-0000-0000-000000000000' } }, MERGE),
    patch('merged-malformed', '{"data":', MERGE),
    patch('merged-missing', { data: {} }, MERGE, `${P}/nothing`),
    patch('merged-dry', { data: { dry: '1' } }, MERGE, `${P}/a?dryRun=All`),
    patch('merged-forced', { data: { k: '1' } }, MERGE, `${P}/a?force=true`),
    patch(
      'json',
      [
        { op: 'replace', path: '/data/k', value: 'json' },
        { op: 'add', path: '/data/new', value: '1' },
      ],
      JSON_PATCH,
    ),
    patch(
      'json-test',
      [
        { op: 'test', path: '/data/k', value: 'json' },
        { op: 'remove', path: '/data/new' },
      ],
      JSON_PATCH,
    ),
    patch('json-test-fails', [{ op: 'test', path: '/data/k', value: 'other' }], JSON_PATCH),
    patch('json-escaped', [{ op: 'replace', path: '/metadata/annotations/example.com~1b', value: '3' }], JSON_PATCH),
    patch(
      'json-move',
      [
        { op: 'copy', from: '/data/k', path: '/data/copy' },
        { op: 'move', from: '/data/copy', path: '/data/moved' },
      ],
      JSON_PATCH,
    ),
    patch('json-missing-path', [{ op: 'remove', path: '/data/nothing' }], JSON_PATCH),
    patch('json-missing-parent', [{ op: 'add', path: '/nothing/x/y', value: 1 }], JSON_PATCH),
    patch('json-replace-missing', [{ op: 'replace', path: '/data/nothing', value: '1' }], JSON_PATCH),
    patch('json-unknown-op', [{ op: 'increase', path: '/data/k' }], JSON_PATCH),
    patch('json-no-path', [{ op: 'add', value: 1 }], JSON_PATCH),
    patch('json-object', { op: 'add' }, JSON_PATCH),
    patch('json-empty', [], JSON_PATCH),
    patch('json-label', [{ op: 'add', path: '/metadata/labels', value: { a: 'b' } }], JSON_PATCH),
    patch(
      'json-finalizer',
      [
        { op: 'add', path: '/metadata/finalizers', value: ['example.com/x'] },
        { op: 'add', path: '/metadata/finalizers/-', value: 'example.com/y' },
        { op: 'add', path: '/metadata/finalizers/0', value: 'example.com/z' },
      ],
      JSON_PATCH,
    ),
    patch('json-out-of-range', [{ op: 'remove', path: '/metadata/finalizers/9' }], JSON_PATCH),
    patch('json-finalizers-gone', [{ op: 'remove', path: '/metadata/finalizers' }], JSON_PATCH),
    patch('strategic', { data: { s: '1' }, metadata: { labels: { s: '1' } } }, STRATEGIC),
    patch('strategic-null', { data: { s: null } }, STRATEGIC),
    patch('strategic-replace', { data: { $patch: 'replace', only: '1' } }, STRATEGIC),
    patch('strategic-delete', { data: { $patch: 'delete' } }, STRATEGIC),
    patch('strategic-directive', { data: { $patch: 'whatever' } }, STRATEGIC),
    patch('strategic-finalizers', { metadata: { finalizers: ['example.com/a'] } }, STRATEGIC),
    patch('strategic-finalizers-more', { metadata: { finalizers: ['example.com/b'] } }, STRATEGIC),
    patch(
      'strategic-finalizers-delete',
      { metadata: { '$deleteFromPrimitiveList/finalizers': ['example.com/a', 'example.com/b'] } },
      STRATEGIC,
    ),
    patch('wrong-media-type', { data: {} }, { 'content-type': 'application/json' }),
    patch('no-media-type', '{}', { 'content-type': '' }),
    { id: 'read', method: 'GET', path: `${P}/a` },
  ],
};

const D = '/api/v1/namespaces/deletes/configmaps';

/** Deletion: preconditions, finalizers, owners, collections, namespaces. */
export const deletes: Group = {
  name: 'deletes',
  steps: [
    inNamespace('deletes'),
    { id: 'a', method: 'POST', path: D, body: configMap('a') },
    { id: 'dry', method: 'DELETE', path: `${D}/a?dryRun=All` },
    {
      id: 'wrong-uid',
      method: 'DELETE',
      path: `${D}/a`,
      body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { uid: '00000000-0000-0000-0000-000000000000' } },
    },
    {
      id: 'wrong-revision',
      method: 'DELETE',
      path: `${D}/a`,
      body: { kind: 'DeleteOptions', apiVersion: 'v1', preconditions: { resourceVersion: '1' } },
    },
    { id: 'wrong-policy', method: 'DELETE', path: `${D}/a?propagationPolicy=Sideways` },
    {
      id: 'both-policies',
      method: 'DELETE',
      path: `${D}/a`,
      body: { propagationPolicy: 'Orphan', orphanDependents: true },
    },
    { id: 'bad-options', method: 'DELETE', path: `${D}/a`, body: '{"preconditions": 5}' },
    { id: 'deleted', method: 'DELETE', path: `${D}/a`, body: { preconditions: { uid: '{{a.metadata.uid}}' } } },
    { id: 'deleted-again', method: 'DELETE', path: `${D}/a` },
    {
      id: 'held',
      method: 'POST',
      path: D,
      body: configMap('held', {}, { finalizers: ['example.com/hold', 'plain', 'dotted.name'] }),
    },
    { id: 'held-deleted', method: 'DELETE', path: `${D}/held` },
    { id: 'held-deleted-again', method: 'DELETE', path: `${D}/held` },
    {
      id: 'held-more',
      method: 'PATCH',
      path: `${D}/held`,
      headers: MERGE,
      body: { metadata: { finalizers: ['example.com/hold', 'example.com/more'] } },
    },
    { id: 'held-changed', method: 'PATCH', path: `${D}/held`, headers: MERGE, body: { data: { k: 'v' } } },
    { id: 'held-recreated', method: 'POST', path: D, body: configMap('held') },
    { id: 'released', method: 'PATCH', path: `${D}/held`, headers: MERGE, body: { metadata: { finalizers: null } } },
    { id: 'released-gone', method: 'GET', path: `${D}/held` },
    { id: 'bad-finalizer', method: 'POST', path: D, body: configMap('bad', {}, { finalizers: ['not a name'] }) },
    { id: 'owner', method: 'POST', path: D, body: configMap('owner') },
    {
      id: 'owned',
      method: 'POST',
      path: D,
      body: configMap(
        'owned',
        {},
        {
          ownerReferences: [
            {
              apiVersion: 'v1',
              kind: 'ConfigMap',
              name: 'owner',
              uid: '{{owner.metadata.uid}}',
              blockOwnerDeletion: true,
              controller: true,
            },
          ],
        },
      ),
    },
    {
      id: 'bad-owner',
      method: 'POST',
      path: D,
      body: configMap(
        'bad',
        {},
        {
          ownerReferences: [
            { apiVersion: '', kind: '', name: '', uid: '' },
            { apiVersion: 'v1', kind: 'Event', name: 'x', uid: 'y' },
          ],
        },
      ),
    },
    {
      id: 'two-controllers',
      method: 'POST',
      path: D,
      body: configMap(
        'bad',
        {},
        {
          ownerReferences: [1, 2].map((n) => ({
            apiVersion: 'v1',
            kind: 'ConfigMap',
            name: `n${n}`,
            uid: `u${n}`,
            controller: true,
          })),
        },
      ),
    },
    { id: 'owner-foreground', method: 'DELETE', path: `${D}/owner?propagationPolicy=Foreground` },
    { until: `${D}/owned`, code: 404 },
    { until: `${D}/owner`, code: 404 },
    { id: 'parent', method: 'POST', path: D, body: configMap('parent') },
    {
      id: 'child',
      method: 'POST',
      path: D,
      body: configMap(
        'child',
        {},
        { ownerReferences: [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'parent', uid: '{{parent.metadata.uid}}' }] },
      ),
    },
    { id: 'parent-orphans', method: 'DELETE', path: `${D}/parent`, body: { propagationPolicy: 'Orphan' } },
    { until: `${D}/parent`, code: 404 },
    { id: 'orphaned', method: 'GET', path: `${D}/child` },
    { id: 'x1', method: 'POST', path: D, body: configMap('x1', {}, { labels: { group: 'x' } }) },
    {
      id: 'x2',
      method: 'POST',
      path: D,
      body: configMap('x2', {}, { labels: { group: 'x' }, finalizers: ['example.com/hold'] }),
    },
    { id: 'collection', method: 'DELETE', path: `${D}?labelSelector=group%3Dx` },
    { id: 'collection-left', method: 'GET', path: `${D}?labelSelector=group%3Dx` },
    { id: 'collection-everywhere', method: 'DELETE', path: '/api/v1/configmaps' },
    { id: 'x2-released', method: 'PATCH', path: `${D}/x2`, headers: MERGE, body: { metadata: { finalizers: [] } } },
    { id: 'default-namespace', method: 'DELETE', path: '/api/v1/namespaces/default' },
    { id: 'last', method: 'POST', path: D, body: configMap('last', {}, { finalizers: ['example.com/hold'] }) },
    { id: 'namespace-deleted', method: 'DELETE', path: '/api/v1/namespaces/deletes' },
    { until: '/api/v1/namespaces/deletes', field: 'status.conditions.4.type', value: 'NamespaceFinalizersRemaining' },
    { id: 'in-terminating', method: 'POST', path: D, body: configMap('late') },
    { id: 'terminating', method: 'GET', path: '/api/v1/namespaces/deletes' },
    {
      id: 'last-released',
      method: 'PATCH',
      path: `${D}/last`,
      headers: MERGE,
      body: { metadata: { finalizers: null } },
    },
    { until: '/api/v1/namespaces/deletes', code: 404 },
    { id: 'namespace-gone', method: 'GET', path: '/api/v1/namespaces/deletes' },
  ],
};
