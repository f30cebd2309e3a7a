import type { JsonObject } from '../../apimachinery/types.ts';
import type { ReleaseJudge } from '../../apimachinery/validate/index.ts';
import type { Claims } from '../fit/published.ts';
import type { Level, Rule, Stage } from '../rules/types.ts';

/** A file, or what stands for one. */
export interface Source {
  /** As findings name it: a path, a URL, `-`. */
  name: string;
  text: string;
  /** What keeps it from being read as a text at all. */
  fault?: string;
}

export interface Place {
  source: string;
  /** From 1. */
  line: number;
  /** From 1, in characters of UTF-16. */
  column: number;
}

/** One thing that was found, and where. */
export interface Finding extends Place {
  /** Id of the rule. */
  rule: string;
  level: Level;
  stage: Stage;
  /** One sentence. */
  message: string;
  /** `HTTPRoute shop/cart`; absent for what belongs to no object. */
  object?: string;
  /** As an API server writes it: `spec.rules[0].backendRefs[1].port`. */
  field?: string;
  related: readonly RelatedPlace[];
}

/** Another place that has to do with it. Without a source where it stands in no file. */
export interface RelatedPlace extends Partial<Place> {
  message: string;
}

/** A finding that is not to count, and who said why. */
export interface SuppressedFinding extends Finding {
  reason: string;
}

/** What a configuration says is not to count. */
export interface ConfiguredSuppression extends Place {
  /** Id of a rule. */
  rule: string;
  reason: string;
  /** `HTTPRoute shop/cart`; absent: any. */
  object?: string;
  /** Whether a source is meant; absent: any. */
  matchesSource?: (source: string) => boolean;
}

export interface ValidateOptions {
  /** Judges by the CRDs of a release; absent: neither schema nor CEL is asked. */
  judge?: ReleaseJudge;
  /** Default: all. */
  only?: ReadonlySet<Exclude<Stage, 'files'>>;
  /** Objects that stand around those that are judged: the rest of a cluster. */
  around?: readonly JsonObject[];
  /** Namespace of objects that name none; where it is not given they are in `default`, which is only assumed. */
  namespace?: string;
  /** What is neither in the files nor around them exists nowhere. Default: false. */
  closed?: boolean;
  /** Kinds that stay open in a closed world, since they could not be read. */
  openKinds?: ReadonlySet<string>;
  /** By which certificates are judged. Default: now. */
  now?: Date;
  /** Rules of an organisation's own, which are asked with the others. */
  rules?: readonly Rule[];
  suppressions?: readonly ConfiguredSuppression[];
  /** Features that are used are held against those that this implementation claims. */
  fitFor?: Claims;
}

/** The outcome. Findings are in the order of the sources, by line. */
export interface Validation {
  /** What judged schema and CEL; absent where neither was asked. */
  release?: { version: string; channel: string; source: string; hasRules: boolean };
  /** Names, in the order in which they were given. */
  sources: readonly string[];
  /** Objects of the Gateway API, and of other kinds, which are read for reference. */
  objects: { judged: number; others: number };
  findings: readonly Finding[];
  suppressed: readonly SuppressedFinding[];
  /** References to objects that are neither there nor known to be missing. */
  outside: number;
}
