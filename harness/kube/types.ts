import type { KindName, KubeObject, ObjectKey } from '../scenario/kubernetes.ts';
import type { AccessVerb } from '../scenario/steps.ts';

export interface ListOptions {
  namespace?: string;
  labelSelector?: string;
  fieldSelector?: string;
}

/**
 * The Kubernetes API as the harness uses it, over @kubernetes/client-node. What is read is read in the version that the
 * server prefers, what is applied in its own. Errors: HarnessError naming verb and object.
 */
export interface KubeApi {
  serverVersion(): Promise<string>;
  /** Every kind whose objects can be listed and deleted. */
  listKinds(): Promise<KindName[]>;
  /**
   * The apiVersion to write objects of a kind in: the one wanted where the server has the kind there, else the one that it
   * prefers. Throws UnknownKindError where it does not serve the kind.
   */
  chooseVersion(kind: KindName, wanted: string): Promise<string>;
  /** With `metadataOnly` without spec and status, which some objects have half a megabyte of. */
  get(key: ObjectKey, options?: { metadataOnly?: boolean }): Promise<KubeObject | undefined>;
  list(kind: KindName, options?: ListOptions): Promise<KubeObject[]>;
  /** Server-side apply with force, field manager `gwconf`. */
  apply(object: KubeObject): Promise<KubeObject>;
  /**
   * The same as a dry run: nothing is stored. Throws KubeError where the server refuses the object.
   * @param user who asks, in place of the run's own
   */
  tryApply(object: KubeObject, user?: string): Promise<KubeObject>;
  /** The same for an object that is not there yet: nothing is merged before the server judges. */
  tryCreate(object: KubeObject, user?: string): Promise<KubeObject>;
  /** The same as a JSON merge patch of an object that is there. */
  tryMerge(object: KubeObject, user?: string): Promise<KubeObject>;
  /** Sends what needs that verb for an object that is there, as another user, and changes nothing. Throws KubeError. */
  tryVerb(verb: AccessVerb, object: KubeObject, user: string): Promise<void>;
  /** JSON merge patch. */
  patch(key: ObjectKey, merge: Readonly<Record<string, unknown>>, subresource?: 'status'): Promise<KubeObject>;
  /** Background deletion. False where there was nothing. */
  delete(key: ObjectKey): Promise<boolean>;
  /**
   * The object's state now, then each further state, from one shared watch per kind; `undefined` while it is absent.
   * States may be skipped when the reader is slow unless `every` is set. Ends when `signal` aborts.
   */
  observe(key: ObjectKey, signal: AbortSignal, options?: { every?: boolean }): AsyncIterable<KubeObject | undefined>;
  /**
   * All objects of a kind now, and all again after each change, from the same shared watch; states may be skipped when
   * the reader is slow. Ends when `signal` aborts.
   */
  observeAll(kind: KindName, signal: AbortSignal): AsyncIterable<readonly KubeObject[]>;
  /** Log lines of a pod since a time. */
  podLogs(namespace: string, pod: string, since: Date): Promise<string>;
  /** Ends all watches. */
  close(): void;
}

export interface GatewayApiVersion {
  /** Of the CRDs' `bundle-version` annotation, `v1.7.0`. */
  version: string;
  channel: string;
  /** Where the CRDs came from, one phrase. */
  source: string;
}
