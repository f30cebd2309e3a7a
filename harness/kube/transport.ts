import http from 'node:http';
import https from 'node:https';
import type { Access, Credentials } from './credentials.ts';
import { KubeError, networkFailure, parseFailure } from './errors.ts';

export interface ApiRequest {
  /** What is being done, for messages: `get Gateway ns/name`. */
  action: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  query?: Readonly<Record<string, string>>;
  body?: unknown;
  contentType?: string;
  /** Media type of the answer; default: JSON. */
  accept?: string | undefined;
  /** Who asks, in place of the run's own: https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/ */
  user?: string;
}

/** One request to the API server, without retries. Rejects with KubeError, or with the signal's reason. */
export interface Transport {
  /** Text of a successful answer. */
  send(request: ApiRequest, signal: AbortSignal): Promise<string>;
  /** A successful answer whose body is read as it comes. */
  open(request: ApiRequest, signal: AbortSignal): Promise<http.IncomingMessage>;
}

export interface TransportOptions {
  userAgent: string;
  timeoutMs: number;
}

export function createTransport(credentials: Credentials, options: TransportOptions): Transport {
  async function exchange(request: ApiRequest, signal: AbortSignal, isWatch: boolean): Promise<http.IncomingMessage> {
    const access = await credentials.access();
    signal.throwIfAborted();
    return startExchange(credentials.server, access, request, { ...options, signal, isWatch });
  }

  async function open(request: ApiRequest, signal: AbortSignal, isWatch: boolean): Promise<http.IncomingMessage> {
    let response = await exchange(request, signal, isWatch);
    if (response.statusCode === 401) {
      // A token may have expired since it was cached. A second refusal is the user's to solve.
      response.resume();
      credentials.refresh();
      response = await exchange(request, signal, isWatch);
    }
    const status = response.statusCode ?? 0;
    if (status < 200 || status > 299) {
      const text = await readText(response);
      throw new KubeError(request.action, parseFailure(status, text, response.headers['retry-after']));
    }
    return response;
  }

  async function guard<T>(request: ApiRequest, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    try {
      return await run();
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof KubeError ? error : new KubeError(request.action, networkFailure(error));
    }
  }

  return {
    send: (request, signal) => guard(request, signal, async () => readText(await open(request, signal, false))),
    open: (request, signal) => guard(request, signal, () => open(request, signal, true)),
  };
}

interface ExchangeOptions extends TransportOptions {
  signal: AbortSignal;
  isWatch: boolean;
}

function startExchange(
  server: URL,
  access: Access,
  request: ApiRequest,
  options: ExchangeOptions,
): Promise<http.IncomingMessage> {
  const body = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
  const url = new URL(server);
  url.pathname = `${server.pathname.replace(/\/$/, '')}${request.path}`;
  url.search = new URLSearchParams(request.query).toString();
  return new Promise((resolve, reject) => {
    const send = server.protocol === 'http:' ? http.request : https.request;
    const sent = send(url, {
      method: request.method,
      agent: options.isWatch ? access.watchAgent : access.agent,
      signal: options.signal,
      headers: {
        Accept: request.accept ?? 'application/json',
        'User-Agent': options.userAgent,
        ...(body ? { 'Content-Type': request.contentType ?? 'application/json', 'Content-Length': body.length } : {}),
        ...access.headers,
        ...(request.user === undefined ? {} : { 'Impersonate-User': request.user }),
      },
    });
    const timer = setTimeout(() => sent.destroy(timeoutError(options.timeoutMs)), options.timeoutMs);
    sent.once('error', reject);
    sent.once('close', () => clearTimeout(timer));
    sent.once('response', (response) => {
      if (options.isWatch) {
        clearTimeout(timer);
      }
      resolve(response);
    });
    sent.end(body);
  });
}

function timeoutError(ms: number): Error {
  return Object.assign(new Error(`no answer within ${ms} ms`), { code: 'ETIMEDOUT' });
}

async function readText(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) {
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString('utf8');
}
