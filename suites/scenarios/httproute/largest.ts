import { http } from '../../../harness/scenario/define.ts';
import {
  answers,
  arrives,
  attached,
  exactPath,
  httpRoute,
  proves,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

// As many as the schema of an HTTPRoute allows.
const MATCHES = 64;
const RULES = 16;
const HOSTNAMES = 16;
const HEADERS = 16;

const count = (to: number) => Array.from({ length: to }, (_, index) => index + 1);
/** The first, the last, and those behind which a shorter list would end. */
const places = (to: number) =>
  [1, 2, 5, 9, 11, 17, 33, to].filter((place, index, all) => place <= to && all.indexOf(place) === index);
const headers = (to: number) => Object.fromEntries(count(to).map((number) => [`x-part-${number}`, `${number}`]));

export default scenario({
  id: 'SpecHTTPRouteLargest',
  title: 'A route with as many matches, rules, hostnames and headers as there may be is served by each of them',
  requirements: [
    'httproute.rules.any-match',
    'httproute.precedence.first-rule',
    'httproute.hostnames.select',
    'httproute.match.headers.all',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.6',
  level: 'spec',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    httpRoute(env, 'matches', {
      rules: [ruleTo(env, 'v1', ...count(MATCHES).map((number) => exactPath(`/page-${number}`)))],
    }),
    httpRoute(env, 'rules', {
      hostnames: [env.host('rules')],
      rules: count(RULES).map((number) => ruleTo(env, number % 2 === 0 ? 'v2' : 'v1', exactPath(`/rule-${number}`))),
    }),
    // Each path twice, so that the first of two rules decides wherever they stand.
    httpRoute(env, 'twice', {
      hostnames: [env.host('twice')],
      rules: count(RULES).map((number) =>
        ruleTo(env, number <= RULES / 2 ? 'v1' : 'v2', exactPath(`/twice-${number % (RULES / 2)}`)),
      ),
    }),
    httpRoute(env, 'names', {
      hostnames: count(HOSTNAMES).map((number) => env.host(`name-${number}`)),
      rules: [ruleTo(env, 'v2')],
    }),
    httpRoute(env, 'headers', {
      hostnames: [env.host('headers')],
      rules: [ruleTo(env, 'v1', withHeaders(headers(HEADERS)))],
    }),
  ],
  steps: (env) => [
    ...attached('HTTPRoute/matches', 'HTTPRoute/rules', 'HTTPRoute/twice', 'HTTPRoute/names', 'HTTPRoute/headers'),
    ...proves(
      'httproute.rules.any-match',
      http([
        answers('a path of no match', { path: `/page-${MATCHES + 1}` }, 404),
        ...places(MATCHES).map((place) => arrives(`match ${place} of ${MATCHES}`, { path: `/page-${place}` }, 'v1')),
        ...places(RULES).map((place) =>
          arrives(
            `rule ${place} of ${RULES}`,
            { host: env.host('rules'), path: `/rule-${place}` },
            place % 2 === 0 ? 'v2' : 'v1',
          ),
        ),
      ]),
    ),
    ...proves(
      'httproute.precedence.first-rule',
      http(
        count(RULES / 2).map((number) =>
          arrives(
            `the first of the equal rules ${number} and ${number + RULES / 2}`,
            { host: env.host('twice'), path: `/twice-${number % (RULES / 2)}` },
            'v1',
          ),
        ) as [ReturnType<typeof arrives>],
      ),
    ),
    ...proves(
      'httproute.hostnames.select',
      http([
        answers('a hostname that is not among them', { host: env.host(`name-${HOSTNAMES + 1}`) }, 404),
        ...places(HOSTNAMES).map((place) =>
          arrives(`hostname ${place} of ${HOSTNAMES}`, { host: env.host(`name-${place}`) }, 'v2'),
        ),
      ]),
    ),
    ...proves(
      'httproute.match.headers.all',
      http([
        arrives(`all of ${HEADERS} headers`, { host: env.host('headers'), headers: headers(HEADERS) }, 'v1'),
        answers('all but the last of them', { host: env.host('headers'), headers: headers(HEADERS - 1) }, 404),
      ]),
    ),
  ],
});
