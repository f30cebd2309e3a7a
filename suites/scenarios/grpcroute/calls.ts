import { grpc } from '../../../harness/scenario/define.ts';
import {
  attached,
  callsTo,
  converses,
  grpcRoute,
  proves,
  ROUTE_KITS,
  reaches,
  scenario,
  unimplemented,
  withMetadata,
} from '../../kit/index.ts';

const kit = ROUTE_KITS.GRPCRoute;
const REFLECTION = { method: { service: 'grpc.reflection.v1.ServerReflection', method: 'ServerReflectionInfo' } };
/** Bytes that text does not have, which are UTF-8 all the same: the echo tells metadata as text. */
const BYTES = '\u0000\u0001\u007f\tü€';
const LONG = 'value '.repeat(300).trim();

export default scenario({
  id: 'SpecGRPCRouteCalls',
  title: 'Streams are passed message by message in both directions, and metadata of any kind as it was sent',
  requirements: [
    'grpcroute.backends.receive-calls',
    'grpcroute.match.method',
    'grpcroute.match.headers',
    'grpcroute.no-rule-unimplemented',
  ],
  features: kit.features,
  since: 'v1.6',
  level: 'spec',
  backends: kit.backends({ v1: {}, v2: {} }),
  resources: (env) => [
    grpcRoute(env, 'streams', {
      hostnames: [env.host('streams')],
      rules: [
        callsTo(env, 'v2', { ...REFLECTION, ...withMetadata({ chosen: 'yes' }) }),
        callsTo(env, 'v1', REFLECTION),
      ],
    }),
    grpcRoute(env, 'metadata', { hostnames: [env.host('metadata')], rules: [callsTo(env, 'v1')] }),
  ],
  steps: (env) => {
    const authority = env.host('metadata');
    const streams = env.host('streams');
    return [
      ...attached('GRPCRoute/streams', 'GRPCRoute/metadata'),
      grpc([
        ...proves(
          ['grpcroute.backends.receive-calls', 'grpcroute.match.method'],
          converses('one message', { authority: streams }, 1),
          converses('a conversation', { authority: streams }, 5),
        ),
        ...proves(
          'grpcroute.match.headers',
          converses('a conversation that metadata leads', { authority: streams, metadata: { chosen: 'yes' } }, 2),
        ),
        ...proves(
          'grpcroute.no-rule-unimplemented',
          unimplemented('a stream that no rule takes', { authority: streams, service: 'grpc.reflection.v1.Other' }),
          unimplemented('a call where only streams are taken', { authority: streams }),
        ),
        ...proves(
          'grpcroute.backends.receive-calls',
          converses('a conversation without a match', { authority }, 3),
          reaches('metadata of bytes', { authority, metadata: { 'x-bytes-bin': BYTES } }, 'v1'),
          reaches('bytes beside text', { authority, metadata: { 'x-text': 'yes', 'x-text-bin': BYTES } }, 'v1'),
          reaches('several values of one name', { authority, metadata: { 'x-text': ['b', 'a', 'b'] } }, 'v1'),
          reaches('a long value', { authority, metadata: { 'x-long': LONG } }, 'v1'),
          reaches('a value with = ; and "', { authority, metadata: { 'x-quoted': 'a="b;c"; d=e' } }, 'v1'),
        ),
      ]),
    ];
  },
});
