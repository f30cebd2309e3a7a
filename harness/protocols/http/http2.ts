import { type ClientHttp2Session, type ClientHttp2Stream, connect, type IncomingHttpHeaders } from 'node:http2';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { ExchangeError, type Progress } from '../common/exchange.ts';
import { createBodyReader } from './body.ts';
import type { HttpResponseRecord, ResolvedHttpRequest } from './types.ts';

/** Of HTTP/1.1 alone (RFC 9113 section 8.2.2): they must not be sent. */
const CONNECTION_HEADERS = new Set(['connection', 'host', 'keep-alive', 'proxy-connection', 'upgrade']);

/** HTTP/2 over a connection: with prior knowledge where it is plain text (h2c), else as ALPN chose. */
export async function exchangeHttp2(
  socket: Socket,
  request: ResolvedHttpRequest,
  progress: Progress,
): Promise<HttpResponseRecord> {
  if (socket instanceof TLSSocket && socket.alpnProtocol !== 'h2') {
    throw new ExchangeError('ENOHTTP2', `h2 was offered by ALPN, and ${socket.alpnProtocol || 'nothing'} chosen`);
  }
  const session = connect(`${request.scheme}://localhost`, { createConnection: () => socket });
  progress.onEnd(() => session.destroy());
  session.once('connect', () => {
    progress.stage = 'waiting for the response';
  });
  const broken = new Promise<never>((_, reject) => {
    session.on('error', reject);
    socket.on('error', reject);
    session.on('close', () => reject(new ExchangeError('ECONNRESET', 'the connection was closed without a response')));
  });
  return Promise.race([broken, ask(session, request, progress)]);
}

async function ask(
  session: ClientHttp2Session,
  request: ResolvedHttpRequest,
  progress: Progress,
): Promise<HttpResponseRecord> {
  const stream = session.request(listFields(request));
  const answer = readStream(stream, () => {
    progress.stage = 'reading the body';
  });
  stream.end(request.body);
  return answer;
}

function readStream(stream: ClientHttp2Stream, onHead: () => void): Promise<HttpResponseRecord> {
  return new Promise((resolve, reject) => {
    const body = createBodyReader();
    let head: Pick<HttpResponseRecord, 'status' | 'httpVersion' | 'headers'> | undefined;
    const finish = (): void => {
      if (head) resolve({ ...head, ...body.text() });
    };
    stream.on('error', reject);
    stream.on('response', (headers) => {
      head = { status: Number(headers[':status']), httpVersion: '2.0', headers: listHeaders(headers) };
      onHead();
    });
    stream.on('data', (chunk: Buffer) => {
      if (body.add(chunk)) return;
      finish();
      stream.close();
    });
    stream.on('end', () => {
      // A stream that was reset ends, too.
      if (stream.rstCode === 0) finish();
    });
    stream.on('close', () => {
      const seen = head ? `status ${head.status} and ${body.length()} bytes of the body` : 'no response';
      reject(new ExchangeError('ECONNRESET', `the stream was closed early, after ${seen} (code ${stream.rstCode})`));
    });
  });
}

/** Pseudo-headers, and the others after them. */
export function listFields(request: ResolvedHttpRequest): Record<string, string | string[]> {
  return {
    ':method': request.method,
    ':scheme': request.scheme,
    ':authority': request.host,
    ':path': request.path,
    ...groupHeaders(request.headers),
  };
}

/** Lower-case names; several lines of a name as a list. */
function groupHeaders(lines: ResolvedHttpRequest['headers']): Record<string, string[]> {
  const grouped: Record<string, string[]> = {};
  for (const [written, value] of lines) {
    const name = written.toLowerCase();
    if (CONNECTION_HEADERS.has(name)) continue;
    grouped[name] = [...(grouped[name] ?? []), value];
  }
  return grouped;
}

function listHeaders(headers: IncomingHttpHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(':') || value === undefined ? [] : [value].flat().map((one): [string, string] => [name, one]),
  );
}
