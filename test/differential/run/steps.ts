/** What one step of a group does. Texts may name parts of earlier answers, `{{created.metadata.uid}}`. */
export type Step = RequestStep | WatchStep | EventsStep | UntilStep;

export interface RequestStep {
  /** Names the answer; unique in the group. */
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'HEAD';
  path: string;
  /** JSON of it is sent; a string is sent as it is. */
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** Who asks, by impersonation. */
  as?: string;
}

/** Opens a watch that goes on until its events are asked for. */
export interface WatchStep {
  watch: string;
  path: string;
}

/** Closes a watch, once it has given as many events, or the last one of a type; they are its answer. */
export interface EventsStep {
  id: string;
  events: string;
  count?: number;
  last?: 'DELETED';
}

/** Asks again until the answer has a code, or a field of it a value. */
export interface UntilStep {
  until: string;
  /** Sent with POST; missing: it is a GET. */
  body?: unknown;
  code?: number;
  field?: string;
  value?: unknown;
}

/** Requests that go together, in their order, in namespaces of their own. */
export interface Group {
  name: string;
  /** The CRDs of the Gateway API that they need; our own ones are created by requests. */
  crds?: 'standard' | 'experimental';
  steps: readonly Step[];
}

/** What a server gave for one step, with all that differs from run to run taken out. */
export interface Outcome {
  code?: number;
  warnings?: string[];
  body?: unknown;
  events?: unknown[];
}

export type Outcomes = Readonly<Record<string, Outcome>>;
