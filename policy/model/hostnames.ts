/** Whether a hostname, exact or `*.suffix`, covers a name. Undefined covers every name. */
export function coversHost(pattern: string | undefined, host: string): boolean {
  if (pattern === undefined) return true;
  const wanted = pattern.toLowerCase();
  const name = host.toLowerCase();
  if (!wanted.startsWith('*.')) return wanted === name;
  const suffix = wanted.slice(1);
  // At least one character stands for the wildcard label: the bare domain is not covered.
  return name.length > suffix.length && name.endsWith(suffix);
}

/** The name or wildcard that both have in common, undefined for «every hostname»; `null` where there is none. */
export function intersect(a: string | undefined, b: string | undefined): string | undefined | null {
  if (a === undefined) return b?.toLowerCase();
  if (b === undefined) return a.toLowerCase();
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  if (first === second) return first;
  if (coversPattern(first, second)) return second;
  return coversPattern(second, first) ? first : null;
}

function coversPattern(wide: string, narrow: string): boolean {
  if (!wide.startsWith('*.')) return false;
  return narrow.startsWith('*.') ? narrow.slice(1).endsWith(wide.slice(1)) : coversHost(wide, narrow);
}

/** Hostname of a Host header: without its port, in lower case. */
export function readHost(header: string): string {
  const bracket = /^(\[[^\]]*\])(?::\d*)?$/.exec(header);
  return (bracket?.[1] ?? header.replace(/:\d*$/, '')).toLowerCase();
}

/** The more specific goes first: an exact name, then the wildcard with more labels, then every hostname. */
export function compareListenerHostnames(a: string | undefined, b: string | undefined): number {
  const rank = (hostname: string | undefined): readonly [number, number] =>
    hostname === undefined ? [2, 0] : hostname.startsWith('*.') ? [1, -hostname.split('.').length] : [0, 0];
  const [first, second] = [rank(a), rank(b)];
  return first[0] - second[0] || first[1] - second[1];
}

/** The greater goes first: characters of an exact name, then characters of any. */
export function compareRouteHostnames(a: string | undefined, b: string | undefined): number {
  const exact = (hostname: string | undefined) => (hostname?.startsWith('*.') ? 0 : (hostname?.length ?? 0));
  return exact(b) - exact(a) || (b?.length ?? 0) - (a?.length ?? 0);
}
