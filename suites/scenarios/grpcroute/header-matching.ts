import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  grpcRoute,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
  withMetadata,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;
const HEADERS = { requirements: ['grpcroute.match.headers'] };
const MORE = { requirements: ['grpcroute.precedence.criteria'] };
const FIRST = { requirements: ['grpcroute.match.headers.first-equivalent'], level: 'spec' as const };
const NO_RULE = { requirements: ['grpcroute.no-rule-unimplemented'] };

export default scenario({
  id: 'GRPCRouteHeaderMatching',
  title: 'A GRPCRoute selects its backend by exact metadata',
  requirements: [
    'grpcroute.match.headers',
    'grpcroute.match.headers.first-equivalent',
    'grpcroute.precedence.criteria',
    'grpcroute.no-rule-unimplemented',
  ],
  features: kit.features,
  since: 'v1.6',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'metadata', {
      rules: [
        callsTo(env, 'v1', withMetadata({ tier: 'gold' })),
        callsTo(env, 'v2', withMetadata({ tier: 'silver' })),
        callsTo(env, 'v1', withMetadata({ tier: 'silver', 'X-Region': 'north' })),
        callsTo(env, 'v1', withMetadata({ shade: 'teal' }), withMetadata({ shade: 'navy' })),
        callsTo(env, 'v2', withMetadata({ shade: 'rust' }), withMetadata({ shade: 'plum' })),
        callsTo(env, 'v2', {
          headers: [
            { name: 'plan', value: 'basic' },
            { name: 'Plan', value: 'full' },
          ],
        }),
      ],
    }),
  ],
  steps: [
    ...attached('GRPCRoute/metadata'),
    grpc([
      reaches('the value of the first rule', { metadata: { tier: 'gold' } }, 'v1', HEADERS),
      reaches('the value of the second rule', { metadata: { tier: 'silver' } }, 'v2', HEADERS),
      reaches('more headers go first', { metadata: { tier: 'silver', 'x-region': 'north' } }, 'v1', MORE),
      reaches('only one of two fits', { metadata: { tier: 'silver', 'x-region': 'south' } }, 'v2', HEADERS),
      reaches('first match of a rule', { metadata: { shade: 'teal' } }, 'v1', HEADERS),
      reaches('second match of a rule', { metadata: { shade: 'navy' } }, 'v1', HEADERS),
      reaches('first match of another rule', { metadata: { shade: 'rust' } }, 'v2', HEADERS),
      reaches('second match of another rule', { metadata: { shade: 'plum' } }, 'v2', HEADERS),
      reaches('first of two entries for one name', { metadata: { plan: 'basic' } }, 'v2', FIRST),
      unimplemented('second of two entries for one name', { metadata: { plan: 'full' } }, FIRST),
      unimplemented('only the second header of a match', { metadata: { 'x-region': 'north' } }, NO_RULE),
      unimplemented('no header at all', {}, NO_RULE),
      unimplemented('a value in another case', { metadata: { tier: 'Gold' } }, { ...NO_RULE, level: 'spec' }),
      unimplemented('a value with more behind it', { metadata: { tier: 'golden' } }, { ...NO_RULE, level: 'spec' }),
      unimplemented('an unknown value', { metadata: { shade: 'lime' } }, NO_RULE),
    ]),
  ],
});
