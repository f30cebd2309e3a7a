import { AGGREGATED_TYPE, describeAggregated, wantsAggregated } from '../discovery/aggregated.ts';
import { describeCore, describeGroup, describeGroups, describeVersion } from '../discovery/legacy.ts';
import { describeOpenApiRoot, describeOpenApiVersion } from '../discovery/openapi.ts';
import { answerReview, findReview } from '../discovery/reviews.ts';
import { methodNotAllowed, notAcceptable, pathNotFound, unauthorized } from '../errors/status.ts';
import type { Cluster } from '../requests/context.ts';
import type { JsonObject } from '../types.ts';
import type { Authenticator, User } from './auth.ts';
import { parseBody, readBody, readMediaType } from './body.ts';
import { sendPodLog } from './logs.ts';
import type { Request, Response } from './messages.ts';
import { resolvePath, splitPath } from './paths.ts';
import type { PodLogSource } from './podlogs.ts';
import { ResourceHandler } from './resources.ts';
import { sendJson, sendText } from './respond.ts';

const HEALTH = ['healthz', 'livez', 'readyz'];

export interface RouterOptions {
  cluster: Cluster;
  authenticator: Authenticator;
  version: JsonObject;
  podLogs: PodLogSource | undefined;
}

/** From a request to what answers it. */
export class Router {
  readonly resources: ResourceHandler;
  readonly #options: RouterOptions;

  constructor(options: RouterOptions) {
    this.#options = options;
    this.resources = new ResourceHandler(options.cluster);
  }

  /** @throws ApiError */
  async route(request: Request, response: Response): Promise<void> {
    const user = this.#options.authenticator.authenticate(request.headers.authorization);
    if (!user) throw unauthorized();
    const { pathname, searchParams } = new URL(request.url ?? '/', 'https://server');
    const [root = '', ...rest] = splitPath(pathname);
    if (root === 'api' && rest[0] === 'v1' && rest.length > 1) {
      return this.#routeResource(request, response, user, '', 'v1', rest.slice(1), searchParams);
    }
    const [group = '', version = '', ...path] = rest;
    if (root === 'apis' && path.length > 0) {
      return this.#routeResource(request, response, user, group, version, path, searchParams);
    }
    if (request.method !== 'GET') throw methodNotAllowed();
    if (HEALTH.includes(root)) return sendText(response, 200, 'text/plain; charset=utf-8', 'ok');
    const accept = String(request.headers.accept ?? '');
    if ((root === 'api' || root === 'apis') && rest.length === 0 && wantsAggregated(accept)) {
      const text = JSON.stringify(describeAggregated(this.#options.cluster.registry, root === 'api'));
      return sendText(response, 200, AGGREGATED_TYPE, text);
    }
    const found = this.#describe(root, rest, String(request.headers.host ?? ''));
    if (!found) throw pathNotFound();
    sendJson(response, 200, found);
  }

  #describe(root: string, rest: readonly string[], host: string): JsonObject | undefined {
    const { registry } = this.#options.cluster;
    const [first, second, third, fourth] = rest;
    if (root === 'version' && first === undefined) return this.#options.version;
    if (root === 'api') return first === undefined ? describeCore(host) : describeVersion(registry, '', first);
    if (root === 'apis') {
      if (first === undefined) return describeGroups(registry);
      if (second !== undefined) return describeVersion(registry, first, second);
      const group = describeGroup(registry, first);
      return group && { kind: 'APIGroup', apiVersion: 'v1', ...group };
    }
    if (root === 'openapi' && first === 'v3') {
      if (second === undefined) return describeOpenApiRoot(registry);
      const isCore = second === 'api';
      return describeOpenApiVersion(registry, isCore ? '' : (third ?? ''), (isCore ? third : fourth) ?? '');
    }
    return root === ''
      ? { paths: ['/api', '/apis', '/healthz', '/livez', '/openapi/v3', '/readyz', '/version'] }
      : undefined;
  }

  async #routeResource(
    request: Request,
    response: Response,
    user: User,
    group: string,
    version: string,
    rest: readonly string[],
    query: URLSearchParams,
  ): Promise<void> {
    const { cluster, authenticator, podLogs } = this.#options;
    const review = findReview(group, version, (rest[0] === 'namespaces' ? rest[2] : rest[0]) ?? '');
    if (review) {
      if (request.method !== 'POST') throw methodNotAllowed();
      const body = parseBody(await readBody(request), readMediaType(request), ['application/json']);
      return sendJson(response, 201, answerReview(review, body, user, authenticator));
    }
    const path = resolvePath(cluster.registry, group, version, rest);
    const { resource, namespace = '', name } = path;
    if (path.subresource !== 'log' && !acceptsJson(String(request.headers.accept ?? ''))) throw notAcceptable();
    if (resource.storage === 'pods' && path.subresource === 'log' && name !== undefined) {
      if (request.method !== 'GET') throw methodNotAllowed();
      return sendPodLog(cluster, podLogs, { resource, namespace, name }, query, response);
    }
    return this.resources.handle(request, response, path, query);
  }
}

function acceptsJson(accept: string): boolean {
  return accept === '' || /(^|,)\s*(application\/json|application\/\*|\*\/\*)/.test(accept);
}
