import type { ForwardedRequest } from '../http/filters.ts';
import type { IngressPlace } from './objects.ts';
import type { NginxSettings } from './settings.ts';

export interface IngressShare {
  /** `shop/cart:80`, or with the port's name where no Service tells its number: `shop/cart:http`. */
  backend: string;
  /** From 0 (excluded) to 1. */
  share: number;
}

/** What an Ingress controller does with one request. */
export type IngressOutcome =
  | { kind: 'forward'; backends: readonly IngressShare[]; receives: ForwardedRequest }
  | { kind: 'redirect'; status: number; location: string }
  | { kind: 'respond'; status: number }
  /** The connection goes to the backend as it is. */
  | { kind: 'passthrough'; backend: string }
  /** Nobody can say: the reason. */
  | { kind: 'open'; because: string };

export interface IngressAlternative {
  outcome: IngressOutcome;
  /** What decided; undefined where nothing took the request. */
  place?: IngressPlace;
  /** The annotation that decided, where it was one. */
  annotation?: string;
  settings?: NginxSettings;
}

/** All that may come of a request; the first by the strictest reading of the documentation. */
export type IngressAnswer = readonly [IngressAlternative, ...IngressAlternative[]];
