import type { User } from '../../../apimachinery/access/user.ts';
import {
  describeResource,
  forbidden,
  methodNotAllowed,
  notFound,
  pathNotFound,
  verbNotSupported,
} from '../../../apimachinery/errors/status.ts';
import { PROTOBUF_TYPE } from '../protobuf/envelope.ts';
import { type Cluster, requireStored, type Target, type WriteOptions } from '../requests/context.ts';
import { createObject } from '../requests/create.ts';
import { deleteObject } from '../requests/delete.ts';
import { readDeleteOptions } from '../requests/deleteoptions.ts';
import { formatList } from '../requests/list.ts';
import { checkWatchOptions } from '../requests/listoptions.ts';
import {
  readCount,
  readFlag,
  readRevision,
  readSelectors,
  readWriteOptions,
  type WriteKind,
} from '../requests/options.ts';
import { selectPage } from '../requests/page.ts';
import { PATCH_TYPES, patchObject } from '../requests/patch.ts';
import { SCALE, showScale, writeScale } from '../requests/scale.ts';
import { updateObject } from '../requests/update.ts';
import { findRepeated } from '../requests/written.ts';
import type { Resource } from '../resources/types.ts';
import { CUSTOM_TYPES, OBJECT_TYPES, parseBody, parseObject, parsePatch, readBody, readMediaType } from './body.ts';
import type { Request, Response } from './messages.ts';
import type { ResourcePath } from './paths.ts';
import { sendJson, sendObject, sendText } from './respond.ts';
import { WatchSession } from './watch.ts';

const OPTIONS: Readonly<Record<string, WriteKind>> = { PATCH: 'PatchOptions', PUT: 'UpdateOptions' };
const VERBS: Readonly<Record<string, string>> = { POST: 'create', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };
const PROTECTED_NAMESPACES = ['default', 'kube-system', 'kube-public'];

/** Answers requests for stored resources. */
export class ResourceHandler {
  readonly #cluster: Cluster;
  readonly #watches = new Set<WatchSession>();

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  async handle(
    request: Request,
    response: Response,
    path: ResourcePath,
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const { subresource, resource } = path;
    const isServed = !subresource || (subresource === 'status' && resource.hasStatus);
    if (subresource === 'scale' && resource.scale) return this.#scale(request, response, path, query, user);
    if (!isServed && !(subresource === 'finalize' && resource.storage === 'namespaces')) {
      throw resource.custom ? notFound(resource, path.name ?? '') : pathNotFound();
    }
    const { method = '' } = request;
    if (resource.warning) response.warnings.push(resource.warning);
    if (path.name === undefined) {
      if (method === 'GET') return this.#listOrWatch(response, path, query);
      if (method === 'POST') return this.#create(request, response, path, query, user);
      if (method === 'DELETE') return this.#deleteCollection(request, response, path, query, user);
    } else {
      const target = { resource, namespace: path.namespace ?? '', name: path.name };
      if (method === 'GET') return sendObject(response, 200, requireStored(this.#cluster, target), resource);
      if (method === 'PUT' || method === 'PATCH') {
        return this.#write(request, response, { ...target, subresource }, query, user);
      }
      if (method === 'DELETE' && !subresource) return this.#delete(request, response, target, query, user);
    }
    const verb = VERBS[method];
    throw resource.custom && verb ? verbNotSupported(resource, verb) : methodNotAllowed();
  }

  get watchCount(): number {
    return this.#watches.size;
  }

  endWatches(): void {
    for (const watch of [...this.#watches]) watch.end();
  }

  #listOrWatch(response: Response, { resource, namespace }: ResourcePath, query: URLSearchParams): void {
    const { store } = this.#cluster;
    if (!readFlag(query, 'watch')) {
      const page = selectPage(this.#cluster, resource, namespace, query);
      sendText(response, 200, 'application/json', formatList(resource, page, response.view));
      return;
    }
    checkWatchOptions(query);
    const request = {
      resource,
      namespace,
      matches: readSelectors(query, resource),
      since: readRevision(query),
      bookmarks: readFlag(query, 'allowWatchBookmarks'),
      sendInitialEvents: readFlag(query, 'sendInitialEvents'),
      timeoutSeconds: readCount(query, 'timeoutSeconds'),
      clock: this.#cluster.clock,
    };
    const session = new WatchSession(response, request, store.collection(resource.storage), () => store.revision);
    this.#watches.add(session);
    session.start(() => this.#watches.delete(session));
  }

  async #create(
    request: Request,
    response: Response,
    path: ResourcePath,
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const { resource, namespace = '' } = path;
    if (resource.namespaced && namespace === '') throw methodNotAllowed();
    const { options, body } = await this.#readWrite(request, response, resource, query, user);
    sendObject(response, 201, createObject(this.#cluster, resource, namespace, body, options), resource);
  }

  async #write(
    request: Request,
    response: Response,
    { subresource, ...target }: Target & { subresource: string | undefined },
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const { options, body, type } = await this.#readWrite(request, response, target.resource, query, user, subresource);
    if (options.patch) {
      const { stored, created } = patchObject(this.#cluster, target, type, body, options);
      return sendObject(response, created ? 201 : 200, stored, target.resource);
    }
    const stored = updateObject(this.#cluster, target, requireStored(this.#cluster, target), body, options);
    sendObject(response, 200, stored, target.resource);
  }

  async #scale(
    request: Request,
    response: Response,
    { resource, namespace = '', name = '' }: ResourcePath,
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const target = { resource, namespace, name };
    if (request.method === 'GET') {
      return sendObject(response, 200, showScale(requireStored(this.#cluster, target), resource), SCALE);
    }
    if (request.method !== 'PUT' && request.method !== 'PATCH') throw methodNotAllowed();
    const { options, body, type } = await this.#readWrite(request, response, SCALE, query, user);
    const stored = writeScale(this.#cluster, target, type, body, options);
    sendObject(response, 200, showScale(stored, resource), SCALE);
  }

  async #readWrite(
    request: Request,
    response: Response,
    { custom, kind: subject }: Resource,
    query: URLSearchParams,
    user: User,
    subresource?: string,
  ): Promise<{ options: WriteOptions; body: unknown; type: string }> {
    const type = readMediaType(request);
    const { warnings } = response;
    const kind = OPTIONS[request.method ?? ''] ?? 'CreateOptions';
    const read = readWriteOptions(query, readAgent(request), { kind, isApply: type === PATCH_TYPES.apply, warnings });
    const patch = kind === 'PatchOptions';
    const options: WriteOptions = { ...read, user, patch, ...(subresource && { subresource }) };
    const bytes = await readBody(request);
    options.text = bytes;
    const body = patch
      ? parsePatch(bytes, type, Object.values(PATCH_TYPES))
      : parseObject(bytes, type, custom ? CUSTOM_TYPES : OBJECT_TYPES, subject);
    const isText = type !== PROTOBUF_TYPE && options.fieldValidation !== 'Ignore';
    const written = isText ? findRepeated(bytes.toString(), body) : undefined;
    if (written) options.written = written;
    return { options, body, type };
  }

  async #delete(
    request: Request,
    response: Response,
    target: Target,
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const options = readDeleteOptions(parseBody(await readBody(request), readMediaType(request), OBJECT_TYPES), query);
    const { resource, name } = target;
    const found = requireStored(this.#cluster, target);
    if (resource.storage === 'namespaces' && PROTECTED_NAMESPACES.includes(name)) {
      throw forbidden(resource, name, 'this namespace may not be deleted');
    }
    const { stored, removed } = deleteObject(this.#cluster, target, found, options, {
      user,
      warnings: response.warnings,
    });
    if (!removed || resource.rules.returnsDeleted) return sendObject(response, 200, stored, resource);
    const details = { ...describeResource(resource, name), uid: stored.object.metadata.uid };
    sendJson(response, 200, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details });
  }

  async #deleteCollection(
    request: Request,
    response: Response,
    path: ResourcePath,
    query: URLSearchParams,
    user: User,
  ): Promise<void> {
    const { resource, namespace } = path;
    if (resource.namespaced && namespace === undefined) throw methodNotAllowed();
    if (resource.storage === 'namespaces') throw methodNotAllowed();
    const options = readDeleteOptions(parseBody(await readBody(request), readMediaType(request), OBJECT_TYPES), query);
    const page = selectPage(this.#cluster, resource, namespace, query);
    const deleter = { user, warnings: response.warnings, isCollection: true } as const;
    for (const state of page.states) {
      const target = { resource, namespace: namespace ?? '', name: state.object.metadata.name };
      deleteObject(this.#cluster, target, state, options, deleter);
    }
    // Told is what was there.
    sendText(response, 200, 'application/json', formatList(resource, page, response.view));
  }
}

export function readAgent(request: Request): string {
  return String(request.headers['user-agent'] ?? '');
}
