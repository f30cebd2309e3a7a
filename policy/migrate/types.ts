import type { ForwardedRequest } from '../model/http/filters.ts';
import type { HttpRequest } from '../model/http/request.ts';
import type { Cors, HttpRule } from '../model/objects.ts';

/** Where something of a request was decided: a field of an object of a file, or of a cluster. */
export interface Decider {
  /** `Ingress shop/cart`, `HTTPRoute shop/cart-shop-example` */
  object: string;
  /** `spec.rules[0].http.paths[1]` */
  field: string;
}

export interface Share {
  /** `shop/cart:80`, or `status 500` for a reference that leads nowhere. */
  backend: string;
  /** From 0 (excluded) to 1. */
  share: number;
  receives?: ForwardedRequest;
}

/** What a side does with a request, in the words of both. */
export type Served =
  | { kind: 'forward'; shares: readonly Share[]; response: Readonly<Record<string, readonly string[]>> }
  | { kind: 'redirect'; status: number; location: string }
  | { kind: 'respond'; codes: readonly number[] }
  | { kind: 'passthrough'; backend: string }
  | { kind: 'refuse' }
  | { kind: 'open'; because: string };

/** What is set for all requests of a rule, and no single answer shows. */
export interface Behaviour {
  cors?: Cors;
  /** Seconds that a backend may take: for ingress-nginx between two reads. */
  timeouts: { request?: number; read?: number; send?: number; connect?: number };
  session?: { name?: string };
  /** Protocol that each backend is spoken to in. */
  protocols: Readonly<Record<string, string>>;
}

/** One possible answer of a side. */
export interface Take {
  served: Served;
  by?: Decider;
  behaviour?: Behaviour;
}

export type Takes = readonly [Take, ...Take[]];

/** What sets a request apart from those around it. */
export type Variant =
  | 'as written'
  | 'other case'
  | 'slash at the end'
  | 'no slash at the end'
  | 'longer element'
  | 'below'
  | 'above'
  | 'header'
  | 'query'
  | 'deeper wildcard'
  | 'elsewhere';

export interface Probe {
  request: HttpRequest;
  variant: Variant;
}

/** A side that can be asked. */
export interface Side {
  ask(request: HttpRequest): Takes;
}

export type { Cors, HttpRule };
