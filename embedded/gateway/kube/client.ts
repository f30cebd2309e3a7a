import https from 'node:https';
import type { StoredObject } from '../model/meta.ts';
import type { Connection } from './connection.ts';

/** The API server said no. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export interface ObjectList {
  metadata: { resourceVersion?: string };
  items: StoredObject[];
}

/** Requests to the API server by path; objects come and go as plain JSON. Rejects with ApiError. */
export interface KubeClient {
  /** Whatever stands at a path. */
  read(path: string): Promise<unknown>;
  list(path: string): Promise<ObjectList>;
  get(path: string): Promise<StoredObject>;
  create(path: string, object: StoredObject): Promise<StoredObject>;
  replace(path: string, object: StoredObject): Promise<StoredObject>;
  remove(path: string): Promise<void>;
  close(): void;
}

/** The typed clients of client-node turn dates into objects and drop unknown fields, so they are not used here. */
export function createKubeClient({ server, ca, token }: Connection): KubeClient {
  const agent = new https.Agent({ keepAlive: true, maxSockets: 4, ca });
  const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
  const send = (method: string, path: string, body?: unknown) =>
    request(`${server}${path}`, { headers, method, agent }, body);
  return {
    read: (path) => send('GET', path),
    list: async (path) => (await send('GET', path)) as ObjectList,
    get: async (path) => (await send('GET', path)) as StoredObject,
    create: async (path, object) => (await send('POST', path, object)) as StoredObject,
    replace: async (path, object) => (await send('PUT', path, object)) as StoredObject,
    remove: async (path) => void (await send('DELETE', path)),
    close: () => agent.destroy(),
  };
}

function request(url: string, options: https.RequestOptions, body: unknown): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    ...(options.headers as Record<string, string> | undefined),
    Accept: 'application/json',
    ...(text === undefined ? {} : { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const outgoing = https.request(url, { ...options, headers, timeout: 30_000 }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const status = response.statusCode ?? 0;
        const content = Buffer.concat(chunks).toString('utf8');
        if (status >= 200 && status < 300) resolve(parse(content));
        else reject(new ApiError(status, describe(content) ?? `${options.method} ${url} gave status ${status}`));
      });
    });
    outgoing.on('timeout', () => outgoing.destroy(new Error(`${options.method} ${url} took too long`)));
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

function parse(content: string): unknown {
  return content === '' ? {} : JSON.parse(content);
}

function describe(content: string): string | undefined {
  try {
    return (JSON.parse(content) as { message?: string }).message;
  } catch {
    return undefined;
  }
}
