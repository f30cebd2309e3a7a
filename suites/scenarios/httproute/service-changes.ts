import { apply, http, patch, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import {
  answers,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  httpRoute,
  ROUTE_ATTACHED,
  ruleTo,
  scenario,
  unresolved,
} from '../../kit/index.ts';

/** Each leads to one Service, whose fate it shares; what stands beside it in the route stays. */
function routeTo(env: ScenarioEnv, label: string) {
  return httpRoute(env, label, {
    hostnames: [env.host(label)],
    rules: [ruleTo(env, 'v1', exactPath('/beside')), ruleTo(env, label, exactPath('/there'))],
  });
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.resolved-refs', 'route.status.observed-generation'],
  unresolved: ['httproute.backends.not-found', 'route.status.some-rule', 'route.status.resolved-refs'],
  served: ['httproute.backends.service'],
  failing: ['httproute.backends.all-invalid-500', 'httproute.backends.not-found'],
};

export default scenario({
  id: 'SpecHTTPRouteServiceChanges',
  title: 'A route follows its Services: made later, deleted, made anew',
  requirements: [
    'httproute.backends.not-found',
    'httproute.backends.all-invalid-500',
    'httproute.backends.service',
    'route.status.resolved-refs',
    'route.status.observed-generation',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  backends: { v1: {}, doomed: { late: 'service' }, again: { late: 'service' }, late: { late: 'service' } },
  resources: (env) => [
    routeTo(env, 'doomed'),
    routeTo(env, 'again'),
    routeTo(env, 'late'),
    // By itself, and its only backend is the second of its rule.
    httpRoute(env, 'late-second', {
      hostnames: [env.host('late-second')],
      rules: [{ backendRefs: [backendRef(env, 'v1', { weight: 0 }), backendRef(env, 'late', { weight: 1 })] }],
    }),
    // The last of its references is the bad one.
    httpRoute(env, 'last-is-missing', {
      hostnames: [env.host('last-is-missing')],
      rules: [
        ruleTo(env, 'v1', exactPath('/beside')),
        {
          matches: [exactPath('/there')],
          backendRefs: [backendRef(env, 'v1', { weight: 0 }), { name: env.name('never'), port: 8080 }],
        },
      ],
    }),
  ],
  steps: (env) => {
    const there = (label: string) => ({ host: env.host(label), path: '/there' });
    const beside = (label: string) =>
      arrives(`${label}: the other rule`, { host: env.host(label), path: '/beside' }, 'v1');
    const attached = (label: string) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED });
    const missing = (label: string) => status(`HTTPRoute/${label}`, { conditions: unresolved('BackendNotFound') });
    return citing(SHOWN, [
      apply('two Services come', [], ['doomed', 'again']),
      attached('doomed'),
      attached('again'),
      missing('late'),
      missing('late-second'),
      missing('last-is-missing'),
      http([
        answers('late-second: before it is there', { host: env.host('late-second') }, 500),
        arrives('doomed: while it is there', there('doomed'), 'doomed'),
        arrives('again: while it is there', there('again'), 'again'),
        answers('late: before it is there', there('late'), 500),
        answers('last-is-missing: the share of the missing Service', there('last-is-missing'), 500),
        ...['doomed', 'late', 'last-is-missing'].map(beside),
      ]),

      remove('doomed: the Service goes', 'Service/doomed'),
      remove('again: the Service goes', 'Service/again'),
      apply('late: the Service comes', [], ['late']),
      missing('doomed'),
      missing('again'),
      attached('late'),
      attached('late-second'),
      http([
        arrives('late-second: when it is there', { host: env.host('late-second') }, 'late'),
        answers('doomed: after it went', there('doomed'), 500),
        answers('again: after it went', there('again'), 500),
        arrives('late: when it is there', there('late'), 'late'),
        ...['doomed', 'again', 'late'].map(beside),
      ]),

      apply('again: the Service comes anew', [], ['again']),
      patch('last-is-missing: its reference leads to a Service that is there', 'HTTPRoute/last-is-missing', {
        spec: { rules: [ruleTo(env, 'v1', exactPath('/beside')), ruleTo(env, 'late', exactPath('/there'))] },
      }),
      attached('again'),
      attached('last-is-missing'),
      missing('doomed'),
      http([
        arrives('again: when it is there anew', there('again'), 'again'),
        arrives('last-is-missing: when its reference is mended', there('last-is-missing'), 'late'),
        answers('doomed: still', there('doomed'), 500),
      ]),
    ]);
  },
});
