import type { FieldError } from '../types.ts';

/**
 * What found it: the kind or version that is not there, a field that the kind does not have, the object's metadata, the
 * schema, or a rule in CEL.
 */
export type Stage = 'kind' | 'fields' | 'metadata' | 'schema' | 'cel';

/** One thing for which an API server would refuse an object, in its words. */
export interface Finding extends FieldError {
  stage: Stage;
}

export interface ObjectVerdict {
  /** Whether the object's kind is one of the definitions'; of others nothing is said. */
  isKnown: boolean;
  findings: Finding[];
  /** What the API server would only warn of. */
  warnings: string[];
}

export interface ValidateOptions {
  /** The object that this one replaces, which rules about changes look at. */
  old?: unknown;
  /** The last to be asked: `schema` leaves CEL out. Default: all. */
  until?: 'schema' | 'cel';
}
