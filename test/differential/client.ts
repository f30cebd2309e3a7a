import { Agent, request } from 'node:https';

/** Where an API server is, and who asks. */
export interface Server {
  url: string;
  token: string;
}

export interface Call {
  method: string;
  path: string;
  /** JSON of it is sent; a string is sent as it is. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  code: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  /** Undefined where the answer is no JSON. */
  body: unknown;
}

// Both servers have certificates of their own making, on loopback.
const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

/** An answer that has not ended by then is a stream, and taken as far as it came. */
const ENDS_WITHIN_MS = 10_000;

export function sendRequest(server: Server, call: Call): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = open(server, call);
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = [];
      const timeout = setTimeout(() => {
        finish();
        outgoing.destroy();
      }, ENDS_WITHIN_MS);
      const finish = () => {
        clearTimeout(timeout);
        const text = Buffer.concat(chunks).toString();
        resolve({ code: response.statusCode ?? 0, headers: response.headers, text, body: parse(text) });
      };
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', finish);
    });
  });
}

export interface WatchEvent {
  type: string;
  object: unknown;
}

/** Collects the events of a watch until it is told to stop or the server ends it. */
export function openWatch(
  server: Server,
  path: string,
): Promise<{ code: number; events: WatchEvent[]; close(): void }> {
  return new Promise((resolve, reject) => {
    const outgoing = open(server, { method: 'GET', path });
    outgoing.on('error', reject);
    outgoing.on('response', (response) => {
      const events: WatchEvent[] = [];
      let rest = '';
      response.on('data', (chunk: Buffer) => {
        const lines = (rest + chunk.toString()).split('\n');
        rest = lines.pop() ?? '';
        const parsed = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as WatchEvent);
        events.push(...parsed.filter((event) => !isIdle(event)));
      });
      response.on('error', () => {});
      resolve({ code: response.statusCode ?? 0, events, close: () => outgoing.destroy() });
    });
  });
}

/** A bookmark that tells of time passing only. */
export function isIdle(event: unknown): boolean {
  const metadata: unknown = Reflect.get(Object(Reflect.get(Object(event), 'object')), 'metadata');
  return Reflect.get(Object(event), 'type') === 'BOOKMARK' && !Reflect.get(Object(metadata), 'annotations');
}

function open({ url, token }: Server, { method, path, body, headers }: Call) {
  const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
  const entity =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const authorization = `Bearer ${token}`;
  const outgoing = request(`${url}${path}`, {
    method,
    agent,
    headers: { authorization, 'user-agent': 'differential', ...entity, ...headers },
  });
  outgoing.end(text);
  return outgoing;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
