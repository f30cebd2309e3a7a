import {
  answers,
  arrives,
  backendRef,
  failing,
  meshAttached,
  meshBackends,
  meshHttp,
  meshRoute,
  pathPrefix,
  proves,
  retryRule,
  scenario,
} from '../../kit/index.ts';

const timeouts = scenario({
  id: 'SpecMeshTimeouts',
  title: 'A request timeout of a route of a Service ends what is not answered in time',
  requirements: ['httproute.timeouts.request'],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteRequestTimeout'],
  since: 'v1.0',
  level: 'spec',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  resources: (env) => {
    const rule = (path: string, request?: string) => ({
      matches: [pathPrefix(path)],
      backendRefs: [backendRef(env, 'v1')],
      ...(request === undefined ? {} : { timeouts: { request } }),
    });
    return [meshRoute(env, 'limited', { rules: [rule('/limited', '500ms'), rule('/unlimited')] })];
  },
  steps: [
    ...meshAttached('HTTPRoute/limited'),
    meshHttp([
      arrives('an answer at once', { path: '/limited' }, 'v1'),
      // So late that a data plane that waits for a core is no reason to miss the timeout.
      answers('an answer that comes late', { path: '/limited?delay=4s' }, 504),
      arrives('a late answer of a rule without a timeout', { path: '/unlimited?delay=1s' }, 'v1'),
    ]),
  ],
});

const retries = scenario({
  id: 'SpecMeshRetries',
  title: 'A route of a Service tries again what a backend fails with a listed code, so often as its rule says',
  requirements: ['httproute.retry.codes', 'httproute.retry.attempts'],
  features: ['Mesh', 'HTTPRoute', 'HTTPRouteRetryCodes'],
  since: 'v1.7',
  level: 'spec',
  gateways: [],
  backends: meshBackends('echo', 'v1'),
  resources: (env) => [
    meshRoute(env, 'retrying', { rules: [retryRule(env, 'thrice', { codes: [500], attempts: 3 })] }),
  ],
  steps: [
    ...meshAttached('HTTPRoute/retrying'),
    meshHttp([
      ...proves(
        'httproute.retry.codes',
        arrives('500 twice, of three further tries', failing('thrice', { first: 2, code: 500 }), 'v1'),
      ),
      ...proves(
        'httproute.retry.attempts',
        answers('500 once more than there are tries', failing('thrice', { first: 4, code: 500 }), 500),
      ),
    ]),
  ],
});

export default [timeouts, retries];
