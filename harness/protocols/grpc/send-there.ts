import type { GrpcCode } from '../../scenario/traffic/grpc.ts';
import { ExchangeError, type Progress } from '../common/exchange.ts';
import { findHeader } from '../common/headers.ts';
import type { SenderAnswer } from '../common/sender.ts';
import type { Dial, Remote } from '../types.ts';
import { isBinary, loadEchoMethod, readAssertions } from './service.ts';
import type { GrpcExchange, GrpcResponseRecord, MetadataLines, ResolvedGrpcRequest } from './types.ts';

type Library = typeof import('./library.ts');
type Outcome = Pick<GrpcExchange, 'response' | 'echo'> & { durationMs: number };

/** Flag and length of a message (https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md). */
const PREFIX_BYTES = 5;

/** What stands for a status that is missing (https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md). */
const BY_HTTP_STATUS: Readonly<Record<number, GrpcCode>> = {
  400: 'INTERNAL',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'UNIMPLEMENTED',
  429: 'UNAVAILABLE',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'UNAVAILABLE',
};

/** Of the transport and of compression: no metadata of whoever answers. */
const OWN_NAMES = new Set(['grpc-status', 'grpc-message', 'grpc-encoding', 'grpc-accept-encoding']);

/** One unary call by whoever sends to the place for us. Undefined where nobody does, or not this one, as a stream. */
export async function callThere(
  dial: Dial,
  { address, port }: Remote,
  request: ResolvedGrpcRequest,
  library: Library,
  progress: Progress,
): Promise<Outcome | undefined> {
  if (request.tls || request.stream !== undefined) return undefined;
  const sender = dial.senderTo?.(address, port);
  // A message without fields: the prefix alone.
  const body = Buffer.alloc(PREFIX_BYTES);
  const answer = await sender?.send({ http2: { headers: listFields(request), body } }, progress);
  if (!answer) return undefined;
  const response = readResponse(answer, library);
  const { responseDeserialize } = await loadEchoMethod();
  const echo = response.code === 'OK' ? readAssertions(deserialize(answer.body, responseDeserialize)) : undefined;
  return { response, ...(echo ? { echo } : {}), durationMs: answer.durationMs };
}

function listFields({ service, method, authority, metadata }: ResolvedGrpcRequest): Record<string, string | string[]> {
  const fields: Record<string, string[]> = {};
  for (const [name, value] of metadata) {
    const key = name.toLowerCase();
    fields[key] = [...(fields[key] ?? []), isBinary(key) ? Buffer.from(value).toString('base64') : value];
  }
  return {
    ':method': 'POST',
    ':scheme': 'http',
    ':authority': authority,
    ':path': `/${service}/${method}`,
    'content-type': 'application/grpc',
    te: 'trailers',
    'user-agent': 'gwconf',
    'grpc-accept-encoding': 'identity',
    ...fields,
  };
}

/** Where there are no trailers the status is among the headers. */
function readResponse({ status, headers, trailers }: SenderAnswer, library: Library): GrpcResponseRecord {
  const last = trailers ?? headers;
  const [written] = findHeader(last, 'grpc-status');
  const own = { metadata: trailers ? listOthers(headers) : [], trailers: listOthers(last) };
  if (written !== undefined) {
    const [message = ''] = findHeader(last, 'grpc-message');
    return { code: (library.status[Number(written)] ?? 'UNKNOWN') as GrpcCode, message: decode(message), ...own };
  }
  if (status !== 200) {
    return { code: BY_HTTP_STATUS[status] ?? 'UNKNOWN', message: `Received HTTP status code ${status}`, ...own };
  }
  return { code: 'UNKNOWN', message: 'No status information received', ...own };
}

function listOthers(lines: MetadataLines): MetadataLines {
  return lines.filter(([name]) => !OWN_NAMES.has(name));
}

/** Percent-encoded; what is not is told as it stands. */
function decode(message: string): string {
  try {
    return decodeURI(message);
  } catch {
    return message;
  }
}

function deserialize(body: Buffer, read: (bytes: Buffer) => object): object {
  try {
    const end = PREFIX_BYTES + body.readUInt32BE(1);
    if (body.length < end) throw new Error('it ends early');
    return read(body.subarray(PREFIX_BYTES, end));
  } catch (error) {
    throw new ExchangeError('EBADMSG', `the answer is no message of the echo service: ${String(error)}`);
  }
}
