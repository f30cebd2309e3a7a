/** Items by a key, in the order of the first of each. */
export function groupBy<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** `a, b and 3 more` */
export function list(names: readonly (string | number | undefined)[], most = 5): string {
  const unique = [...new Set(names.map(String))];
  return unique.length > most
    ? `${unique.slice(0, most).join(', ')} and ${unique.length - most} more`
    : unique.join(', ');
}
