import { ApiError } from '../errors/status.ts';
import type { Resource } from '../resources/types.ts';
import type { Matcher } from '../selectors/labels.ts';
import type { Collection, StoreEvent } from '../store/collection.ts';
import { Stored } from '../store/stored.ts';
import type { Clock, KubeObject } from '../types.ts';
import type { Response } from './messages.ts';
import { formatObject } from './respond.ts';
import { showObject } from './views.ts';

export interface WatchRequest {
  resource: Resource;
  namespace: string | undefined;
  matches: Matcher | undefined;
  /** Undefined or 0: begin with all that is there now. */
  since: number | undefined;
  bookmarks: boolean;
  /** All that is there now, then a bookmark that says so. */
  sendInitialEvents: boolean;
  timeoutSeconds: number | undefined;
  clock: Clock;
}

const BOOKMARK_MS = 60_000;
/** A reader this far behind has its watch ended; it may come back with the revision it reached. */
const MAX_BUFFER_BYTES = 16 * 1024 * 1024;
const INITIAL_END = { annotations: { 'k8s.io/initial-events-end': 'true' } };

/** One event line for each resource version, made once for all watches. */
const lines = new WeakMap<Stored, Map<string, Buffer>>();

function formatEvent(type: string, stored: Stored, resource: Resource): Buffer {
  const known = lines.get(stored) ?? new Map<string, Buffer>();
  lines.set(stored, known);
  const key = `${type} ${resource.apiVersion}`;
  const line = known.get(key) ?? Buffer.from(`{"type":"${type}","object":${formatObject(stored, resource)}}\n`);
  known.set(key, line);
  return line;
}

/** Streams events until the client leaves, the time is over, or the client falls too far behind. */
export class WatchSession {
  readonly #response: Response;
  readonly #request: WatchRequest;
  readonly #revision: () => number;
  #ended = false;
  #first = true;

  constructor(response: Response, request: WatchRequest, revision: () => number) {
    this.#response = response;
    this.#request = request;
    this.#revision = revision;
  }

  /** @param onEnd called once, however it ends */
  start(collection: Collection, onEnd: () => void): void {
    const { since = 0, sendInitialEvents, bookmarks, timeoutSeconds } = this.#request;
    this.#response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    this.#response.flush();
    const unsubscribe = collection.subscribe(
      (event) => this.#pass(event),
      () => this.end(),
    );
    const bookmark = bookmarks ? setInterval(() => this.#sendBookmark(), BOOKMARK_MS) : undefined;
    const timeout = timeoutSeconds ? setTimeout(() => this.#expire(), timeoutSeconds * 1000) : undefined;
    this.#response.onClose(() => {
      this.#ended = true;
      unsubscribe();
      clearInterval(bookmark);
      clearTimeout(timeout);
      onEnd();
    });
    if (since === 0 || sendInitialEvents) this.#sendInitial(collection.list(this.#request.namespace));
    else this.#replay(collection, since);
    if (sendInitialEvents) this.#sendBookmark(INITIAL_END);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#response.end();
  }

  #expire(): void {
    if (this.#request.bookmarks) this.#sendBookmark();
    this.end();
  }

  #sendInitial(states: readonly Stored[]): void {
    for (const state of states) if (this.#isMatch(state)) this.#send('ADDED', state);
  }

  #replay(collection: Collection, since: number): void {
    const events = collection.history.since(since);
    if (!events) {
      const { code, reason, message } = new ApiError(410, 'Expired', describeTooOld(since, collection.history.oldest));
      const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, code };
      this.#response.write(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
      this.end();
      return;
    }
    for (const event of events) this.#pass(event);
  }

  /** An object that enters or leaves the selection is told as added or deleted. */
  #pass({ type, stored, previous }: StoreEvent): void {
    const { namespace } = this.#request;
    if (this.#ended || (namespace !== undefined && stored.object.metadata.namespace !== namespace)) return;
    if (type !== 'MODIFIED') {
      if (this.#isMatch(type === 'DELETED' ? (previous ?? stored) : stored)) this.#send(type, stored);
      return;
    }
    const was = previous !== undefined && this.#isMatch(previous);
    const is = this.#isMatch(stored);
    if (was && is) this.#send('MODIFIED', stored);
    else if (is) this.#send('ADDED', stored);
    else if (was) this.#send('DELETED', previous.atRevision(stored.revision));
  }

  #isMatch(state: Stored): boolean {
    return this.#request.matches?.(state.object) ?? true;
  }

  #send(type: string, state: Stored): void {
    this.#response.write(this.#format(type, state));
    if (this.#response.writableLength > MAX_BUFFER_BYTES) this.end();
  }

  /** Only the first table of a watch tells its columns. */
  #format(type: string, state: Stored): Buffer {
    const { resource, clock } = this.#request;
    const { view } = this.#response;
    if (view.as === 'Object') return formatEvent(type, state, resource);
    const current = view.as === 'Table' ? { ...view, now: clock.date() } : view;
    const object = showObject(state, resource, current, this.#first);
    this.#first = false;
    return Buffer.from(`${JSON.stringify({ type, object })}\n`);
  }

  #sendBookmark(extra: object = {}): void {
    if (this.#ended) return;
    const { kind, apiVersion } = this.#request.resource;
    const metadata = { resourceVersion: String(this.#revision()), ...extra };
    if (this.#response.view.as !== 'Object') {
      const bare = { apiVersion, kind, metadata: metadata as KubeObject['metadata'] };
      this.#response.write(this.#format('BOOKMARK', new Stored(bare, 0)));
      return;
    }
    const object = { kind, apiVersion, metadata: { ...metadata, creationTimestamp: null } };
    this.#response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  }
}

function describeTooOld(since: number, oldest: number): string {
  return `too old resource version: ${since} (${oldest})`;
}
