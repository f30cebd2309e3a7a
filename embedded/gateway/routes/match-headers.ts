import type { MatchPolicy } from '../behaviour/http.ts';
import type { HeaderLine } from '../model/header.ts';
import type { NamedMatch } from '../model/route.ts';
import { isRegularExpression } from './regular-expressions.ts';

/** Whether all the conditions on headers hold; several lines of one name count as one list. */
export function matchesHeaders(
  kind: 'HTTPRoute' | 'GRPCRoute',
  conditions: readonly NamedMatch[],
  lines: readonly HeaderLine[],
  policy: MatchPolicy,
): boolean {
  if (conditions.length === 0) return true;
  const results = policy.headersOf(kind, conditions).map((condition) => {
    const values = lines.filter(([name]) => policy.headerName(condition.name, name)).map(([, value]) => value);
    return values.length > 0 && matchesValue('header', condition, values.join(','), policy);
  });
  return policy.joinHeaders(results);
}

/** Whether the value of a header or query parameter is the one that a condition asks for. */
export function matchesValue(
  where: 'header' | 'query',
  { type, value }: NamedMatch,
  text: string,
  policy: MatchPolicy,
): boolean {
  if (type === 'RegularExpression') return policy.regularExpression(where, value, text);
  return where === 'header' ? policy.headerValue(value, text) : policy.queryValue(value, text);
}

/** Only the first condition of a name counts. */
export function dropRepeated(conditions: readonly NamedMatch[], fold: (name: string) => string): readonly NamedMatch[] {
  const seen = new Set<string>();
  return conditions.filter(({ name }) => !seen.has(fold(name)) && seen.add(fold(name)));
}

const knownTypes = new Set(['Exact', 'RegularExpression']);

/** What a condition on a header or query parameter asks for that is not supported. */
export function findUnsupportedNamedMatch({ type = 'Exact', name, value }: NamedMatch): string | undefined {
  if (!knownTypes.has(type)) return `match type ${type} for ${name}`;
  return type === 'RegularExpression' && !isRegularExpression(value) ? `expression ${value} for ${name}` : undefined;
}
