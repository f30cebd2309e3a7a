import { meetsExpression } from '../../model/selectors.ts';
import type { Selector } from './types.ts';

/**
 * Whether a selector takes labels: `unknown` where that rests on labels that nobody has told.
 * @param known whether these are all the labels that there are; else those that are not there may be, too
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function select(
  selector: Selector | undefined,
  labels: Readonly<Record<string, string>>,
  known: boolean,
): 'yes' | 'no' | 'unknown' {
  if (!selector) return 'no';
  const answers = [
    ...Object.entries(selector.matchLabels).map(([key, value]) => judge(key, labels, known, (own) => own === value)),
    ...selector.expressions.map(({ key, operator, values }) =>
      judge(key, labels, known, (own) => meetsExpression({ operator, values }, own)),
    ),
  ];
  if (answers.includes('no')) return 'no';
  return answers.includes('unknown') ? 'unknown' : 'yes';
}

function judge(
  key: string,
  labels: Readonly<Record<string, string>>,
  known: boolean,
  test: (value: string | undefined) => boolean,
): 'yes' | 'no' | 'unknown' {
  if (!known && !Object.hasOwn(labels, key)) return 'unknown';
  return test(Object.hasOwn(labels, key) ? labels[key] : undefined) ? 'yes' : 'no';
}

/** Why a selector can take nothing, whatever the labels are; undefined where it can. */
export function findContradiction(selector: Selector): string | undefined {
  for (const { key, operator, values } of selector.expressions) {
    if (operator === 'In' && values.length === 0) return `${key} must be one of no values`;
    const wanted = selector.matchLabels[key];
    if (wanted !== undefined && !meetsExpression({ operator, values }, wanted))
      return `${key} must be ${wanted}, and must not be`;
    const opposite = operator === 'Exists' ? 'DoesNotExist' : operator === 'In' ? 'DoesNotExist' : undefined;
    if (selector.expressions.some((other) => other.key === key && other.operator === opposite))
      return `${key} must exist, and must not exist`;
  }
  return undefined;
}
