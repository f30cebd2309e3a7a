import { http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  type Citations,
  citing,
  exactPath,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

function hostsOf(env: ScenarioEnv) {
  const [wild, named] = [env.host('wild'), env.host('named')];
  // As long as a label may be, and the same up to there.
  const long = (label: string) => `${'x'.repeat(63)}.${label}.${env.host('long')}`;
  return { wild, deep: `deep.${wild}`, named, new: env.host('new'), long };
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.observed-generation'],
  served: ['httproute.hostnames.select', 'httproute.hostnames.forward-host'],
  unserved: ['httproute.no-rule-404', 'httproute.hostnames.select'],
};

export default scenario({
  id: 'SpecHTTPRouteHostnames',
  title: 'A route serves its hostnames and no neighbours of them, and follows them when they change',
  requirements: [
    'httproute.hostnames.select',
    'httproute.hostnames.wildcard',
    'httproute.hostnames.precedence',
    'httproute.hostnames.ignore-port',
    'httproute.hostnames.forward-host',
    'httproute.no-rule-404',
    'route.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  resources: (env) => {
    const { wild, deep, named, long } = hostsOf(env);
    return [
      httpRoute(env, 'long', { hostnames: [long('one')], rules: [ruleTo(env, 'v1')] }),
      httpRoute(env, 'wild', {
        hostnames: [`*.${wild}`],
        rules: [
          ruleTo(env, 'v1'),
          ruleTo(env, 'v3', exactPath('/some/longer'), pathPrefix('/some/marked', { mark: 'yes' })),
        ],
      }),
      httpRoute(env, 'exact', { hostnames: [`exact.${wild}`], rules: [ruleTo(env, 'v2', pathPrefix('/some'))] }),
      httpRoute(env, 'deep', { hostnames: [`*.${deep}`], rules: [ruleTo(env, 'v2')] }),
      httpRoute(env, 'named', { hostnames: [named, `two.${named}`, `*.three.${named}`], rules: [ruleTo(env, 'v3')] }),
    ];
  },
  steps: (env) => {
    const { wild, deep, named, new: added, long } = hostsOf(env);
    const to = (host: string) => ({ host, path: '/some?thing=1' });
    return citing(SHOWN, [
      ...['long', 'wild', 'exact', 'deep', 'named'].map((label) =>
        status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED }),
      ),
      ...proves(
        ['httproute.hostnames.wildcard', 'httproute.hostnames.precedence', 'httproute.hostnames.ignore-port'],
        http([
          arrives('one label under a wildcard', to(`a.${wild}`), 'v1'),
          arrives('three labels under it', to(`a.b.c.${wild}`), 'v1'),
          arrives('in another letter case', to(`A.${wild.toUpperCase()}`), 'v1'),
          arrives('with a port', to(`a.${wild}:8080`), 'v1'),
          answers('its bare domain', to(wild), 404),
          answers('its bare domain with a port', to(`${wild}:80`), 404),
          answers('its domain with letters before it instead of a label', to(`some${wild}`), 404),
          answers('a label under such a domain', to(`a.some${wild}`), 404),
          arrives('the domain of the longer wildcard', to(deep), 'v1'),
          arrives('that domain with letters before it', to(`some${deep}`), 'v1'),
          arrives('one label under the longer wildcard', to(`a.${deep}`), 'v2'),
          arrives('three labels under the longer wildcard', to(`a.b.c.${deep}`), 'v2'),
          arrives('a better path where no better hostname is', { host: `a.${wild}`, path: '/some/longer' }, 'v3'),
          arrives('a better hostname before a better path', { host: `exact.${wild}`, path: '/some/longer' }, 'v2'),
          arrives(
            'a better hostname before more headers',
            { host: `exact.${wild}`, path: '/some/marked', headers: { mark: 'yes' } },
            'v2',
          ),
          arrives('a longer wildcard before a better path', { host: `a.${deep}`, path: '/some/longer' }, 'v2'),
          arrives('under the longer wildcard with a port', to(`a.${deep}:443`), 'v2'),
        ]),
      ),
      http([
        arrives('the first of three hostnames', to(named), 'v3'),
        arrives('the second', to(`two.${named}`), 'v3'),
        arrives('the third, which is a wildcard', to(`a.three.${named}`), 'v3'),
        arrives('the first in another letter case, with a port', to(`${named.toUpperCase()}:8443`), 'v3'),
        answers('a label under the first', to(`one.${named}`), 404),
        answers('a label under the second', to(`a.two.${named}`), 404),
        answers('the bare domain of the third', to(`three.${named}`), 404),
        answers('letters before the first', to(`some${named}`), 404),
        answers('the first without its first letter', to(named.slice(1)), 404),
        answers('a hostname of no route', to(added), 404),
        arrives('a label of 63 characters', to(long('one')), 'v1'),
        answers('the same label with another behind it', to(long('two')), 404),
        answers('one character less', to(long('one').slice(1)), 404),
        {
          name: 'the first with a dot at its end, which may be the same or none',
          send: to(`${named}.`),
          expect: { oneOf: ['v3'], refusals: [400, 404, 421] },
        },
      ]),

      patch('two of three hostnames go', 'HTTPRoute/named', { spec: { hostnames: [named] } }),
      patch('a hostname comes beside the wildcard', 'HTTPRoute/wild', { spec: { hostnames: [added, `*.${wild}`] } }),
      remove('the route with the longer wildcard goes', 'HTTPRoute/deep'),
      status('HTTPRoute/named', { conditions: ROUTE_ATTACHED }),
      status('HTTPRoute/wild', { conditions: ROUTE_ATTACHED }),
      http([
        arrives('the hostname that stayed', to(named), 'v3'),
        answers('a hostname that went', to(`two.${named}`), 404),
        answers('a hostname of the wildcard that went', to(`a.three.${named}`), 404),
        arrives('the hostname that came', to(added), 'v1'),
        arrives('the wildcard beside it', to(`a.${wild}`), 'v1'),
        arrives('what was served by the longer wildcard', to(`a.${deep}`), 'v1'),
      ]),
    ]);
  },
});
