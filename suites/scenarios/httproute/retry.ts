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

/** Codes that every implementation can retry. */
const CODES = [500, 502, 503, 504];

const retry = scenario({
  id: 'HTTPRouteRetry',
  title: 'What a backend fails with one of the listed codes is tried again, so often as the rule says and no oftener',
  requirements: ['httproute.retry.codes', 'httproute.retry.attempts', 'httproute.retry.zero'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes'],
  since: 'v1.6',
  backends: { v1: {} },
  resources: (env) => [
    httpRoute(env, 'retrying', {
      rules: [
        retryRule(env, 'one-code', { codes: [500], attempts: 3 }),
        retryRule(env, 'all-codes', { codes: CODES, attempts: 2 }),
        retryRule(env, 'none', { codes: CODES, attempts: 0 }),
      ],
    }),
  ],
  steps: [
    ...attached('HTTPRoute/retrying'),
    http([
      ...proves(
        ['httproute.retry.codes', 'httproute.retry.attempts'],
        arrives('500 twice, of three further tries', failing('one-code', { first: 2, code: 500 }), 'v1'),
        ...beyond(
          arrives('500 three times, of three', failing('one-code', { first: 3, code: 500 }), 'v1'),
          // A method that may be repeated, so that nobody has a reason not to.
          arrives(
            '500 once, with a body that each try must bring',
            { ...failing('one-code', { first: 1, code: 500 }), method: 'PUT', body: 'sent again' },
            'v1',
          ),
        ),
      ),
      ...proves(
        'httproute.retry.attempts',
        answers('500 once more than there are tries', failing('one-code', { first: 4, code: 500 }), 500),
      ),
      ...proves(
        'httproute.retry.other-codes',
        answers('a code that is not listed', failing('one-code', { first: 2, code: 503 }), 503),
      ),
      ...CODES.flatMap((code) => [
        ...proves(
          'httproute.retry.codes',
          arrives(`${code} once, of all codes`, failing('all-codes', { first: 1, code }), 'v1'),
        ),
        ...proves(
          'httproute.retry.attempts',
          answers(`${code} once more than there are tries, of all`, failing('all-codes', { first: 3, code }), code),
        ),
        ...proves(
          'httproute.retry.zero',
          answers(`${code} without a further try`, failing('none', { first: 1, code }), code),
        ),
      ]),
    ]),
  ],
});

const byDefault = scenario({
  id: 'SpecHTTPRouteRetryDefaults',
  title: 'A rule that names codes and no number of tries makes one further try',
  requirements: ['httproute.retry.attempts'],
  features: ['Gateway', 'HTTPRoute', 'HTTPRouteRetryCodes'],
  since: 'v1.7',
  level: 'spec',
  backends: { v1: {} },
  resources: (env) => [httpRoute(env, 'retrying', { rules: [retryRule(env, 'by-default', { codes: [503] })] })],
  steps: [
    ...attached('HTTPRoute/retrying'),
    http([
      arrives('one further try', failing('by-default', { first: 1, code: 503 }), 'v1'),
      answers('no more than one', failing('by-default', { first: 2, code: 503 }), 503),
    ]),
  ],
});

export default [retry, byDefault];
