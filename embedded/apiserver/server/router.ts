import type { User } from '../../../apimachinery/access/user.ts';
import {
  badRequest,
  methodNotAllowed,
  notAcceptable,
  PageNotFound,
  pathNotFound,
} from '../../../apimachinery/errors/status.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { describeConnection } from '../admission/connection.ts';
import { describePost } from '../admission/post.ts';
import { describeRequest } from '../auth/authorize/describe.ts';
import type { Auth } from '../auth/index.ts';
import { answerReview } from '../auth/reviews/index.ts';
import { AGGREGATED_TYPE, describeAggregated, wantsAggregated } from '../discovery/aggregated.ts';
import { describeCore, describeGroup, describeGroups, describeVersion } from '../discovery/legacy.ts';
import { findReview, type Review } from '../discovery/reviews.ts';
import { OpenApi } from '../openapi/documents.ts';
import { serveOpenApi } from '../openapi/serve.ts';
import type { ApiServerOptions } from '../options.ts';
import { wantsProtobuf } from '../protobuf/answer.ts';
import type { Cluster } from '../requests/context.ts';
import { evictPod } from '../requests/evict.ts';
import { CONNECTED, connectPod, type Upgrade } from '../streams/connect.ts';
import type { PodRuntime } from '../streams/types.ts';
import { OBJECT_TYPES, parseBody, readBody, readMediaType } from './body.ts';
import { sendPodLog } from './logs.ts';
import type { Request, Response } from './messages.ts';
import { type Location, locate, type ResourcePath, readPath, resolvePath } from './paths.ts';
import type { PodLogSource } from './podlogs.ts';
import { ResourceHandler, readAgent } from './resources.ts';
import { sendJson, sendText } from './respond.ts';
import { chooseView } from './views.ts';

const HEALTH = ['healthz', 'livez', 'readyz'];

export interface RouterOptions {
  cluster: Cluster;
  auth: Auth;
  version: JsonObject;
  podLogs: PodLogSource | undefined;
  podRuntime: PodRuntime | undefined;
  audit?: ApiServerOptions['audit'];
}

/** From a request to what answers it. */
export class Router {
  readonly resources: ResourceHandler;
  readonly #options: RouterOptions;
  readonly #openApi: OpenApi;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.#openApi = new OpenApi(options.cluster.registry);
    this.resources = new ResourceHandler(options.cluster);
  }

  /** @throws ApiError */
  async route(request: Request, response: Response): Promise<void> {
    const { path, segments, query } = readPath(request.url ?? '/');
    const user = await this.#options.auth.identify(request, path);
    const location = locate(segments);
    const attributes = describeRequest(request.method ?? '', path, location, query);
    this.#options.audit?.({ user, attributes });
    this.#options.auth.authorize(user, attributes);
    if (location) return this.#routeResource(request, response, user, location, query);
    const [root = '', ...rest] = segments;
    if (request.method !== 'GET') throw methodNotAllowed();
    if (HEALTH.includes(root)) return sendText(response, 200, 'text/plain; charset=utf-8', 'ok');
    const accept = String(request.headers.accept ?? '');
    if ((root === 'api' || root === 'apis') && rest.length === 0 && wantsAggregated(accept)) {
      const text = JSON.stringify(describeAggregated(this.#options.cluster.registry, root === 'api'));
      return sendText(response, 200, AGGREGATED_TYPE, text);
    }
    const host = String(request.headers.host ?? '');
    if (root === 'openapi') return serveOpenApi(this.#openApi, rest, query, request, response);
    const found = this.#describe(root, rest, host);
    if (!found) throw new PageNotFound();
    sendJson(response, 200, found);
  }

  /** A request to go on with another protocol. @throws ApiError */
  async connect(upgrade: Upgrade): Promise<void> {
    const { request } = upgrade;
    const { cluster, auth, podRuntime } = this.#options;
    const { path, segments, query } = readPath(request.url ?? '/');
    const user = await auth.identify(request, path);
    const location = locate(segments);
    const attributes = describeRequest(request.method ?? '', path, location, query);
    this.#options.audit?.({ user, attributes });
    auth.authorize(user, attributes);
    const target = location && resolvePath(cluster.registry, location);
    if (!target || !isConnected(target))
      throw badRequest('only exec, attach and portforward of pods go on with another protocol');
    cluster.policies.admit(describeConnection(target, query, user));
    await connectPod(cluster, podRuntime, target, query, upgrade);
  }

  #describe(root: string, rest: readonly string[], host: string): JsonObject | undefined {
    const { registry } = this.#options.cluster;
    const [first, second] = rest;
    if (root === 'version' && first === undefined) return this.#options.version;
    if (root === 'api') return first === undefined ? describeCore(host) : describeVersion(registry, '', first);
    if (root === 'apis') {
      if (first === undefined) return describeGroups(registry);
      if (second !== undefined) return describeVersion(registry, first, second);
      const group = describeGroup(registry, first);
      return group && { kind: 'APIGroup', apiVersion: 'v1', ...group };
    }
    return root === '' && rest.length === 0
      ? { paths: ['/api', '/apis', '/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/readyz', '/version'] }
      : undefined;
  }

  async #routeResource(
    request: Request,
    response: Response,
    user: User,
    location: Location,
    query: URLSearchParams,
  ): Promise<void> {
    const { cluster, podLogs } = this.#options;
    const review = findReview(location.group, location.version, location.plural);
    if (review) return this.#review(request, response, user, review, location);
    const path = resolvePath(cluster.registry, location);
    const { resource, namespace = '', name } = path;
    const { warnings } = response;
    const view = chooseView(String(request.headers.accept ?? ''), query, cluster.clock.date());
    const isTyped = !resource.custom && wantsProtobuf(String(request.headers.accept ?? ''));
    if (path.subresource !== 'log' && !view && !isTyped) throw notAcceptable();
    if (view) response.view = view;
    if (resource.storage === 'pods' && path.subresource === 'log' && name !== undefined) {
      if (request.method !== 'GET') throw methodNotAllowed();
      return sendPodLog(cluster, podLogs, { resource, namespace, name }, query, response);
    }
    if (isConnected(path)) {
      cluster.policies.admit(describeConnection(path, query, user));
      throw badRequest('Upgrade request required');
    }
    if (resource.storage === 'serviceaccounts' && path.subresource === 'token' && name !== undefined) {
      if (request.method !== 'POST') throw methodNotAllowed();
      const body = await readQuestion(request);
      cluster.policies.admit(describePost({ resource, namespace, name }, 'token', body, query, { user, warnings }));
      const answer = await this.#options.auth.requestToken(body, namespace, name);
      return sendJson(response, 201, answer);
    }
    if (resource.storage === 'pods' && path.subresource === 'eviction' && name !== undefined) {
      if (request.method !== 'POST') throw methodNotAllowed();
      const body = await readQuestion(request);
      cluster.policies.admit(describePost({ resource, namespace, name }, 'eviction', body, query, { user, warnings }));
      evictPod(cluster, { resource, namespace, name }, body, query);
      return sendJson(response, 201, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 });
    }
    return this.resources.handle(request, response, path, query, user);
  }

  async #review(
    request: Request,
    response: Response,
    user: User,
    { group, version, kind, namespaced }: Review,
    { namespace, name }: Location,
  ): Promise<void> {
    if (name !== '' || namespaced !== (namespace !== '')) throw pathNotFound();
    if (request.method !== 'POST') throw methodNotAllowed();
    const { auth, cluster } = this.#options;
    const body = await readQuestion(request);
    const context = { auth, clock: cluster.clock };
    const asker = { user, namespace, agent: readAgent(request).split('/')[0] || 'unknown' };
    sendJson(response, 201, await answerReview(`${group}/${version}`, kind, body, asker, context));
  }
}

function isConnected({ resource, name, subresource = '' }: ResourcePath): boolean {
  return resource.storage === 'pods' && name !== undefined && CONNECTED.includes(subresource);
}

/** The body of a request that stores nothing. */
async function readQuestion(request: Request): Promise<unknown> {
  return parseBody(await readBody(request), readMediaType(request), OBJECT_TYPES);
}
