import type { CustomContext } from './custom.ts';
import type { HttpExpectation, StatusExpectation } from './expectations.ts';
import type { KubeObject, ObjectKey } from './kubernetes.ts';

/**
 * Names an object by its logical name: `HTTPRoute/header-matching` in the main namespace,
 * `HTTPRoute/other/header-matching` in the namespace labelled `other`, `GatewayClass/name` without one.
 * `Gateway/shared` is the shared Gateway. The engine resolves the name with `env.name`, save where it begins with `=`:
 * `Gateway/=the-real-name` is taken as it is written.
 */
export type ObjectRef = `${string}/${string}`;

/**
 * Whose question a row puts. `official`: what the official test of that name asks too, which alone enters the conformance
 * report. `spec`: asked by the specification only.
 */
export type Level = 'official' | 'spec';

/** Default: the scenario's level. What changes something for rows of level `spec` only has that level, too. */
interface Levelled {
  level?: Level;
}

/** Where a request goes. Default: the shared Gateway, port 80 for http and 443 for https. */
export interface TrafficTarget {
  gateway?: ObjectRef;
  port?: number;
}

export interface HttpRequest {
  method?: string;
  /** Path with query, default `/`. */
  path?: string;
  /** Host header; default: the scenario's hostname. */
  host?: string;
  /** Sent as written, in this order; several values become several lines. */
  headers?: Readonly<Record<string, string | readonly string[]>>;
  scheme?: 'http' | 'https';
  /** TLS server name; default: `host`. */
  sni?: string;
  body?: string;
}

export interface HttpRow extends Levelled {
  /** Unique in its step; becomes the test's name. */
  name: string;
  send: HttpRequest;
  expect: HttpExpectation;
  /** Requirement ids that this row proves, where they are narrower than the scenario's. */
  requirements?: readonly string[];
}

export interface StatusStep extends Levelled {
  kind: 'status';
  ref: ObjectRef;
  expect: StatusExpectation;
}

export interface HttpStep extends Levelled {
  kind: 'http';
  rows: readonly [HttpRow, ...HttpRow[]];
  target: TrafficTarget;
}

/** Server-side applies objects while the scenario runs. */
export interface ApplyStep extends Levelled {
  kind: 'apply';
  name: string;
  objects: readonly KubeObject[];
}

/** JSON merge patch of an existing object, or of its status. */
export interface PatchStep extends Levelled {
  kind: 'patch';
  name: string;
  ref: ObjectRef;
  merge: Readonly<Record<string, unknown>>;
  subresource?: 'status';
}

export interface DeleteStep extends Levelled {
  kind: 'delete';
  name: string;
  ref: ObjectRef;
}

/** The object must be gone from the API (a deletion that controllers must not hold up). */
export interface AbsentStep extends Levelled {
  kind: 'absent';
  ref: ObjectRef;
}

/** Traffic must be shared in these proportions; judged by a sequential test. Shares are weights, not percentages. */
export interface DistributionStep extends Levelled {
  kind: 'distribution';
  name: string;
  send: HttpRequest;
  target: TrafficTarget;
  /** Backend label to weight. A weight of 0 means: never. */
  weights: Readonly<Record<string, number>>;
  /**
   * HTTP status code to weight: this share of the requests must be answered with the code, by no backend (the share of
   * an invalid backend gets 500). Counted with `weights`: the shares of both together are the whole.
   */
  answers?: Readonly<Record<number, number>>;
  /** Greatest distance of a share from its weight that still passes, for example 0.05. */
  tolerance: number;
}

/** For what the other kinds cannot say. `reason` tells why code was needed. */
export interface CustomStep extends Levelled {
  kind: 'custom';
  name: string;
  reason: string;
  run(context: CustomContext): Promise<void>;
}

export type Step =
  | StatusStep
  | HttpStep
  | ApplyStep
  | PatchStep
  | DeleteStep
  | AbsentStep
  | DistributionStep
  | CustomStep;

export type { ObjectKey };
