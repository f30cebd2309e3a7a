import type { Group } from '../run/steps.ts';
import { applies, appliesCustom } from './applying.ts';
import { others, secrets, services, workloads } from './builtin.ts';
import { celExpressions } from './cel-expressions.ts';
import { celRatchet, celRules } from './cel-rules.ts';
import { definitions, schema } from './custom.ts';
import { GATEWAY_GROUPS } from './gateway/index.ts';
import { deletes, objects, patches } from './objects.ts';
import { names, selectors, watches } from './reading.ts';

/** All requests, by group. A group with CRDs of the Gateway API runs on a server that has them and nothing else. */
export const GROUPS: readonly Group[] = [
  objects,
  patches,
  deletes,
  watches,
  selectors,
  names,
  applies,
  appliesCustom,
  services,
  secrets,
  workloads,
  others,
  schema,
  definitions,
  celExpressions,
  celRules,
  celRatchet,
  ...GATEWAY_GROUPS,
];
