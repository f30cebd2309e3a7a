import type { JsonObject } from '../../apimachinery/types.ts';
import type { WorldObject } from './world/types.ts';
import type { World } from './world/world.ts';

export const levels = ['error', 'warning', 'info'] as const;

/**
 * `error`: the specification leaves no doubt that it is not accepted, or not served as written. `warning`: it is accepted,
 * and hardly means what it says. `info`: worth knowing.
 */
export type Level = (typeof levels)[number];

/**
 * Part of the validation that finds it. `files`: of the files themselves, which is always asked. `policy`: rules of an
 * organisation's own.
 */
export type Stage = 'files' | 'schema' | 'cel' | 'meaning' | 'policy';

/** A place that has to do with a problem, and what it is there. */
export interface Related {
  object: WorldObject;
  path: string;
  message: string;
}

/** One thing that a rule found. */
export interface Problem {
  object: WorldObject;
  /** Of the field, as an API server writes it; empty for the object. */
  path: string;
  /** One sentence: what is wrong, with names. */
  message: string;
  /** Where it is less certain or less grave than the rule in general. */
  level?: Level;
  related?: readonly Related[];
}

/** What every rule tells of itself. */
export interface RuleFacts {
  /** Permanent: suppressions name it. */
  id: string;
  topic: string;
  level: Level;
  /** One line, as a statement of what is wrong. */
  title: string;
  /** URL of where the specification, or what it builds on, says so; absent for rules about gwconf's own comments. */
  clause?: string;
  explanation: string;
  fix: string;
}

/** A rule of meaning: pure, and told everything by the world. */
export interface Rule extends RuleFacts {
  /** CEL rules of the CRDs say the same, so that it is asked only where these were not. */
  isInCel?: true;
  stage?: 'policy';
  /** @param complete an object with the defaults that an API server gives it; as it is where missing */
  check(world: World, complete?: (object: JsonObject) => JsonObject): Iterable<Problem>;
}
