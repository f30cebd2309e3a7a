import { http, patch, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  type HttpRouteFilter,
  type HttpRouteMatch,
  type HttpRouteRule,
  httpRoute,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

type Modifier = NonNullable<HttpRouteFilter['requestHeaderModifier']>;

function modifierRule(env: ScenarioEnv, match: HttpRouteMatch, requestHeaderModifier: Modifier): HttpRouteRule {
  return {
    matches: [match],
    filters: [{ type: 'RequestHeaderModifier', requestHeaderModifier }],
    backendRefs: [backendRef(env, 'v1')],
  };
}

const LONG = 'value-'.repeat(150);
const LISTS = { accept: 'text/html; q=0.5, */*', quoted: 'say "no", and be sure' };

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.observed-generation'],
  served: ['httproute.filters.core'],
};

export default scenario({
  id: 'SpecHTTPRouteHeaderModifiers',
  title: 'Header filters reach every line of a header, touch no other header or rule, and follow their changes',
  requirements: [
    'httproute.filters.request-headers.set',
    'httproute.filters.request-headers.add',
    'httproute.filters.request-headers.remove',
    'httproute.filters.core',
    'route.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'modifying', {
      rules: [
        modifierRule(env, exactPath('/remove'), { remove: ['X-First', 'x-second', 'X-Third'] }),
        modifierRule(env, exactPath('/set'), {
          set: [
            { name: 'X-First', value: 'one' },
            { name: 'x-second', value: LISTS.accept },
            { name: 'X-Third', value: LONG },
            { name: 'X-Fourth', value: LISTS.quoted },
            { name: 'X_Under', value: 'score' },
          ],
        }),
        modifierRule(env, exactPath('/add'), {
          add: [
            { name: 'X-First', value: 'new' },
            { name: 'x-second', value: 'newer' },
            { name: 'X-Third', value: LONG },
            { name: 'X_Under', value: 'score' },
          ],
        }),
        // The match is decided before the filter has its say.
        modifierRule(env, exactPath('/matched', { 'x-first': 'go' }), {
          set: [{ name: 'X-Second', value: 'went' }],
          remove: ['X-First'],
        }),
        ruleTo(env, 'v2', exactPath('/matched')),
        // What the filters of these make of a request would be for the rule behind each.
        modifierRule(env, exactPath('/led/set'), { set: [{ name: 'X-Led', value: 'away' }] }),
        ruleTo(env, 'v2', exactPath('/led/set', { 'x-led': 'away' })),
        modifierRule(env, exactPath('/led/add'), { add: [{ name: 'X-Led', value: 'away' }] }),
        ruleTo(env, 'v2', exactPath('/led/add', { 'x-led': 'away' })),
        modifierRule(env, exactPath('/changing'), { set: [{ name: 'X-First', value: 'before' }] }),
        modifierRule(env, exactPath('/losing'), { set: [{ name: 'X-First', value: 'before' }] }),
        {
          ...modifierRule(env, exactPath('/two-backends'), { set: [{ name: 'X-First', value: 'both' }] }),
          backendRefs: [backendRef(env, 'v1', { weight: 0 }), backendRef(env, 'v2')],
        },
        ruleTo(env, 'v1'),
      ],
    }),
    httpRoute(env, 'plain', { hostnames: [env.host('plain')], rules: [ruleTo(env, 'v2')] }),
  ],
  steps: (env) => {
    const many = (name: string, ...values: string[]) => ({ [name]: values });
    const both = { 'X-First': 'old', 'X-Second': 'old' };
    return citing(SHOWN, [
      status('HTTPRoute/modifying', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/plain', { conditions: ROUTE_ATTACHED }),
      http([
        ...proves(
          'httproute.filters.request-headers.remove',
          arrives(
            'remove: every line of a header',
            {
              path: '/remove',
              headers: { ...many('X-First', 'a', 'b', 'c'), ...many('X-Firsts', 'kept', 'kept too'), 'X-Firs': 'kept' },
            },
            'v1',
            { headers: { 'X-First': null } },
          ),
        ),
        ...proves(
          'httproute.filters.request-headers.remove',
          arrives(
            'remove: the last two of three names, in another letter case',
            { path: '/remove', headers: { ...many('X-SECOND', 'a', 'b'), 'x-third': 'a', 'X-Fourth': 'kept' } },
            'v1',
            { headers: { 'X-SECOND': null, 'x-third': null } },
          ),
        ),
        ...proves(
          'httproute.filters.request-headers.remove',
          arrives('remove: nothing that is there', { path: '/remove', headers: { 'X-Fourth': 'kept' } }, 'v1'),
        ),
        ...proves(
          'httproute.filters.request-headers.set',
          arrives(
            'set: every line of a header, in another letter case',
            {
              path: '/set',
              headers: {
                ...many('x-first', 'a', 'b', 'c'),
                ...many('X-SECOND', 'd', 'e'),
                ...many('X-Fifth', 'kept', 'kept too'),
              },
            },
            'v1',
            {
              headers: {
                'x-first': 'one',
                'X-SECOND': LISTS.accept,
                'X-Third': LONG,
                'X-Fourth': LISTS.quoted,
                X_Under: 'score',
              },
            },
          ),
        ),
        // RFC 9110 7.6.1: what a client names so is left out of what came from it, not of what is made of that.
        {
          requirements: ['httproute.filters.request-headers.set'],
          name: 'set: headers that the client wants to be left out',
          send: { path: '/set', headers: { Connection: 'X-First, x-second', 'X-First': 'sent' } },
          expect: { backend: 'v1', saw: { headers: { 'X-First': 'one', 'x-second': LISTS.accept } } },
        },
        ...proves(
          'httproute.filters.request-headers.add',
          arrives(
            'add: behind several lines, in another letter case',
            {
              path: '/add',
              headers: {
                ...many('x-first', 'a', 'b'),
                ...many('X-SECOND', 'c', 'd'),
                ...many('X-Fifth', 'kept', 'kept too'),
              },
            },
            'v1',
            { headers: { 'x-first': ['a', 'b', 'new'], 'X-SECOND': ['c', 'd', 'newer'], 'X-Third': LONG } },
          ),
        ),
        ...proves(
          'httproute.filters.request-headers.add',
          arrives('add: the value that is there already', { path: '/add', headers: { 'X-First': 'new' } }, 'v1', {
            headers: { 'X-First': ['new', 'new'], 'X-Second': 'newer' },
          }),
          arrives('add: a name with an underscore', { path: '/add' }, 'v1', { headers: { X_Under: 'score' } }),
        ),
        ...['set', 'add'].map((how) =>
          arrives(`${how}: a header by which another rule would match`, { path: `/led/${how}` }, 'v1', {
            headers: { 'X-Led': 'away' },
          }),
        ),
        arrives('match on a header that is removed', { path: '/matched', headers: { 'X-First': 'go' } }, 'v1', {
          headers: { 'X-First': null, 'X-Second': 'went' },
        }),
        arrives('the second backend of a rule', { path: '/two-backends', headers: { 'X-First': 'old' } }, 'v2', {
          headers: { 'X-First': 'both' },
        }),
        arrives('a rule that sets a header', { path: '/changing' }, 'v1', { headers: { 'X-First': 'before' } }),
        ...['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) =>
          arrives(`a rule that sets a header of ${method}`, { method, path: '/changing' }, 'v1', {
            headers: { 'X-First': 'before' },
          }),
        ),
        arrives('another one', { path: '/losing' }, 'v1', { headers: { 'X-First': 'before' } }),
        arrives('the rule behind them, which has no filter', { path: '/plain', headers: both }, 'v1'),
        arrives('a route without filters', { host: env.host('plain'), headers: both }, 'v2'),
      ]),

      patch('a filter changes, and one goes', 'HTTPRoute/modifying', {
        spec: {
          rules: [
            modifierRule(env, exactPath('/changing'), { set: [{ name: 'X-First', value: 'after' }] }),
            ruleTo(env, 'v1', exactPath('/losing')),
            modifierRule(env, exactPath('/getting'), { remove: ['X-First'] }),
            ruleTo(env, 'v2'),
          ],
        },
      }),
      status('HTTPRoute/modifying', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('the changed filter', { path: '/changing', headers: both }, 'v1', { headers: { 'X-First': 'after' } }),
        arrives('the rule whose filter went', { path: '/losing', headers: both }, 'v1'),
        arrives('a rule with a new filter', { path: '/getting', headers: both }, 'v1', {
          headers: { 'X-First': null },
        }),
        arrives('a path whose rule went', { path: '/remove', headers: both }, 'v2'),
      ]),
    ]);
  },
});
