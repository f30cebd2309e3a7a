import type { JsonObject } from '../../../apimachinery/types.ts';
import { gateway, https, listener, object, route, type TopicCases, toEdge } from '../testing.ts';

const backend = { name: 'a', port: 80 };
const filtered = (...filters: JsonObject[]) => route({ rules: [{ filters, backendRefs: [backend] }] });
const alone = (filter: JsonObject, matches?: JsonObject[]) =>
  route({ rules: [{ ...(matches ? { matches } : {}), filters: [filter] }] });
const redirect = (requestRedirect: JsonObject) => ({ type: 'RequestRedirect', requestRedirect });
const rewrite = (urlRewrite: JsonObject) => ({ type: 'URLRewrite', urlRewrite });
const change = (requestHeaderModifier: JsonObject) => ({ type: 'RequestHeaderModifier', requestHeaderModifier });
const mirror = (requestMirror: JsonObject) => ({
  type: 'RequestMirror',
  requestMirror: { backendRef: backend, ...requestMirror },
});
const cors = (more: JsonObject) => ({ type: 'CORS', cors: more });
const set = (name: string) => ({ set: [{ name, value: 'x' }] });
const prefix = (value: string) => [{ path: { type: 'PathPrefix', value } }];
const at = (place: string) => [`HTTPRoute shop/r spec.rules[0].${place}`];
const both = gateway([listener('http'), https('https')]);
const prefixed = rewrite({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/x' } });
const inBackend = (above: JsonObject, below: JsonObject) =>
  route({ rules: [{ filters: [above], backendRefs: [{ ...backend, filters: [below] }] }] });
const extension = (name: string) => ({
  type: 'ExtensionRef',
  extensionRef: { group: 'acme.example', kind: 'Limit', name },
});
const limit = (name: string, namespace = 'shop') => ({
  ...object('Limit', name, namespace, {}),
  apiVersion: 'acme.example/v1',
});

export const filterCases: TopicCases = {
  'filter-repeated': {
    fires: [{ name: 'two rewrites', objects: [filtered(rewrite({}), rewrite({}))], at: at('filters[1]') }],
    misses: [{ name: 'two mirrors', objects: [filtered(mirror({}), mirror({}))] }],
  },
  'filter-redirect-rewrite': {
    fires: [{ name: 'both', objects: [filtered(redirect({}), rewrite({}))], at: at('filters[1]') }],
    misses: [{ name: 'one', objects: [filtered(rewrite({}))] }],
  },
  'filter-redirect-backend': {
    fires: [{ name: 'both', objects: [filtered(redirect({}))], at: at('backendRefs') }],
    misses: [{ name: 'a redirect alone', objects: [alone(redirect({}))] }],
  },
  'filter-prefix-match': {
    fires: [
      {
        name: 'an exact path',
        objects: [alone(prefixed, [{ path: { type: 'Exact', value: '/a' } }])],
        at: at('filters[0].urlRewrite.path'),
      },
      { name: 'two prefixes', objects: [alone(prefixed, [...prefix('/a'), ...prefix('/b')])] },
    ],
    misses: [
      { name: 'one prefix', objects: [alone(prefixed, prefix('/a'))] },
      { name: 'no match, which is the prefix /', objects: [alone(prefixed)] },
      {
        name: 'the full path',
        objects: [
          alone(rewrite({ path: { type: 'ReplaceFullPath', replaceFullPath: '/' } }), [
            { path: { type: 'Exact', value: '/a' } },
          ]),
        ],
      },
    ],
  },
  'filter-header-conflict': {
    fires: [
      {
        name: 'set and removed, in another case',
        objects: [filtered(change({ ...set('X-A'), remove: ['x-a'] }))],
        at: at('filters[0].requestHeaderModifier.remove[0]'),
      },
      {
        name: 'set twice',
        objects: [
          filtered(
            change({
              set: [
                { name: 'a', value: 'x' },
                { name: 'A', value: 'y' },
              ],
            }),
          ),
        ],
      },
    ],
    misses: [{ name: 'other headers', objects: [filtered(change({ ...set('a'), remove: ['b'] }))] }],
  },
  'filter-header-hop': {
    fires: [
      {
        name: 'Connection',
        objects: [filtered(change(set('Connection')))],
        at: at('filters[0].requestHeaderModifier.set[0]'),
      },
    ],
    misses: [{ name: 'another header', objects: [filtered(change(set('X-Connection')))] }],
  },
  'rewrite-host-twice': {
    fires: [
      {
        name: 'both',
        objects: [filtered(rewrite({ hostname: 'x.example' }), change(set('Host')))],
        at: at('filters[1].requestHeaderModifier.set[0]'),
      },
    ],
    misses: [
      { name: 'a rewrite of the path', objects: [filtered(rewrite({}), change(set('Host')))] },
      { name: 'another header', objects: [filtered(rewrite({ hostname: 'x.example' }), change(set('X-Host')))] },
    ],
  },
  'rewrite-twice': {
    fires: [
      {
        name: 'a header',
        objects: [inBackend(change(set('a')), change(set('A')))],
        at: at('backendRefs[0].filters[0]'),
        says: 'change a, too',
      },
      { name: 'a path', objects: [inBackend(prefixed, prefixed)] },
    ],
    misses: [
      { name: 'other headers', objects: [inBackend(change(set('a')), change(set('b')))] },
      {
        name: 'a value that is added',
        objects: [inBackend(change(set('a')), change({ add: [{ name: 'a', value: 'y' }] }))],
      },
    ],
  },
  'redirect-loop': {
    fires: [
      {
        name: 'https at the HTTPS listener',
        objects: [both, alone(redirect({ scheme: 'https' }))],
        at: at('filters[0]'),
        says: 'listener https',
      },
      { name: 'a redirect that changes nothing', objects: [gateway(), alone(redirect({}))] },
      {
        name: 'a path below the prefix',
        objects: [
          gateway(),
          alone(redirect({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/a/b' } }), prefix('/a')),
        ],
      },
      {
        name: 'a full path that is matched',
        objects: [
          gateway(),
          alone(redirect({ path: { type: 'ReplaceFullPath', replaceFullPath: '/a' } }), prefix('/a')),
        ],
      },
      {
        name: 'its own hostname',
        objects: [
          gateway(),
          route({ hostnames: ['a.example'], rules: [{ filters: [redirect({ hostname: 'a.example' })] }] }),
        ],
      },
    ],
    misses: [
      {
        name: 'https at the HTTP listener',
        objects: [
          both,
          route({
            parentRefs: [{ ...toEdge, sectionName: 'http' }],
            rules: [{ filters: [redirect({ scheme: 'https' })] }],
          }),
        ],
      },
      { name: 'another hostname', objects: [gateway(), alone(redirect({ hostname: 'b.example' }))] },
      {
        name: 'one of two hostnames',
        objects: [
          gateway(),
          route({ hostnames: ['a.example', 'b.example'], rules: [{ filters: [redirect({ hostname: 'a.example' })] }] }),
        ],
      },
      { name: 'another port', objects: [gateway(), alone(redirect({ port: 8080 }))] },
      {
        name: 'another prefix',
        objects: [
          gateway(),
          alone(redirect({ path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' } }), prefix('/a')),
        ],
      },
      {
        name: 'a match by a header',
        objects: [gateway(), alone(redirect({}), [{ headers: [{ name: 'a', value: 'x' }] }])],
      },
      {
        name: 'https at a listener of another port',
        objects: [gateway([https('h', { port: 8443 })]), alone(redirect({ scheme: 'https' }))],
      },
    ],
  },
  'mirror-itself': {
    fires: [{ name: 'the same port', objects: [filtered(mirror({}))], at: at('filters[0].requestMirror.backendRef') }],
    misses: [
      { name: 'another Service', objects: [filtered(mirror({ backendRef: { name: 'b', port: 80 } }))] },
      { name: 'another port', objects: [filtered(mirror({ backendRef: { name: 'a', port: 81 } }))] },
    ],
  },
  'mirror-nothing': {
    fires: [
      { name: '0 percent', objects: [filtered(mirror({ percent: 0 }))] },
      { name: '0 of 100', objects: [filtered(mirror({ fraction: { numerator: 0 } }))] },
    ],
    misses: [{ name: '1 percent', objects: [filtered(mirror({ percent: 1 }))] }],
  },
  'mirror-repeated': {
    fires: [
      { name: 'the same', objects: [filtered(mirror({}), mirror({}))], at: at('filters[1].requestMirror.backendRef') },
    ],
    misses: [{ name: 'another', objects: [filtered(mirror({}), mirror({ backendRef: { name: 'b', port: 80 } }))] }],
  },
  'cors-everybody': {
    fires: [
      {
        name: 'every origin',
        objects: [filtered(cors({ allowOrigins: ['*'], allowCredentials: true }))],
        at: at('filters[0].cors.allowOrigins[0]'),
      },
      { name: 'every host', objects: [filtered(cors({ allowOrigins: ['https://*'], allowCredentials: true }))] },
    ],
    misses: [
      { name: 'no credentials', objects: [filtered(cors({ allowOrigins: ['*'] }))] },
      {
        name: 'one domain',
        objects: [filtered(cors({ allowOrigins: ['https://*.a.example'], allowCredentials: true }))],
      },
    ],
  },
  'extension-missing': {
    fires: [
      {
        name: 'another name than the objects have',
        objects: [filtered(extension('lax')), limit('law')],
        at: at('filters[0].extensionRef.name'),
      },
    ],
    misses: [
      { name: 'a kind of which the files hold none', objects: [filtered(extension('lax'))], closed: true },
      { name: 'one that is there', objects: [filtered(extension('lax')), limit('lax')] },
    ],
  },
  'filter-header-response-request': {
    fires: [
      {
        name: 'both',
        objects: [route({ rules: [{ filters: [redirect({}), change(set('a'))] }] })],
        at: at('filters[1]'),
      },
    ],
    misses: [
      {
        name: 'headers of the response',
        objects: [
          route({
            rules: [{ filters: [redirect({}), { type: 'ResponseHeaderModifier', responseHeaderModifier: set('a') }] }],
          }),
        ],
      },
    ],
  },
};
