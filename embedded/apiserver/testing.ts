import { Agent, request } from 'node:https';
import { type ApiServer, type ApiServerOptions, type CustomResourceDefinition, startApiServer } from './index.ts';

export interface Answer {
  code: number;
  headers: NodeJS.Dict<string | string[]>;
  text: string;
  bytes: Buffer;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every kind
  body: any;
}

export interface WatchLine {
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers of every kind
  object: any;
}

/** A raw client: what tests send is what goes over the wire. */
export interface TestClient {
  server: ApiServer;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Opens a watch; `next` gives its events one by one, undefined at the end. */
  watch(
    path: string,
    headers?: Record<string, string>,
  ): Promise<{ code: number; next(): Promise<WatchLine | undefined>; close(): void }>;
  stop(): Promise<void>;
}

export async function startTestServer(options: Partial<ApiServerOptions> = {}): Promise<TestClient> {
  const server = await startApiServer({ crds: [widgetCrd()], ...options });
  const agent = new Agent({ ca: server.caPem, keepAlive: true });
  const send = (method: string, path: string, headers: Record<string, string>) =>
    request(`${server.url}${path}`, {
      method,
      agent,
      headers: { authorization: `Bearer ${server.token}`, ...headers },
    });
  return {
    server,
    call: (method, path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const isRaw = body === undefined || typeof body === 'string' || Buffer.isBuffer(body);
        const text = isRaw ? (body as string | Buffer | undefined) : JSON.stringify(body);
        const entity =
          text === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) };
        const outgoing = send(method, path, { ...(entity as Record<string, string>), ...headers });
        outgoing.on('error', reject);
        outgoing.on('response', (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const bytes = Buffer.concat(chunks);
            const answer = bytes.toString();
            const isJson = answer !== '' && response.headers['content-type']?.startsWith('application/json');
            const { statusCode: code = 0, headers: received } = response;
            resolve({ code, headers: received, text: answer, bytes, body: isJson ? JSON.parse(answer) : undefined });
          });
        });
        outgoing.end(text);
      }),
    watch: (path, headers = {}) =>
      new Promise((resolve, reject) => {
        const outgoing = send('GET', path, headers);
        outgoing.on('error', reject);
        outgoing.on('response', (response) => {
          const lines = readLines(response);
          const next = async () => {
            const { value, done } = await lines.next();
            return done ? undefined : (JSON.parse(value) as WatchLine);
          };
          resolve({ code: response.statusCode ?? 0, next, close: () => outgoing.destroy() });
        });
        outgoing.end();
      }),
    stop: async () => {
      agent.destroy();
      await server.stop();
    },
  };
}

async function* readLines(stream: AsyncIterable<Buffer>): AsyncGenerator<string, undefined> {
  let rest = '';
  for await (const chunk of stream) {
    const parts = (rest + chunk.toString()).split('\n');
    rest = parts.pop() ?? '';
    yield* parts;
  }
}

/** A custom kind with defaults, bounds, keyed lists, unions and a status. */
export function widgetCrd(): CustomResourceDefinition {
  const item = {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', maxLength: 8 },
      port: { type: 'integer', format: 'int32', minimum: 1, maximum: 65535 },
      mode: { type: 'string', enum: ['Fast', 'Slow'], default: 'Fast' },
    },
  };
  const spec = {
    type: 'object',
    properties: {
      size: { type: 'integer', default: 3 },
      host: { type: 'string', pattern: '^[a-z.]+$', minLength: 1 },
      target: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      note: { type: 'string', nullable: true },
      parts: {
        type: 'array',
        maxItems: 3,
        items: item,
        'x-kubernetes-list-type': 'map',
        'x-kubernetes-list-map-keys': ['name'],
      },
      tags: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
      rows: { type: 'array', minItems: 1, items: item },
      labels: { type: 'object', additionalProperties: { type: 'string' } },
      free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
      choice: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { type: 'string' } },
        oneOf: [{ required: ['a'] }, { required: ['b'] }],
      },
      since: { type: 'string', format: 'date-time' },
    },
  };
  const status = { type: 'object', properties: { phase: { type: 'string' }, observedGeneration: { type: 'integer' } } };
  const metadata = { type: 'object' };
  const openAPIV3Schema = { type: 'object', required: ['spec'], properties: { metadata, spec, status } };
  const version = { served: true, schema: { openAPIV3Schema }, subresources: { status: {} } };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'widgets.example.com' },
    spec: {
      group: 'example.com',
      scope: 'Namespaced',
      names: { kind: 'Widget', plural: 'widgets', singular: 'widget', listKind: 'WidgetList', shortNames: ['wd'] },
      versions: [
        { ...version, name: 'v1', storage: true },
        { ...version, name: 'v1beta1', storage: false, deprecated: true },
      ],
    },
  };
}

export const WIDGETS = '/apis/example.com/v1/namespaces/default/widgets';

export function widget(name: string, spec: object = {}, metadata: object = {}): object {
  return { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name, ...metadata }, spec };
}
