import type { Group, RequestStep } from '../../run/steps.ts';
import { configMap, inNamespace, MERGE, STRATEGIC } from '../common.ts';

const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
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
