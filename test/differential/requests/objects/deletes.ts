import type { Group } from '../../run/steps.ts';
import { configMap, inNamespace, MERGE } from '../common.ts';

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
