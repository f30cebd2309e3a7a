import type { LabelSelector, World } from './objects.ts';

/** Labels of a namespace. One that no object describes has at least the label that every namespace has. */
export function labelsOf(world: World, namespace: string): Readonly<Record<string, string>> {
  const found = world.namespaces.find(({ meta }) => meta.name === namespace);
  return { 'kubernetes.io/metadata.name': namespace, ...found?.meta.labels };
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors. No selector selects nothing. */
export function selects(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (!selector) return false;
  const equal = Object.entries(selector.matchLabels).every(([key, value]) => labels[key] === value);
  return equal && selector.matchExpressions.every((expression) => meetsExpression(expression, labels[expression.key]));
}

/** @param value of the label that the expression is about; undefined where there is none */
export function meetsExpression(
  { operator, values }: { operator: string; values: readonly string[] },
  value: string | undefined,
): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}
