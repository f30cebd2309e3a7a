import { request as requestHttp } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import type { Duplex } from 'node:stream';
import { parseArgs } from 'node:util';
import type { Command } from '../node/program.ts';
import { loadGrpcEchoService } from './grpc.ts';

type Connect = (host: string, port: number) => Promise<Duplex>;

/** What came back of one request: a code, headers, the body, and who answered with what it had received. */
interface Answer {
  code: number;
  headers: readonly (readonly [string, string])[];
  body?: string;
  hostname: string;
  received: readonly (readonly [string, string])[];
}

interface Asked {
  url: URL;
  method: string;
  headers: readonly (readonly [string, string])[];
}

/** Requests on their way at the same time. */
const AT_ONCE = 8;

/**
 * The client that the official suite's mesh tests run by exec: `client URL [--method=M] [-H NAME:VALUE]… [--count=N] [--timeout=D]`, for
 * http and grpc. Each answer is told in lines that the suite looks for, with an empty line between two
 * (https://github.com/kubernetes-sigs/gateway-api/blob/v1.7.0/conformance/utils/echo/parse.go).
 */
export const runClient: Command = async (args, { connect }, { stdout, stderr }) => {
  if (!connect) return fail(stderr, 'there is no way out of this container');
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      method: { type: 'string', default: 'GET' },
      header: { type: 'string', short: 'H', multiple: true, default: [] },
      count: { type: 'string', default: '1' },
      // Whoever runs the client ends it when nobody waits any more.
      timeout: { type: 'string' },
    },
  });
  const asked: Asked = {
    url: new URL(positionals[0] ?? ''),
    method: values.method,
    headers: values.header.flatMap(splitList).map(splitHeader),
  };
  const send = asked.url.protocol === 'grpc:' ? sendCall : sendRequest;
  try {
    const count = Number(values.count);
    for (let done = 0; done < count; done += AT_ONCE) {
      const size = Math.min(AT_ONCE, count - done);
      const answers = await Promise.all(Array.from({ length: size }, () => send(asked, connect)));
      for (const [index, answer] of answers.entries()) stdout(describe(asked, answer, done + index));
    }
    return 0;
  } catch (error) {
    return fail(stderr, error instanceof Error ? error.message : String(error));
  }
};

function fail(stderr: (text: string) => void, message: string): number {
  stderr(`client: ${message}\n`);
  return 1;
}

/** A flag is a line of comma-separated values, with quotes round one that has a comma or quotes of its own (RFC 4180). */
function splitList(line: string): string[] {
  const values = line.match(/"(?:[^"]|"")*"|[^,]+/g) ?? [];
  return values.map((value) => (value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value));
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trim()];
}

function describe({ url, method }: Asked, answer: Answer, index: number): string {
  const { code, headers, body = '', hostname, received } = answer;
  const lines = [
    `[${index}] Url=${url}`,
    `[${index}] Method=${method}`,
    `[${index}] StatusCode=${code}`,
    ...headers.map(([name, value]) => `[${index}] ResponseHeader=${name}:${value}`),
    ...(hostname === '' ? [] : [`[${index}] Hostname=${hostname}`]),
    ...received.map(([name, value]) => `[${index}] RequestHeader=${name}:${value}`),
    ...body.split('\n').flatMap((line) => (line === '' ? [] : [`[${index} body] ${line}`])),
  ];
  return `${lines.join('\n')}\n\n`;
}

async function sendRequest({ url, method, headers }: Asked, connect: Connect): Promise<Answer> {
  const socket = await connect(unbracket(url.hostname), Number(url.port) || 80);
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1] ?? url.host;
  const others = headers.filter(([name]) => name.toLowerCase() !== 'host');
  const sent = requestHttp({
    createConnection: () => socket,
    method,
    path: `${url.pathname}${url.search}`,
    headers: ['Host', host, 'Connection', 'close', ...others.flat()],
  });
  return new Promise((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const raw = response.rawHeaders;
        const lines = raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []));
        resolve({ code: response.statusCode ?? 0, headers: lines, body, ...readEcho(body) });
      });
    });
    sent.end();
  });
}

/** Who answered, where it is the echo server. */
function readEcho(body: string): Pick<Answer, 'hostname' | 'received'> {
  try {
    const { pod = '', headers = {} } = JSON.parse(body) as { pod?: string; headers?: Record<string, string[]> };
    const received = Object.entries(headers).flatMap(([name, all]) =>
      all.map((value): [string, string] => [name, value]),
    );
    return { hostname: pod, received };
  } catch {
    return { hostname: '', received: [] };
  }
}

interface EchoMessage {
  assertions?: { headers?: { key: string; value: string }[]; context?: { pod?: string } };
}

async function sendCall({ url, headers }: Asked, connect: Connect): Promise<Answer> {
  const { Echo: method } = loadGrpcEchoService();
  if (!method) throw new Error('the echo service has no method Echo');
  const socket = await connect(unbracket(url.hostname), Number(url.port) || 80);
  const session = connectHttp2(`http://${url.host}`, { createConnection: () => socket });
  try {
    return await new Promise<Answer>((resolve, reject) => {
      session.on('error', reject);
      const stream = session.request({
        ':method': 'POST',
        ':path': method.path,
        'content-type': 'application/grpc',
        te: 'trailers',
        ...Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
      });
      const chunks: Buffer[] = [];
      let status = '';
      stream.on('response', (head) => {
        status = String(head['grpc-status'] ?? '');
      });
      stream.on('trailers', (trailers) => {
        status = String(trailers['grpc-status'] ?? status);
      });
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', reject);
      stream.on('end', () => setImmediate(() => resolve(readCall(status, Buffer.concat(chunks), method))));
      // A message without fields: five bytes of frame and nothing in it.
      stream.end(Buffer.alloc(5));
    });
  } finally {
    session.destroy();
  }
}

function readCall(
  status: string,
  body: Buffer,
  { responseDeserialize }: { responseDeserialize(bytes: Buffer): unknown },
): Answer {
  if (status !== '0') return { code: 500, headers: [['grpc-status', status]], hostname: '', received: [] };
  const { assertions = {} } = responseDeserialize(body.subarray(5)) as EchoMessage;
  const received = (assertions.headers ?? []).map(({ key, value }): [string, string] => [key, value]);
  return { code: 200, headers: [], hostname: assertions.context?.pod ?? '', received };
}

function unbracket(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
