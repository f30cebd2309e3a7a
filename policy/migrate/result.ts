import type { Controller } from '../model/ingress/index.ts';
import type { Level } from '../rules/types.ts';
import type { RuleId } from './rules.ts';

/** A field of an object and where it stands; without a source it is in a cluster. */
export interface Spot {
  object: string;
  field: string;
  source?: string;
  line?: number;
  column?: number;
}

/** One cause, however many requests show it. */
export interface MigrateFinding {
  rule: RuleId;
  level: Level;
  /** One sentence. */
  message: string;
  /** What decided on the side of the Ingress; absent where nothing did. */
  from?: Spot;
  /** The same on the side of the Gateway. */
  to?: Spot;
  /** The shortest request that shows it, and both answers; absent for what no single request shows. */
  example?: { request: string; ingress: string; gateway: string };
  /** How many requests show it. */
  requests: number;
}

export interface Migration {
  controller: Controller;
  /** Class of the Ingresses that were read; absent where they name none. */
  ingressClass?: string;
  seed: number;
  /** How many were asked, and how many there would have been. */
  requests: { asked: number; derived: number };
  ingresses: number;
  routes: number;
  /** The gravest first. */
  findings: readonly MigrateFinding[];
  /** What was not compared and why, one sentence each. */
  notes: readonly string[];
}
