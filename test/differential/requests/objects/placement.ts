import type { Group, Step } from '../../run/steps.ts';
import { apply, configMap, inNamespace, merge, post } from '../common.ts';
import { GROUP, makeCrd, makeObject, serveCrd } from '../own-crds.ts';

const MAPS = '/api/v1/namespaces/placement/configmaps';
const ROLES = '/apis/rbac.authorization.k8s.io/v1/clusterroles';
const SITES = `/apis/${GROUP}/v1/sites`;
const elsewhere = { namespace: 'elsewhere' };
const schema = { type: 'object', properties: { spec: { type: 'object', properties: { a: { type: 'string' } } } } };

function role(name: string): object {
  const metadata = { name, ...elsewhere };
  return { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata, rules: [] };
}

function site(name: string, a = '1'): object {
  return makeObject('Site', name, { spec: { a } }, elsewhere);
}

/** Each way of writing an object of the whole cluster whose body names a namespace, as kustomize makes them. */
function placeWide(id: string, path: string, make: (name: string, a?: string) => object): Step[] {
  return [
    post(`${id}-created`, path, make(`placement-${id}`)),
    { id: `${id}-replaced`, method: 'PUT', path: `${path}/placement-${id}`, body: make(`placement-${id}`, '2') },
    merge(`${id}-merged`, `${path}/placement-${id}`, { metadata: elsewhere }),
    apply(`${id}-applied`, `${path}/placement-${id}-b`, 'one', make(`placement-${id}-b`)),
    apply(`${id}-applied-again`, `${path}/placement-${id}-b`, 'one', make(`placement-${id}-b`, '2')),
    { id: `${id}-got`, method: 'GET', path: `${path}/placement-${id}-b` },
    { id: `${id}-deleted`, method: 'DELETE', path: `${path}/placement-${id}` },
    { id: `${id}-b-deleted`, method: 'DELETE', path: `${path}/placement-${id}-b` },
  ];
}

/** Bodies that name another namespace than the path does. */
export const placement: Group = {
  name: 'placement',
  steps: [
    inNamespace('placement'),
    post('created-elsewhere', MAPS, configMap('a', {}, elsewhere)),
    post('created', MAPS, configMap('a')),
    { id: 'replaced-elsewhere', method: 'PUT', path: `${MAPS}/a`, body: configMap('a', {}, elsewhere) },
    merge('merged-elsewhere', `${MAPS}/a`, { metadata: elsewhere }),
    apply('applied-elsewhere', `${MAPS}/a`, 'one', configMap('a', {}, elsewhere)),
    apply('made-elsewhere', `${MAPS}/b`, 'one', configMap('b', {}, elsewhere)),
    ...placeWide('role', ROLES, role),
    ...serveCrd('crd', makeCrd('Site', schema, { spec: { scope: 'Cluster' } })),
    ...placeWide('site', SITES, site),
  ],
};
