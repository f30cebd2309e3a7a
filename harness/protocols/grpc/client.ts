import { isIP } from 'node:net';
import type { Client, Metadata, StatusObject } from '@grpc/grpc-js';
import type { GrpcCode } from '../../scenario/traffic/grpc.ts';
import { ExchangeError, type Progress, runExchange } from '../common/exchange.ts';
import { formatRemote } from '../common/sockets.ts';
import type { Link, Remote, SendOptions } from '../types.ts';
import { createCredentials, type Presented } from './credentials.ts';
import { callThere } from './send-there.ts';
import { isBinary, loadEchoMethod, readAssertions } from './service.ts';
import { continueWith, findSession } from './session.ts';
import { streamMessages } from './stream.ts';
import type { GrpcExchange, MetadataLines, ResolvedGrpcRequest } from './types.ts';

type Library = typeof import('./library.ts');
type Outcome = Pick<GrpcExchange, 'response' | 'echo'>;

/** One call over a channel of its own. One of a session is made twice, and the second exchange is given. */
export async function sendGrpc(
  link: Link,
  remote: Remote,
  request: ResolvedGrpcRequest,
  options: SendOptions,
): Promise<GrpcExchange> {
  const exchange = await sendOnce(link, remote, request, options);
  if (request.session === undefined || !exchange.response) return exchange;
  const line = findSession(exchange);
  const first = { isSet: line !== undefined, ...(exchange.echo ? { pod: exchange.echo.context.pod } : {}) };
  if (line === undefined) return { ...exchange, first };
  return { ...(await sendOnce(link, remote, continueWith(request, line), options)), first };
}

async function sendOnce(
  { dial, clock }: Link,
  remote: Remote,
  request: ResolvedGrpcRequest,
  options: SendOptions,
): Promise<GrpcExchange> {
  const outcome = await runExchange(clock, options, async (progress): Promise<Outcome> => {
    // Few runs need it.
    const library = await import('./library.ts');
    const sent = await callThere(dial, remote, request, library, progress);
    if (sent) return sent;
    const { host: address, port } = dial(remote.address, remote.port);
    const presented: Presented = {};
    const client = new library.Client(
      formatTarget({ address, port }),
      await createCredentials(library, request, options.authority, presented, progress),
      listChannelOptions(request),
    );
    progress.onEnd(() => client.close());
    const { status, head, answer, streamed } = await call(client, library, request, progress);
    const response = {
      code: (library.status[status.code] ?? 'UNKNOWN') as GrpcCode,
      message: status.details,
      metadata: listLines(head),
      trailers: listLines(status.metadata),
    };
    const echo = readAssertions(answer);
    const counted = streamed === undefined ? {} : { streamed };
    return { response: { ...response, ...counted, ...presented }, ...(echo ? { echo } : {}) };
  });
  return { protocol: 'grpc', request, remote, ...outcome };
}

/** An address is told as one: the library would else open a resolver of names for each channel. */
function formatTarget(remote: Remote): string {
  const version = isIP(remote.address);
  return version === 0 ? formatRemote(remote) : `ipv${version}:${formatRemote(remote)}`;
}

function listChannelOptions({ authority, tls, sni }: ResolvedGrpcRequest): Record<string, string | number> {
  return {
    'grpc.default_authority': authority,
    ...(tls ? { 'grpc.ssl_target_name_override': sni } : {}),
    // A channel would share its connection with others to the same place, try again, and go through a proxy.
    'grpc.use_local_subchannel_pool': 1,
    'grpc.enable_retries': 0,
    'grpc.enable_http_proxy': 0,
  };
}

interface Called {
  status: StatusObject;
  head?: Metadata;
  answer?: object;
  streamed?: number;
}

/** Rejects where the status is not the other side's: the connection failed or broke. */
async function call(
  client: Client,
  library: Library,
  request: ResolvedGrpcRequest,
  progress: Progress,
): Promise<Called> {
  const metadata = new library.Metadata();
  for (const [key, value] of request.metadata) metadata.add(key, isBinary(key) ? Buffer.from(value) : value);
  const called =
    request.stream === undefined
      ? await callOnce(client, request, metadata, progress)
      : await streamMessages(client, metadata, request.stream, progress);
  const loss = called.head ? undefined : findLoss(called.status);
  if (loss) throw loss;
  return called;
}

async function callOnce(
  client: Client,
  { service, method: name }: ResolvedGrpcRequest,
  metadata: Metadata,
  progress: Progress,
): Promise<Called> {
  const method = await loadEchoMethod();
  return new Promise<Called>((resolve) => {
    let head: Metadata | undefined;
    let answer: object | undefined;
    const path = `/${service}/${name}`;
    const { requestSerialize, responseDeserialize } = method;
    const started = client.makeUnaryRequest(path, requestSerialize, responseDeserialize, {}, metadata, (_, value) => {
      answer = value;
    });
    progress.onEnd(() => started.cancel());
    started.on('metadata', (received) => {
      head = received;
      progress.stage = 'waiting for the answer';
    });
    // It comes after the answer.
    started.on('status', (status) => setImmediate(() => resolve({ status, head, answer })));
  });
}

/** How the library's own statuses begin, where nothing came from the other side. */
const LOST = /^(no connection established|connection dropped|received rst_stream|name resolution|.*socket )/i;

/** A code of the system that the details name is the reason. */
function findLoss({ details }: StatusObject): ExchangeError | undefined {
  if (!LOST.test(details)) return undefined;
  const code = /\b(E[A-Z]{3,}|ERR_[A-Z_]+)\b/.exec(details)?.[1];
  return new ExchangeError(code ?? 'ECONNRESET', details);
}

function listLines(metadata: Metadata | undefined): MetadataLines {
  if (!metadata) return [];
  return Object.keys(metadata.getMap()).flatMap((name) =>
    metadata.get(name).map((value): [string, string] => [name, value.toString()]),
  );
}
