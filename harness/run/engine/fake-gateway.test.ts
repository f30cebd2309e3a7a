import { isRecord } from '../../common/guards.ts';
import type { TrafficClient } from '../../protocols/client.ts';
import type { HttpExchange, ResolvedHttpRequest } from '../../protocols/http/types.ts';
import type { Remote, SendOptions } from '../../protocols/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { FakeCluster } from './fake-cluster.test.ts';

export interface FakeGatewayOptions {
  /** How long after it was applied a route is served, ms. */
  delayMs?: number;
  /** Answers in the place of the fake gateway; undefined leaves it to it. */
  answer?(
    request: ResolvedHttpRequest,
    options: SendOptions & { urgency?: number },
    remote: Remote,
    now: number,
  ): Pick<HttpExchange, 'response' | 'echo' | 'error'> | undefined;
}

/** A client that answers by itself, from the routes in the fake cluster: hostname, path, first backend. */
export function createFakeClient(
  cluster: FakeCluster,
  options: FakeGatewayOptions = {},
): TrafficClient & { sent: string[]; reached: Set<string> } {
  const { clock, memory, appliedAt } = cluster;
  const sent: string[] = [];
  const reached = new Set<string>();
  return {
    sent,
    reached,
    async reach({ address, port }) {
      reached.add(`${address} ${port}`);
    },
    async send(_protocol, remote: Remote, request: ResolvedHttpRequest, sending) {
      sending.signal.throwIfAborted();
      sent.push(`${request.host}${request.path}`);
      const objects = [...memory.objects.values()];
      const route = objects.find(
        (object) =>
          object.kind === 'HTTPRoute' &&
          clock.now() - (appliedAt.get(object.metadata.name) ?? 0) >= (options.delayMs ?? 0) &&
          matches(object, request) &&
          parentsOf(object).some(({ name }) => addressesOf(objects, String(name)).includes(remote.address)),
      );
      const outcome =
        options.answer?.(request, sending, remote, clock.now()) ??
        (route ? echo(objects, route, request) : status(404));
      return {
        protocol: 'http',
        request,
        remote,
        startedAt: clock.date().toISOString(),
        durationMs: 1,
        ...outcome,
      };
    },
  };
}

export function status(code: number, body = ''): Pick<HttpExchange, 'response'> {
  return { response: { status: code, httpVersion: '1.1', headers: [], body, bodyTruncated: false } };
}

export function echoBy(
  pod: string,
  namespace: string,
  request: ResolvedHttpRequest,
): Pick<HttpExchange, 'response' | 'echo'> {
  const { path, host, method } = request;
  return {
    ...status(200, '{}'),
    echo: { path, host, method, proto: 'HTTP/1.1', headers: {}, namespace, service: '', pod },
  };
}

function echo(
  objects: readonly KubeObject[],
  route: KubeObject,
  request: ResolvedHttpRequest,
): Pick<HttpExchange, 'response' | 'echo'> {
  const [rule] = listOf(route.spec, 'rules');
  const [ref] = listOf(rule, 'backendRefs');
  const slice = objects.find(
    ({ kind, metadata }) =>
      kind === 'EndpointSlice' && metadata.name === ref?.name && metadata.namespace === route.metadata.namespace,
  );
  const [endpoint] = listOf(slice, 'endpoints');
  const address = Array.isArray(endpoint?.addresses) ? endpoint.addresses[0] : undefined;
  const pod = objects.find(({ kind, status: state }) => kind === 'Pod' && isRecord(state) && state.podIP === address);
  return pod ? echoBy(pod.metadata.name, pod.metadata.namespace ?? '', request) : status(500);
}

function matches({ spec }: KubeObject, request: ResolvedHttpRequest): boolean {
  const hostnames = isRecord(spec) && Array.isArray(spec.hostnames) ? spec.hostnames : [];
  const [rule] = listOf(spec, 'rules');
  const [match] = listOf(rule, 'matches');
  const path = isRecord(match?.path) ? match.path.value : undefined;
  return (hostnames.length === 0 || hostnames.includes(request.host)) && (path === undefined || path === request.path);
}

function parentsOf({ spec }: KubeObject): Record<string, unknown>[] {
  return listOf(spec, 'parentRefs');
}

function addressesOf(objects: readonly KubeObject[], gateway: string): unknown[] {
  const found = objects.find(({ kind, metadata }) => kind === 'Gateway' && metadata.name === gateway);
  return listOf(found?.status, 'addresses').map(({ value }) => value);
}

function listOf(value: unknown, field: string): Record<string, unknown>[] {
  const list = isRecord(value) ? value[field] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
