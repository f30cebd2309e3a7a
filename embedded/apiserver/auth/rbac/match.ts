import type { Attributes } from '../../../../apimachinery/access/attributes.ts';
import type { FullRule } from './types.ts';

/** True where the rule grants what is asked for. */
export function ruleAllows(rule: FullRule, attributes: Attributes): boolean {
  if (!hasOrAll(rule.verbs, attributes.verb)) return false;
  if (!attributes.isResource) return rule.nonResourceURLs.some((url) => urlCovers(url, attributes.path));
  const { group, plural, subresource, name } = attributes;
  return (
    hasOrAll(rule.apiGroups, group) &&
    rule.resources.some((resource) => resourceMatches(resource, plural, subresource)) &&
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}

function hasOrAll(values: readonly string[], wanted: string): boolean {
  return values.includes(wanted) || values.includes('*');
}

/** `pods`, `pods/log`, `*` for everything, or a star before the slash: that subresource of everything. */
function resourceMatches(pattern: string, plural: string, subresource: string): boolean {
  if (pattern === '*') return true;
  if (subresource === '') return pattern === plural;
  return pattern === `${plural}/${subresource}` || pattern === `*/${subresource}`;
}

/** A URL of a rule stands for itself or, ending in `*`, for all that begin alike. */
export function urlCovers(pattern: string, path: string): boolean {
  return pattern === path || (pattern.endsWith('*') && path.startsWith(pattern.replace(/\*+$/, '')));
}
