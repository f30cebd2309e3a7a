import { ApiError } from '../../../apimachinery/errors/status.ts';
import type { Matcher } from '../../../apimachinery/selectors/labels.ts';
import type { KubeObject } from '../../../apimachinery/types.ts';
import type { Clock } from '../options.ts';
import type { Resource } from '../resources/types.ts';
import type { Collection } from '../store/collection.ts';
import type { StoreEvent } from '../store/event.ts';
import { Stored } from '../store/stored.ts';
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
/** A reader this far behind is told no more until it has caught up; meanwhile the history keeps what it misses. */
const MAX_BUFFER_BYTES = 1024 * 1024;
/** How long a reader has to take what an ended watch still holds for it. */
const FLUSH_MS = 30_000;
/** Longer than any timer can wait: about 24 days. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;
const INITIAL_END = { annotations: { 'k8s.io/initial-events-end': 'true' } };

/** The event lines of the state that was told last: all its watches are told of it one after the other. */
let latest: { stored: Stored; lines: Map<string, Buffer> } | undefined;

function formatEvent(type: string, stored: Stored, resource: Resource): Buffer {
  if (latest?.stored !== stored) latest = { stored, lines: new Map() };
  const { lines } = latest;
  const key = `${type} ${resource.apiVersion}`;
  const line = lines.get(key) ?? Buffer.from(`{"type":"${type}","object":${formatObject(stored, resource)}}\n`);
  lines.set(key, line);
  return line;
}

/**
 * Streams events until the client leaves or the time is over. Whatever a slow client is behind is read again from the
 * collection's history, so that it costs no memory; where that has forgotten it, the watch ends with 410.
 */
export class WatchSession {
  readonly #response: Response;
  readonly #request: WatchRequest;
  readonly #revision: () => number;
  readonly #collection: Collection;
  #ended = false;
  #first = true;
  /** What there was at the start, and how much of it has been told. */
  #initial: readonly Stored[] = [];
  #told = 0;
  #owesInitialEnd = false;
  /** The revision up to which everything has been told. */
  #position = 0;
  /** False while the client is behind: events are left to the history then. */
  #live = false;

  constructor(response: Response, request: WatchRequest, collection: Collection, revision: () => number) {
    this.#response = response;
    this.#request = request;
    this.#collection = collection;
    this.#revision = revision;
  }

  /** @param onEnd called once, however it ends */
  start(onEnd: () => void): void {
    const { since = 0, sendInitialEvents, bookmarks, timeoutSeconds = 0 } = this.#request;
    this.#response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    this.#response.flush();
    const unsubscribe = this.#collection.subscribe(
      (event) => this.#hear(event),
      () => this.end(),
    );
    const bookmark = bookmarks ? setInterval(() => this.#live && this.#sendBookmark(), BOOKMARK_MS) : undefined;
    const limit = Math.min(timeoutSeconds * 1000, MAX_TIMEOUT_MS);
    const timeout = limit > 0 ? setTimeout(() => this.#expire(), limit) : undefined;
    this.#response.onClose(() => {
      this.#ended = true;
      unsubscribe();
      clearInterval(bookmark);
      clearTimeout(timeout);
      onEnd();
    });
    this.#position = since;
    if (since === 0 || sendInitialEvents) {
      this.#initial = this.#collection.list(this.#request.namespace);
      this.#position = this.#revision();
    }
    this.#owesInitialEnd = sendInitialEvents;
    this.#catchUp();
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#response.end();
    // One that does not read would hold the connection and its buffer for good.
    const flush = setTimeout(() => this.#response.destroy(), FLUSH_MS).unref();
    this.#response.onClose(() => clearTimeout(flush));
  }

  #expire(): void {
    if (this.#request.bookmarks && this.#live) this.#sendBookmark();
    this.end();
  }

  #hear(event: StoreEvent): void {
    if (this.#ended) return;
    if (this.#live) {
      this.#pass(event);
      if (this.#isFull()) this.#waitForReader();
    } else if (this.#collection.history.oldest > this.#position) this.#endTooOld();
  }

  /** Tells what is still to tell, until the client is level with the collection or has enough to read. */
  #catchUp(): void {
    const missed = this.#tellInitial() ? this.#collection.history.since(this.#position) : [];
    if (!missed) this.#endTooOld();
    else if (missed.every((event) => this.#passWhileRoom(event)) && !this.#isFull()) this.#live = true;
    else this.#waitForReader();
  }

  /** True once all of what there was at the start has been told. */
  #tellInitial(): boolean {
    while (this.#told < this.#initial.length) {
      if (this.#isFull()) return false;
      const state = this.#initial[this.#told++];
      if (state && this.#isMatch(state)) this.#send('ADDED', state);
    }
    this.#initial = [];
    this.#told = 0;
    if (this.#owesInitialEnd) this.#sendBookmark(INITIAL_END);
    this.#owesInitialEnd = false;
    return true;
  }

  #passWhileRoom(event: StoreEvent): boolean {
    if (this.#isFull()) return false;
    this.#pass(event);
    return true;
  }

  #isFull(): boolean {
    return this.#response.writableLength > MAX_BUFFER_BYTES;
  }

  #waitForReader(): void {
    this.#live = false;
    this.#response.onDrain(() => {
      if (!this.#ended) this.#catchUp();
    });
  }

  #endTooOld(): void {
    const message = `too old resource version: ${this.#position} (${this.#collection.history.oldest})`;
    const status = new ApiError(410, 'Expired', message).toStatus();
    this.#response.write(`${JSON.stringify({ type: 'ERROR', object: status })}\n`);
    this.end();
  }

  /** An object that enters or leaves the selection is told as added or deleted. */
  #pass({ type, stored, previous }: StoreEvent): void {
    const { namespace } = this.#request;
    this.#position = stored.revision;
    if (namespace !== undefined && stored.object.metadata.namespace !== namespace) return;
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
    // Of what the client has been told, not of what there is.
    const revision = this.#live ? this.#revision() : this.#position;
    const metadata = { resourceVersion: String(revision), ...extra };
    if (this.#response.view.as !== 'Object') {
      const bare = { apiVersion, kind, metadata: metadata as KubeObject['metadata'] };
      this.#response.write(this.#format('BOOKMARK', new Stored(bare, 0)));
      return;
    }
    const object = { kind, apiVersion, metadata };
    this.#response.write(`${JSON.stringify({ type: 'BOOKMARK', object })}\n`);
  }
}
