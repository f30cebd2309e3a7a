import type { Group } from '../run/steps.ts';
import { ADMISSION_GROUPS } from './admission/index.ts';
import { applies } from './applying/applies.ts';
import { appliesCustom } from './applying/applies-custom.ts';
import { others } from './builtin/others.ts';
import { secrets } from './builtin/secrets.ts';
import { services } from './builtin/services.ts';
import { workloads } from './builtin/workloads.ts';
import { celExpressions } from './cel/expressions.ts';
import { celRatchet } from './cel/ratchet.ts';
import { celRules } from './cel/rules.ts';
import { definitions } from './custom/definitions.ts';
import { schema } from './custom/schema.ts';
import { GATEWAY_GROUPS } from './gateway/index.ts';
import { deletes } from './objects/deletes.ts';
import { objects } from './objects/objects.ts';
import { patches } from './objects/patches.ts';
import { placement } from './objects/placement.ts';
import { names, selectors, watches } from './reading.ts';

/** All requests, by group. A group with CRDs of the Gateway API runs on a server that has them and nothing else. */
export const GROUPS: readonly Group[] = [
  objects,
  patches,
  placement,
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
  ...ADMISSION_GROUPS,
  ...GATEWAY_GROUPS,
];
