import type { ScenarioDefinition } from '../scenario/define.ts';
import type { ScenarioEnv } from '../scenario/env.ts';
import type { StatusExpectation } from '../scenario/expectations.ts';
import type { Level, Step } from '../scenario/steps.ts';

/** One row before it ran: what becomes a Mocha test. */
export interface RowPlan {
  /** Index of the step, from 0. */
  step: number;
  kind: Step['kind'];
  /** Unique in its scenario. */
  name: string;
  requirements: readonly string[];
  level: Level;
  /** False where `--grep` leaves it out. Steps that other rows build upon are never left out. */
  selected: boolean;
}

/** The steps of a scenario, whichever way they were written. */
export function listSteps(definition: ScenarioDefinition, env: ScenarioEnv): readonly Step[] {
  return typeof definition.steps === 'function' ? definition.steps(env) : definition.steps;
}

/**
 * All rows of a scenario in order. A name that occurs again in a later step gets a number, so that reports can tell
 * the rows apart.
 */
export function listRows(definition: ScenarioDefinition, steps: readonly Step[], grep?: RegExp): RowPlan[] {
  const seen = new Map<string, number>();
  return steps.flatMap((step, index) =>
    namesOf(step).map(({ name, requirements, level }) => {
      const count = (seen.get(name) ?? 0) + 1;
      seen.set(name, count);
      const unique = count === 1 ? name : `${name} (${count})`;
      return {
        step: index,
        kind: step.kind,
        name: unique,
        requirements: requirements ?? step.requirements ?? definition.requirements,
        level: level ?? step.level ?? definition.level ?? 'official',
        selected: grep === undefined || !isLeaf(step) || grep.test(`${definition.id} ${unique}`),
      };
    }),
  );
}

/** Only what nothing else builds upon can be left out of a scenario. */
function isLeaf(step: Step): boolean {
  return step.kind === 'http' || step.kind === 'distribution';
}

function namesOf(step: Step): { name: string; requirements?: readonly string[]; level?: Level }[] {
  switch (step.kind) {
    case 'http':
    case 'grpc':
    case 'tls':
    case 'tcp':
    case 'udp':
    case 'websocket':
      return step.rows.map(({ name, requirements, level }) => ({ name, requirements, level }));
    case 'status':
      return [{ name: `${step.ref} ${describeStatus(step.expect)}` }];
    case 'absent':
      return [{ name: `${step.ref} is gone` }];
    default:
      return [{ name: step.name }];
  }
}

function describeStatus(expect: StatusExpectation): string {
  if ('parents' in expect) {
    if (expect.parents === 'none-accepted') return 'has no accepted parent';
    const names = expect.parents.map((parent) => ('gateway' in parent ? parent.gateway : parent.parent));
    return `has the parents ${names.join(', ')}`;
  }
  if ('ancestors' in expect) return `has the ancestors ${expect.ancestors.map(({ ancestor }) => ancestor).join(', ')}`;
  const parts: string[] = [];
  if ('conditions' in expect) {
    for (const [type, wanted] of Object.entries(expect.conditions)) {
      if (typeof wanted === 'string') parts.push(`${type} ${wanted}`);
      else if ('absentOr' in wanted) parts.push(`${type} absent or ${wanted.absentOr}`);
      else parts.push(`${type} ${wanted.status}${describeReason(wanted.reason)}`);
    }
  }
  if ('listeners' in expect && expect.listeners) parts.push(`listeners ${Object.keys(expect.listeners).join(', ')}`);
  return `has ${parts.join(', ')}`;
}

function describeReason(reason: string | readonly string[] | undefined): string {
  if (reason === undefined) return '';
  return ` (${typeof reason === 'string' ? reason : reason.join(' or ')})`;
}
