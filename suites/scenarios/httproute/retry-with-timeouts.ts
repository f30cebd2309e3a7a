import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  beyond,
  failing,
  httpRoute,
  proves,
  retryRule,
  scenario,
} from '../../kit/index.ts';

const withRequestTimeout = scenario({
  id: 'HTTPRouteRetryWithRequestTimeout',
  title: 'Retries end with the timeout of the whole request',
  requirements: ['httproute.retry.within-request-timeout'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes', 'HTTPRouteRequestTimeout'],
  since: 'v1.7',
  provisional: true,
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'retrying', {
      rules: [retryRule(env, 'limited', { codes: [500], attempts: 5 }, { request: '1s' })],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/retrying'),
    http([
      arrives('tries that end in time', failing('limited', { first: 1, code: 500 }), 'v1'),
      answers(
        'tries that end too late together',
        failing('limited', { first: 2, code: 500, failsAfter: '700ms' }),
        504,
      ),
    ]),
  ],
});

const withBackendTimeout = scenario({
  id: 'HTTPRouteRetryWithBackendTimeout',
  title: 'Each try has the timeout of the backend, and all together that of the request',
  requirements: [
    'httproute.retry.codes',
    'httproute.timeouts.backend-request',
    'httproute.retry.within-request-timeout',
  ],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes', 'HTTPRouteRequestTimeout', 'HTTPRouteBackendTimeout'],
  since: 'v1.7',
  provisional: true,
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'retrying', {
      rules: [
        retryRule(env, 'each', { codes: [500], attempts: 3 }, { backendRequest: '1s', request: '15s' }),
        retryRule(env, 'all', { codes: [500], attempts: 5 }, { request: '500ms' }),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/retrying'),
    http([
      ...proves(
        'httproute.retry.codes',
        arrives(
          'every try in time for the backend',
          failing('each', { first: 2, code: 500, failsAfter: '100ms', succeedsAfter: '100ms' }),
          'v1',
        ),
      ),
      ...beyond(
        ...proves(
          'httproute.timeouts.backend-request',
          arrives(
            'four tries that take longer together than one may',
            // Each well before its timeout, for data planes that wait for a core.
            failing('each', { first: 3, code: 500, failsAfter: '400ms' }),
            'v1',
          ),
        ),
      ),
      ...proves(
        'httproute.retry.within-request-timeout',
        answers(
          'the first try too late for the request',
          failing('all', { first: 2, code: 500, failsAfter: '1s', succeedsAfter: '1s' }),
          504,
        ),
      ),
    ]),
  ],
});

export default [withRequestTimeout, withBackendTimeout];
