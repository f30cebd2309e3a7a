import type { Readable } from 'node:stream';
import { isRecord, parseObject } from '../common/guards.ts';
import type { KindName, KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import { pathOf, type Resource } from './discovery.ts';
import { isTransient, KubeError } from './errors.ts';
import { describeKey } from './key.ts';
import { type KubeTiming, retry } from './timing.ts';
import type { ApiRequest, Transport } from './transport.ts';
import type { ListOptions } from './types.ts';

export interface ObjectRequest {
  verb: string;
  method: ApiRequest['method'];
  resource: Resource;
  key: ObjectKey;
  subresource?: string | undefined;
  query?: Readonly<Record<string, string>>;
  contentType?: string;
  accept?: string | undefined;
  body?: unknown;
  /** Who asks, in place of the run's own. */
  user?: string;
}

export interface ListAnswer {
  objects: KubeObject[];
  resourceVersion: string;
}

/** Requests that know objects, with retries of those that fail in passing. */
export interface Requests {
  send(request: ApiRequest): Promise<string>;
  /** One try, whose answer is read as it comes. */
  open(request: ApiRequest, until: AbortSignal): Promise<Readable>;
  /** One try. Reads retry by themselves; writes are given to `retry`, which knows conflicts. */
  object(request: ObjectRequest): Promise<KubeObject>;
  /** With `until` it is one try only: a watch has retries of its own. */
  list(resource: Resource, kind: KindName, query: ListOptions, until?: AbortSignal): Promise<ListAnswer>;
  /** The server's answer, parsed. */
  remove(resource: Resource, key: ObjectKey): Promise<unknown>;
  watch(resource: Resource, kind: KindName, resourceVersion: string, signal: AbortSignal): Promise<Readable>;
  retry<T>(isRetryable: (error: unknown) => boolean, attempt: () => Promise<T>): Promise<T>;
  /** Undefined where the answer is 404. */
  orMissing<T>(answer: Promise<T>): Promise<T | undefined>;
}

export function createRequests(transport: Transport, timing: KubeTiming, signal: AbortSignal): Requests {
  const send = (request: ApiRequest) => retry(timing, signal, isTransient, () => transport.send(request, signal));

  return {
    send,

    open: (request, until) => transport.open(request, until),

    async object({ verb, key, resource, subresource, ...rest }) {
      const action = `${verb} ${describeKey(key)}`;
      const request: ApiRequest = { action, path: pathOf(resource, key, subresource), ...rest };
      const text = request.method === 'GET' ? await send(request) : await transport.send(request, signal);
      const object = parseObject(parseJson(action, text), resource.apiVersion, key.kind);
      if (!object) {
        throw malformed(action, text);
      }
      return object;
    },

    async list(resource, { group, kind }, { namespace = '', labelSelector, fieldSelector }, until) {
      const action = `list ${kind}${namespace ? ` in ${namespace}` : ''}`;
      const query = { ...(labelSelector ? { labelSelector } : {}), ...(fieldSelector ? { fieldSelector } : {}) };
      const path = pathOf(resource, { group, kind, namespace, name: '' });
      const sent: ApiRequest = { action, method: 'GET', path, query };
      const text = await (until ? transport.send(sent, until) : send(sent));
      const body = parseJson(action, text);
      if (!isRecord(body) || !(Array.isArray(body.items) || body.items === null || body.items === undefined)) {
        throw malformed(action, text);
      }
      const items: unknown[] = Array.isArray(body.items) ? body.items : [];
      const version = isRecord(body.metadata) ? body.metadata.resourceVersion : undefined;
      return {
        objects: items
          .map((item) => parseObject(item, resource.apiVersion, kind))
          .filter((object) => object !== undefined),
        resourceVersion: typeof version === 'string' ? version : '',
      };
    },

    async remove(resource, key) {
      const action = `delete ${describeKey(key)}`;
      const body = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Background' };
      return parseJson(action, await send({ action, method: 'DELETE', path: pathOf(resource, key), body }));
    },

    watch(resource, { group, kind }, resourceVersion, until) {
      const query = {
        watch: 'true',
        allowWatchBookmarks: 'true',
        resourceVersion,
        timeoutSeconds: String(Math.ceil(timing.watchMs / 1000)),
      };
      const path = pathOf(resource, { group, kind, namespace: '', name: '' });
      return transport.open({ action: `watch ${kind}`, method: 'GET', path, query }, until);
    },

    retry: (isRetryable, attempt) => retry(timing, signal, isRetryable, attempt),

    async orMissing(answer) {
      try {
        return await answer;
      } catch (error) {
        if (error instanceof KubeError && error.status === 404) {
          return undefined;
        }
        throw error;
      }
    },
  };
}

function parseJson(action: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(action, text);
  }
}

function malformed(action: string, text: string): KubeError {
  const message = `the answer is not what the Kubernetes API gives: ${text.slice(0, 120)}`;
  return new KubeError(action, { status: 200, reason: 'Malformed', message });
}
