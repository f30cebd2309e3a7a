/** Whether a hostname, exact or `*.suffix`, covers another one or a wildcard. Undefined covers everything. */
export function covers(wide: string | undefined, narrow: string | undefined): boolean {
  if (wide === undefined) return true;
  if (narrow === undefined) return false;
  if (wide === narrow) return true;
  if (!wide.startsWith('*.')) return false;
  const rest = narrow.startsWith('*.') ? narrow.slice(1) : narrow;
  const suffix = wide.slice(1);
  return rest.endsWith(suffix) && (narrow.startsWith('*.') || rest.length > suffix.length);
}

/** Whether some name is covered by both. */
export function intersects(a: string | undefined, b: string | undefined): boolean {
  return covers(a, b) || covers(b, a);
}

/** The narrower of two that intersect. */
export function narrower(a: string | undefined, b: string | undefined): string | undefined {
  return covers(a, b) ? b : a;
}

/** How a person says it. */
export function sayHostname(hostname: string | undefined): string {
  return hostname ?? 'every hostname';
}
