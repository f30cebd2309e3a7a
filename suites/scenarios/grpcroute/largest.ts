import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  grpcRoute,
  proves,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
  withMetadata,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;

// As many as the schema of a GRPCRoute allows.
const MATCHES = 64;
const RULES = 16;
const HOSTNAMES = 16;
const HEADERS = 16;

const count = (to: number) => Array.from({ length: to }, (_, index) => index + 1);
const metadata = (what: string, value: string | null, to = HEADERS) =>
  Object.fromEntries(count(to).map((number) => [`x-${what}-${number}`, value]));
const sent = (what: string, to = HEADERS) => metadata(what, 'sent', to) as Record<string, string>;
const entries = (what: string) => Object.keys(metadata(what, what)).map((name) => ({ name, value: what }));

export default scenario({
  id: 'SpecGRPCRouteLargest',
  title: 'A GRPCRoute with as many matches, rules, hostnames and headers as there may be is served by each of them',
  requirements: [
    'grpcroute.rules.any-match',
    'grpcroute.hostnames.intersection',
    'grpcroute.no-rule-unimplemented',
    'grpcroute.match.headers',
    'grpcroute.filters.request-header-modifier',
  ],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'matches', {
      rules: [callsTo(env, 'v1', ...count(MATCHES).map((number) => withMetadata({ page: `${number}` })))],
    }),
    grpcRoute(env, 'rules', {
      hostnames: [env.host('rules')],
      rules: count(RULES).map((number) =>
        callsTo(env, number % 2 === 0 ? 'v2' : 'v1', withMetadata({ rule: `${number}` })),
      ),
    }),
    grpcRoute(env, 'names', {
      hostnames: count(HOSTNAMES).map((number) => env.host(`name-${number}`)),
      rules: [callsTo(env, 'v2')],
    }),
    grpcRoute(env, 'headers', {
      hostnames: [env.host('headers')],
      rules: [
        {
          ...callsTo(env, 'v1', withMetadata(sent('part'))),
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: {
                set: entries('set'),
                add: entries('add'),
                remove: Object.keys(metadata('remove', null)),
              },
            },
          ],
        },
      ],
    }),
  ],
  steps: (env) => [
    ...attached('GRPCRoute/matches', 'GRPCRoute/rules', 'GRPCRoute/names', 'GRPCRoute/headers'),
    ...proves(
      ['grpcroute.rules.any-match', 'grpcroute.no-rule-unimplemented'],
      grpc([
        unimplemented('metadata of no match', { method: 'Echo', metadata: { page: `${MATCHES + 1}` } }),
        ...[1, 9, 17, 33, MATCHES].map((place) =>
          reaches(`match ${place} of ${MATCHES}`, { method: 'Echo', metadata: { page: `${place}` } }, 'v1'),
        ),
        ...[1, 2, 9, RULES].map((place) =>
          reaches(
            `rule ${place} of ${RULES}`,
            { method: 'Echo', authority: env.host('rules'), metadata: { rule: `${place}` } },
            place % 2 === 0 ? 'v2' : 'v1',
          ),
        ),
      ]),
    ),
    ...proves(
      'grpcroute.hostnames.intersection',
      grpc([
        unimplemented('a hostname that is not among them', {
          method: 'Echo',
          authority: env.host(`name-${HOSTNAMES + 1}`),
        }),
        ...[1, 5, 9, HOSTNAMES].map((place) =>
          reaches(`hostname ${place} of ${HOSTNAMES}`, { method: 'Echo', authority: env.host(`name-${place}`) }, 'v2'),
        ),
      ]),
    ),
    grpc([
      ...proves(
        'grpcroute.match.headers',
        unimplemented(`all but the last of ${HEADERS} headers`, {
          method: 'Echo',
          authority: env.host('headers'),
          metadata: sent('part', HEADERS - 1),
        }),
      ),
      ...proves(
        'grpcroute.filters.request-header-modifier',
        reaches(
          `all of ${HEADERS} headers, where as many are set, added and removed`,
          {
            method: 'Echo',
            authority: env.host('headers'),
            metadata: { ...sent('part'), ...sent('set'), ...sent('remove') },
          },
          'v1',
          {
            saw: {
              metadata: {
                ...sent('part'),
                ...metadata('set', 'set'),
                ...metadata('add', 'add'),
                ...metadata('remove', null),
              },
            },
          },
        ),
      ),
    ]),
  ],
});
