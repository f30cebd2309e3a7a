import { core, gateway, grant, https, route, service, type TopicCases, toBackend } from '../testing.ts';

const abroad = route(toBackend({ name: 'a', namespace: 'store', port: 80 }));
const there = service('a', [{ port: 80 }], 'store');
const far = gateway([https('h', { tls: { certificateRefs: [{ name: 'cert', namespace: 'certs' }] } })]);
const gateways = { kind: 'Gateway', namespace: 'infra' };
const secrets = { kind: 'Secret' };

export const grantCases: TopicCases = {
  'grant-missing': {
    fires: [
      {
        name: 'none in a closed world',
        objects: [abroad, there],
        closed: true,
        at: ['HTTPRoute shop/r spec.rules[0].backendRefs[0].namespace'],
      },
      { name: 'none beside the Service, as a warning', objects: [abroad, there], level: 'warning' },
      {
        name: 'one for another namespace',
        objects: [abroad, there, grant('store', { namespace: 'shopp' })],
        closed: true,
        says: 'trusts HTTPRoute.* of shopp',
      },
      {
        name: 'one for another kind',
        objects: [abroad, there, grant('store', { kind: 'GRPCRoute' })],
        closed: true,
        says: 'not HTTPRoute',
      },
      {
        name: 'one for another Service',
        objects: [abroad, there, grant('store', {}, { name: 'b' })],
        closed: true,
        says: 'opens Service b',
      },
      { name: 'one in the namespace of the route', objects: [abroad, there, grant('shop')], closed: true },
      {
        name: 'a certificate',
        objects: [far, core('Secret', 'cert', 'certs')],
        closed: true,
        at: ['Gateway infra/edge spec.listeners[0].tls.certificateRefs[0].namespace'],
      },
    ],
    misses: [
      { name: 'one that fits', objects: [abroad, there, grant('store')], closed: true },
      { name: 'one by name', objects: [abroad, there, grant('store', {}, { name: 'a' })], closed: true },
      { name: 'a namespace of which the files tell nothing', objects: [abroad] },
      {
        name: 'a reference to its own namespace',
        objects: [route(toBackend({ name: 'a', namespace: 'shop', port: 80 })), service('a')],
        closed: true,
      },
      { name: 'a parent, which needs none', objects: [route(), gateway()], closed: true },
      {
        name: 'a granted certificate',
        objects: [far, core('Secret', 'cert', 'certs'), grant('certs', gateways, secrets)],
        closed: true,
      },
    ],
  },
  'grant-useless': {
    fires: [
      {
        name: 'a kind of the core group that is none',
        objects: [grant('store', { group: '' })],
        at: ['ReferenceGrant store/g spec.from[0]'],
      },
      { name: 'the plural', objects: [grant('store', { kind: 'httproutes' })], says: 'HTTPRoute is of the group' },
      { name: 'its own namespace', objects: [grant('store', { namespace: 'store' })] },
      {
        name: 'a target in another case',
        objects: [grant('store', {}, { kind: 'service' })],
        at: ['ReferenceGrant store/g spec.to[0]'],
      },
      { name: 'the version in place of the group', objects: [grant('store', {}, { group: 'v1' })] },
    ],
    misses: [
      { name: 'a good one', objects: [grant('store')] },
      {
        name: 'a kind of an implementation',
        objects: [grant('store', { group: 'acme.example', kind: 'Thing' }, { group: 'acme.example', kind: 'Bucket' })],
      },
      { name: 'a Service of another group', objects: [grant('store', {}, { group: 'serving.knative.dev' })] },
    ],
  },
  'grant-unused': {
    fires: [
      {
        name: 'routes that refer elsewhere',
        objects: [grant('store'), route()],
        at: ['ReferenceGrant store/g spec.from[0]'],
      },
    ],
    misses: [
      { name: 'a route that refers there', objects: [grant('store'), abroad] },
      { name: 'a namespace of which the files tell nothing', objects: [grant('store')] },
    ],
  },
  'grant-wide': {
    fires: [
      { name: 'every Secret', objects: [grant('certs', gateways, secrets)], at: ['ReferenceGrant certs/g spec.to[0]'] },
    ],
    misses: [
      { name: 'one Secret', objects: [grant('certs', gateways, { ...secrets, name: 'cert' })] },
      { name: 'every Service', objects: [grant('store')] },
    ],
  },
};
