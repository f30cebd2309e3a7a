import type { EffectivePolicy, PoliciesView, PolicyOfTarget } from './view.ts';

/** Effective policies as a tree for people; empty where there are none. */
export function renderPolicies({ effective, unknown }: PoliciesView): string {
  const lines = effective.flatMap((each) => [
    nameLine(each),
    ...each.policies.map(renderPolicy),
    ...renderValues(each),
  ]);
  const rest = unknown.map(({ policy, target }) => `  ${policy} targets ${target}, which is not there`);
  if (lines.length + rest.length === 0) return '';
  return ['Policies', ...lines, ...rest].join('\n');
}

function nameLine({ target, kind, class: kindClass, through }: EffectivePolicy): string {
  const where = through === undefined ? '' : ` through ${through.join(', ')}`;
  return `  ${target}${where}: ${kind} (${kindClass.toLowerCase()})`;
}

function renderPolicy({ policy, targets, inherited, effect, yieldsTo = [], strategy }: PolicyOfTarget): string {
  const from = inherited ? `, from ${targets}` : '';
  const how = strategy === 'None' ? '' : `, ${strategy}`;
  const other = yieldsTo.length > 0 ? `: ${yieldsTo.join(', ')} counts` : '';
  const words = { whole: 'counts', part: 'counts in part', none: 'has no effect' }[effect];
  return `    ${policy}${from}${how}: ${words}${other}`;
}

function renderValues({ values, policies }: EffectivePolicy): readonly string[] {
  return values.map(({ path, value, from }) => {
    const source = policies.length > 1 ? `  (${from})` : '';
    return `      ${path}: ${JSON.stringify(value)}${source}`;
  });
}
