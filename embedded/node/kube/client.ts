import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { type Connection, readConnection } from './connection.ts';

/** What the API answered with a status of 400 or more. */
export class ApiError extends Error {
  readonly code: number;
  readonly reason: string;
  /** What the API said, without the request. */
  readonly detail: string;

  constructor(code: number, reason: string, request: string, detail: string) {
    super(`${request}: ${detail}`);
    this.detail = detail;
    this.name = 'ApiError';
    this.code = code;
    this.reason = reason;
  }
}

export interface WatchEvent {
  type: string;
  object: { metadata: { resourceVersion?: string }; message?: string };
}

export interface KubeClient {
  readonly connection: Connection;
  /** A PATCH is a JSON merge patch. */
  call<T>(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<T>;
  /**
   * Tells of the changes after a resource version. Resolves when the watch ends, by the server, by the connection or by
   * the signal; rejects with an ApiError where it does not begin.
   */
  watch(path: string, version: string, onEvent: (event: WatchEvent) => void, signal: AbortSignal): Promise<void>;
  /** Cuts the connections of all watches. */
  endWatches(): void;
  /** Ends every connection. */
  close(): void;
}

/**
 * A few connections that are kept: a node that starts a hundred pods makes hundreds of calls. Not over client-node, whose
 * eight hundred modules take longer to load than a cluster takes to start.
 */
export function createKubeClient(kubeconfig: string): KubeClient {
  const connection = readConnection(kubeconfig);
  const { server, authority: ca, token } = connection;
  const agent = new Agent({ ca, keepAlive: true, maxSockets: 8 });
  // A watch holds its connection, so it must not take one of those.
  const watchAgent = new Agent({ ca });
  const headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) };

  return {
    connection,
    async call<T>(method: string, path: string, body?: object) {
      const payload = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
      const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const content = payload && { 'content-type': contentType, 'content-length': payload.length };
      const options = { agent, method, headers: { ...headers, ...content } };
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        request(`${server}${path}`, options, resolve).on('error', reject).end(payload);
      });
      return (await readAnswer(response, `${method} ${path}`)) as T;
    },
    async watch(path, version, onEvent, signal) {
      const query = new URLSearchParams({ watch: 'true', resourceVersion: version, allowWatchBookmarks: 'true' });
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        const options = { agent: watchAgent, headers, signal };
        request(`${server}${path}?${query}`, options, resolve).on('error', reject).end();
      });
      if (response.statusCode !== 200) await readAnswer(response, `watch of ${path}`);
      else await readEvents(response, onEvent);
    },
    endWatches: () => watchAgent.destroy(),
    close() {
      agent.destroy();
      watchAgent.destroy();
    },
  };
}

async function readAnswer(response: IncomingMessage, what: string): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  const code = response.statusCode ?? 0;
  let answer: { reason?: string; message?: string };
  try {
    answer = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new ApiError(code, '', what, `status ${code}, not JSON: ${text.slice(0, 200)}`);
  }
  if (code < 400) return answer;
  throw new ApiError(code, String(answer.reason ?? ''), what, `${answer.message ?? code}`);
}

/** One event a line. A connection that is cut ends the watch as the server does. */
function readEvents(response: IncomingMessage, onEvent: (event: WatchEvent) => void): Promise<void> {
  response.setEncoding('utf8');
  let rest = '';
  response.on('data', (chunk: string) => {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') onEvent(JSON.parse(line));
  });
  return new Promise((resolve) => {
    response.on('error', () => {});
    response.on('close', resolve);
  });
}
