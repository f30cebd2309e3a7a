import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { createKubeApi } from './api.ts';
import type { KubeTiming } from './timing.ts';
import type { KubeApi } from './types.ts';

/** A request as it reached the fake server. */
export interface SeenRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** An open watch, which the test feeds. */
export interface FakeWatch {
  resourceVersion: string;
  send(type: string, object: unknown): void;
  end(): void;
  /** Breaks the connection as a network would. */
  cut(): void;
}

export type Answer = { status?: number; headers?: Record<string, string>; body: unknown } | 'hang-up' | undefined;

export interface FakeServer {
  api: KubeApi;
  seen: SeenRequest[];
  /** Opened so far; `nextWatch` gives each once. */
  nextWatch(): Promise<FakeWatch>;
  stop(): Promise<void>;
}

const resources = [
  { name: 'namespaces', kind: 'Namespace', namespaced: false },
  { name: 'configmaps', kind: 'ConfigMap', namespaced: true },
  { name: 'configmaps/status', kind: 'ConfigMap', namespaced: true },
];

const testTiming: Partial<KubeTiming> = { pauseMs: 1, maxPauseMs: 4, tries: 4, watchFailures: 3 };

/** A server that answers what the test says: `answer` gives undefined where the fake's own answer will do. */
export async function startFakeServer(answer: (request: SeenRequest) => Answer = () => undefined): Promise<FakeServer> {
  const seen: SeenRequest[] = [];
  const opened: FakeWatch[] = [];
  const waiting: ((watch: FakeWatch) => void)[] = [];
  const server = http.createServer((request, response) => {
    void readRequest(request).then((parsed) => {
      seen.push(parsed);
      const told = answer(parsed) ?? (parsed.query.has('watch') ? undefined : defaultAnswer(parsed));
      if (told === 'hang-up') {
        request.socket.destroy();
      } else if (told) {
        response.writeHead(told.status ?? 200, { 'Content-Type': 'application/json', ...told.headers });
        response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
      } else {
        const watch = openWatch(parsed, response);
        const reader = waiting.shift();
        reader ? reader(watch) : opened.push(watch);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stopping = new AbortController();
  const api = await createKubeApi(toKubeconfig((server.address() as AddressInfo).port), {
    runId: 'r1',
    signal: stopping.signal,
    timing: testTiming,
  });
  return {
    api,
    seen,
    nextWatch: () => {
      const watch = opened.shift();
      return watch ? Promise.resolve(watch) : new Promise((resolve) => waiting.push(resolve));
    },
    async stop() {
      stopping.abort();
      api.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export function configMapKey(name: string): ObjectKey {
  return { group: '', kind: 'ConfigMap', namespace: 'ns', name };
}

export function configMap(name: string, resourceVersion: string, data: Record<string, string> = {}): KubeObject {
  const metadata = { name, namespace: 'ns', resourceVersion, uid: `uid-${name}` };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata, data };
}

export function statusBody(code: number, reason: string, message: string): unknown {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message };
}

export function listBody(resourceVersion: string, ...items: unknown[]): unknown {
  return { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion }, items };
}

function toKubeconfig(port: number): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'u', user: { token: 'the-token' } }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  });
}

function openWatch(request: SeenRequest, response: http.ServerResponse): FakeWatch {
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.flushHeaders();
  return {
    resourceVersion: request.query.get('resourceVersion') ?? '',
    send: (type, object) => response.write(`${JSON.stringify({ type, object })}\n`),
    end: () => response.end(),
    cut: () => response.destroy(),
  };
}

async function readRequest(request: http.IncomingMessage): Promise<SeenRequest> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  const url = new URL(request.url ?? '/', 'http://fake');
  const { method = '', headers } = request;
  return { method, path: url.pathname, query: url.searchParams, headers, body };
}

function defaultAnswer(request: SeenRequest): Answer {
  if (request.path === '/api/v1') {
    return { body: { kind: 'APIResourceList', resources } };
  }
  const group = /^\/apis\/([^/]+)$/.exec(request.path)?.[1];
  if (group !== undefined) {
    return { body: { kind: 'APIGroup', name: group, versions: [{ groupVersion: `${group}/v1` }] } };
  }
  return { status: 404, body: statusBody(404, 'NotFound', `${request.path} not found`) };
}
