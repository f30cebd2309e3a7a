import type { Group } from '../../run/steps.ts';
import { APPLY, apply, configMap, MERGE } from '../common.ts';
import { makeNamespace } from '../own-crds.ts';

const M = '/api/v1/namespaces/applies/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/applies/deployments';

function deployment(fields: object, template: object = {}): object {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'd' },
    spec: {
      selector: { matchLabels: { a: 'b' } },
      template: { metadata: { labels: { a: 'b' } }, spec: template },
      ...fields,
    },
  };
}

/** Server-side apply: ownership, conflicts, removal, lists by keys. */
export const applies: Group = {
  name: 'applies',
  steps: [
    { id: 'namespace', method: 'POST', path: '/api/v1/namespaces', body: makeNamespace('applies') },
    { id: 'no-manager', method: 'PATCH', path: `${M}/a`, body: configMap('a'), headers: APPLY },
    apply('created', `${M}/a`, 'one', configMap('a', { data: { k: '1', l: '1' } }, { labels: { x: '1' } })),
    apply('same', `${M}/a`, 'one', configMap('a', { data: { k: '1', l: '1' } }, { labels: { x: '1' } })),
    apply('shared', `${M}/a`, 'two', configMap('a', { data: { k: '1' } })),
    apply('conflict', `${M}/a`, 'two', configMap('a', { data: { k: '2' } })),
    apply('conflicts', `${M}/a`, 'three', configMap('a', { data: { k: '3', l: '3' } }, { labels: { x: '3' } })),
    apply('conflict-dry', `${M}/a`, 'two', configMap('a', { data: { k: '2' } }), '&dryRun=All'),
    apply('forced', `${M}/a`, 'two', configMap('a', { data: { k: '2' } }), '&force=true'),
    apply('given-up', `${M}/a`, 'one', configMap('a', { data: { m: '1' } })),
    {
      id: 'updated',
      method: 'PATCH',
      path: `${M}/a?fieldManager=editor`,
      headers: MERGE,
      body: { data: { m: '2', n: '2' } },
    },
    apply('conflict-with-update', `${M}/a`, 'one', configMap('a', { data: { m: '1' } })),
    apply('empty', `${M}/a`, 'two', configMap('a')),
    { id: 'replaced', method: 'PUT', path: `${M}/a?fieldManager=writer`, body: configMap('a', { data: { z: '1' } }) },
    apply('wrong-name', `${M}/a`, 'one', configMap('b')),
    apply('no-name', `${M}/a`, 'one', { apiVersion: 'v1', kind: 'ConfigMap', data: { q: '1' } }),
    apply('wrong-kind', `${M}/a`, 'one', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }),
    apply('no-kind', `${M}/a`, 'one', { metadata: { name: 'a' } }),
    apply('with-managers', `${M}/a`, 'one', configMap('a', {}, { managedFields: [{ manager: 'x' }] })),
    apply('with-revision', `${M}/a`, 'one', configMap('a', {}, { resourceVersion: '1' })),
    apply('with-uid', `${M}/new`, 'one', configMap('new', {}, { uid: '00000000-0000-0000-0000-000000000000' })),
    apply('unknown-field', `${M}/a`, 'one', configMap('a', { nothing: 1 })),
    apply('unknown-strict', `${M}/a`, 'one', configMap('a', { nothing: 1 }), '&fieldValidation=Strict'),
    apply('wrong-type', `${M}/a`, 'one', configMap('a', { data: { k: 1 } })),
    apply('from-yaml', `${M}/yaml`, 'one', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: yaml\ndata:\n  k: v\n'),
    apply('bad-yaml', `${M}/yaml`, 'one', 'a: ['),
    apply('dry-created', `${M}/dry`, 'one', configMap('dry'), '&dryRun=All'),
    apply('nulls', `${M}/nulls`, 'one', configMap('nulls', { data: { k: null, l: '1' } })),
    {
      id: 'managers-cleared',
      method: 'PATCH',
      path: `${M}/a`,
      headers: MERGE,
      body: { metadata: { managedFields: [{}] } },
    },
    {
      id: 'managers-wrong',
      method: 'PATCH',
      path: `${M}/a`,
      headers: MERGE,
      body: {
        metadata: {
          managedFields: [{ manager: 'x', operation: 'Wrong', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1: {} }],
        },
      },
    },
    apply('after-clearing', `${M}/a`, 'one', configMap('a', { data: { z: '1' } })),
    apply(
      'deployed',
      `${DEPLOYMENTS}/d`,
      'one',
      deployment(
        { replicas: 2 },
        { containers: [{ name: 'c', image: 'i:1', ports: [{ containerPort: 80 }], env: [{ name: 'A', value: '1' }] }] },
      ),
    ),
    apply('sidecar', `${DEPLOYMENTS}/d`, 'two', deployment({}, { containers: [{ name: 's', image: 's:1' }] })),
    apply(
      'port-added',
      `${DEPLOYMENTS}/d`,
      'two',
      deployment(
        {},
        {
          containers: [
            { name: 's', image: 's:1' },
            { name: 'c', ports: [{ containerPort: 81, protocol: 'UDP' }] },
          ],
        },
      ),
    ),
    apply('image-conflict', `${DEPLOYMENTS}/d`, 'two', deployment({}, { containers: [{ name: 'c', image: 'i:2' }] })),
    apply('sidecar-gone', `${DEPLOYMENTS}/d`, 'two', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
    }),
    {
      id: 'scaled',
      method: 'PATCH',
      path: `${DEPLOYMENTS}/d/scale?fieldManager=scaler`,
      headers: MERGE,
      body: { spec: { replicas: 5 } },
    },
    apply(
      'replicas-conflict',
      `${DEPLOYMENTS}/d`,
      'one',
      deployment({ replicas: 3 }, { containers: [{ name: 'c', image: 'i:1' }] }),
    ),
    apply('status', `${DEPLOYMENTS}/d/status`, 'controller', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      status: { replicas: 2, conditions: [{ type: 'Available', status: 'True' }] },
    }),
    apply('status-more', `${DEPLOYMENTS}/d/status`, 'other', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      status: { conditions: [{ type: 'Progressing', status: 'True' }] },
    }),
    { id: 'read', method: 'GET', path: `${DEPLOYMENTS}/d` },
  ],
};
