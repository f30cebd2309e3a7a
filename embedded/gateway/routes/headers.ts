import type { FilterPolicy } from '../behaviour/http.ts';
import type { HeaderLine } from '../model/header.ts';
import type { HeaderModifier } from '../model/route.ts';

/** Applies set, add and remove, in that order. https://gateway-api.sigs.k8s.io/reference/spec/#httpheaderfilter */
export function modifyHeaders(
  lines: readonly HeaderLine[],
  modifier: HeaderModifier,
  policy: FilterPolicy,
): readonly HeaderLine[] {
  let result = lines;
  for (const { name, value } of dropRepeated(modifier.set)) result = policy.setHeader(result, name, value);
  for (const { name, value } of dropRepeated(modifier.add)) result = policy.addHeader(result, name, value);
  for (const name of modifier.remove ?? []) result = policy.removeHeader(result, name);
  return result;
}

/** Only the first entry of a name counts. */
function dropRepeated<Entry extends { name: string }>(entries: readonly Entry[] = []): readonly Entry[] {
  return entries.filter(({ name }, index) => entries.findIndex((entry) => isHeader(entry.name, name)) === index);
}

export function isHeader(name: string, other: string): boolean {
  return name.toLowerCase() === other.toLowerCase();
}

export function setHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[] {
  const at = lines.findIndex(([existing]) => isHeader(existing, name));
  const others = lines.filter(([existing]) => !isHeader(existing, name));
  const position = at < 0 ? others.length : at;
  return [...others.slice(0, position), [name, value], ...others.slice(position)];
}

/** Appends to the last line of that name, comma-separated, as the specification's example does. */
export function addHeader(lines: readonly HeaderLine[], name: string, value: string): readonly HeaderLine[] {
  const at = lines.findLastIndex(([existing]) => isHeader(existing, name));
  const existing = lines[at];
  if (!existing) return [...lines, [name, value]];
  return lines.with(at, [existing[0], `${existing[1]},${value}`]);
}

export function removeHeader(lines: readonly HeaderLine[], name: string): readonly HeaderLine[] {
  return lines.filter(([existing]) => !isHeader(existing, name));
}
