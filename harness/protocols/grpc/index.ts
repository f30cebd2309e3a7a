import { quoteCommand } from '../../common/exec/quote.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import type { GrpcExpectation, GrpcRequest } from '../../scenario/traffic/grpc.ts';
import { describeAnswer, labelsOf } from '../common/backends.ts';
import { describeWithin } from '../common/duration.ts';
import { commonRecord } from '../common/record.ts';
import { formatRemote, withoutPort } from '../common/sockets.ts';
import { describeHeaders } from '../http/describe.ts';
import { listHeaders } from '../http/resolve.ts';
import type { Protocol } from '../types.ts';
import { sendGrpc } from './client.ts';
import { matchGrpc } from './match.ts';
import { ECHO_SERVICE, isBinary, REFLECTION_METHOD, REFLECTION_SERVICE } from './service.ts';
import type { GrpcExchange, ResolvedGrpcRequest } from './types.ts';

/** Codes that a proxy gives while it or its backend starts. */
const PASSING = new Set(['UNAVAILABLE', 'UNKNOWN', 'INTERNAL', 'DEADLINE_EXCEEDED']);

/** gRPC over HTTP/2, in plain text and over TLS. */
export const grpc: Protocol<'grpc', ResolvedGrpcRequest, GrpcExchange> = {
  name: 'grpc',
  resolve: resolveGrpc,
  entry: ({ tls }) => ({ transport: 'tcp', tls: tls === true, port: tls ? 443 : 80 }),
  send: sendGrpc,
  match: matchGrpc,
  wantsAnswer: (expect) => !('connection' in expect),
  provesLive: (expect) => 'backend' in expect || 'oneOf' in expect || 'streamed' in expect,
  listBackends: (expect) => ('backend' in expect || 'oneOf' in expect ? labelsOf(expect) : []),
  describe({ service, method = 'Echo', stream, tls, authority, metadata, session }) {
    const called =
      stream === undefined ? `${service === undefined ? '' : `${service}/`}${method}` : describeStream(stream);
    const parts = [`${called}${tls ? ' over TLS' : ''}`];
    if (authority !== undefined) parts.push(`authority ${authority}`);
    if (session !== undefined)
      parts.push(`again in the session that ${session === 'cookie' ? 'a cookie' : session.header} began`);
    return [...parts, ...describeHeaders(metadata)].join('; ');
  },
  describeExpectation: describeGrpcExpectation,
  identify: ({ response, echo }) =>
    response && {
      code: response.code,
      ...(echo ? { backend: echo.context } : {}),
      passing: PASSING.has(response.code),
      late: response.code === 'DEADLINE_EXCEEDED',
    },
  record(exchange) {
    const { request, response, echo } = exchange;
    return {
      ...commonRecord(exchange, describeCall(request), toGrpcurl(exchange)),
      protocol: 'grpc',
      sent: { headers: [[':authority', request.authority], ...request.metadata] },
      ...(response
        ? {
            received: {
              status: response.code,
              message: response.message,
              headers: response.metadata,
              trailers: response.trailers,
              ...(echo ? { body: JSON.stringify(echo) } : {}),
              ...(response.tls ? { tls: response.tls } : {}),
            },
          }
        : {}),
    };
  },
};

function resolveGrpc(request: GrpcRequest, env: ScenarioEnv): ResolvedGrpcRequest {
  const { service = ECHO_SERVICE, method = 'Echo', authority = env.hostname, tls = false, clientCertificate } = request;
  const { stream } = request;
  return {
    ...(stream === undefined
      ? { service, method }
      : { service: REFLECTION_SERVICE, method: REFLECTION_METHOD, stream }),
    authority,
    metadata: listHeaders(request.metadata),
    tls,
    sni: request.sni ?? (tls ? withoutPort(authority) : ''),
    ...(clientCertificate ? { clientCertificate } : {}),
    ...(request.session ? { session: request.session } : {}),
  };
}

function describeGrpcExpectation(expect: GrpcExpectation): string {
  if ('connection' in expect) return 'no answer';
  const within = describeWithin(expect.within);
  if ('streamed' in expect) return `OK after ${expect.streamed} messages, each answered in turn${within}`;
  return 'code' in expect ? `${[expect.code].flat().join(' or ')}${within}` : `${describeAnswer(expect)}${within}`;
}

function describeStream(messages: number): string {
  return `a stream of ${messages} messages of ${REFLECTION_SERVICE}`;
}

function describeCall({ service, method, authority, tls }: ResolvedGrpcRequest): string {
  return `${tls ? 'grpcs' : 'grpc'}://${authority}/${service}/${method}`;
}

function toGrpcurl({ request, remote }: Pick<GrpcExchange, 'request' | 'remote'>): string {
  const { service, method, authority, metadata, tls, sni, clientCertificate } = request;
  const proto = request.stream === undefined ? ['-proto', 'grpcecho.proto'] : [];
  const words = ['-max-time', '10', ...proto, '-authority', authority];
  words.push(...(tls ? ['-insecure', '-servername', sni] : ['-plaintext']));
  if (clientCertificate) words.push('-cert', 'client.crt', '-key', 'client.key');
  for (const [name, value] of metadata) {
    words.push('-H', `${name}: ${isBinary(name) ? Buffer.from(value).toString('base64') : value}`);
  }
  const called = request.stream === undefined ? `${service}/${method}` : 'list';
  return quoteCommand('grpcurl', [...words, formatRemote(remote), called]);
}
