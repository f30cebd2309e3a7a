import type { FieldMismatch } from '../scenario/custom.ts';
import type { ConditionExpectation, ConditionExpectations } from '../scenario/expectations.ts';
import { show, showChoice } from './format.ts';
import { asList, asObject } from './read.ts';

export interface ConditionRules {
  /** The object's `metadata.generation`. */
  generation: number | undefined;
  /**
   * Gateway API asks every condition for observedGeneration and a reason; conditions of other groups are only held to
   * what they carry.
   */
  strict: boolean;
}

type Report = (field: string, expected: string, observed: string) => void;

/** RFC 3339 date-time, as metav1.Time is written. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Every difference between a list of conditions and what is expected of it. `path` is the list's. */
export function matchConditions(
  path: string,
  conditions: unknown,
  expected: ConditionExpectations,
  rules: ConditionRules,
): FieldMismatch[] {
  const mismatches: FieldMismatch[] = [];
  const list = asList(conditions).map(asObject);
  for (const type of findDuplicates(list.map((condition) => String(condition.type)))) {
    const count = list.filter((condition) => condition.type === type).length;
    mismatches.push({ path: `${path}[${type}]`, expected: 'one condition of this type', observed: `${count} of them` });
  }
  for (const [type, expectation] of Object.entries(expected)) {
    const report: Report = (field, wanted, observed) => {
      mismatches.push({ path: `${path}[${type}]${field}`, expected: wanted, observed });
    };
    const found = list.filter((condition) => condition.type === type);
    if (found.length === 0 && !isOptional(expectation)) report('', `${readStatus(expectation)}`, 'no such condition');
    for (const condition of found) matchCondition(condition, expectation, rules, report);
  }
  return mismatches;
}

function matchCondition(
  condition: Record<string, unknown>,
  expectation: ConditionExpectation,
  { generation, strict }: ConditionRules,
  report: Report,
): void {
  const { status, reason, observedGeneration, lastTransitionTime, message } = condition;
  const wanted = readStatus(expectation);
  const reasons = readReasons(expectation);
  if (status !== wanted) {
    const why =
      typeof message === 'string' && message !== ''
        ? ` (reason ${show(reason)}: ${message})`
        : ` (reason ${show(reason)})`;
    const because = reasons.length > 0 ? ` (${showChoice(reasons)})` : '';
    report('.status', `${wanted}${because}`, `${typeof status === 'string' ? status : show(status)}${why}`);
  }
  if (typeof reason !== 'string' || reason === '') {
    if (strict || reasons.length > 0 || reason !== undefined) {
      report('.reason', showChoice(reasons.length > 0 ? reasons : ['a reason']), show(reason));
    }
  } else if (status === wanted && reasons.length > 0 && !reasons.includes(reason)) {
    report('.reason', showChoice(reasons), reason);
  }
  if (strict || observedGeneration !== undefined) {
    matchGeneration(generation, observedGeneration, report);
  }
  if (typeof lastTransitionTime !== 'string' || !isDateTime(lastTransitionTime)) {
    report('.lastTransitionTime', 'an RFC 3339 time', show(lastTransitionTime));
  }
}

function matchGeneration(generation: number | undefined, observed: unknown, report: Report): void {
  if (generation !== undefined && observed === generation) return;
  const wanted =
    generation === undefined ? 'the object to have a metadata.generation' : `${generation}, the object's generation`;
  const stale = typeof observed === 'number' && generation !== undefined && observed < generation;
  report('.observedGeneration', wanted, `${show(observed)}${stale ? ' (stale)' : ''}`);
}

function isDateTime(text: string): boolean {
  // The CRDs' default conditions carry 1970-01-01T00:00:00Z: whoever set the condition left the time as it was.
  return DATE_TIME.test(text) && Date.parse(text) > 0;
}

function isOptional(expectation: ConditionExpectation): boolean {
  return typeof expectation === 'object' && 'absentOr' in expectation;
}

function readStatus(expectation: ConditionExpectation): 'True' | 'False' {
  if (typeof expectation === 'string') return expectation;
  return 'absentOr' in expectation ? expectation.absentOr : expectation.status;
}

function readReasons(expectation: ConditionExpectation): readonly string[] {
  if (typeof expectation === 'string' || 'absentOr' in expectation || expectation.reason === undefined) return [];
  return typeof expectation.reason === 'string' ? [expectation.reason] : expectation.reason;
}

export function findDuplicates(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}
