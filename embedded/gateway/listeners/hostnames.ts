import type { ServedListener } from '../model/served.ts';

/** Hostname of a Host header: lower case, without port. */
export function normaliseHost(header: string): string {
  const host = header.trim().toLowerCase();
  if (host.startsWith('[')) return host.slice(0, host.indexOf(']') + 1);
  const colon = host.indexOf(':');
  return colon < 0 ? host : host.slice(0, colon);
}

/** `*.example.com` stands for any number of labels before `.example.com`, but at least one. No pattern matches all. */
export function hostMatches(pattern: string | undefined, host: string): boolean {
  if (!pattern) return true;
  const expected = pattern.toLowerCase();
  if (!expected.startsWith('*.')) return expected === host;
  const suffix = expected.slice(1);
  return host.length > suffix.length && host.endsWith(suffix);
}

/** Whether there is a hostname that both patterns match. */
export function hostnamesIntersect(a: string | undefined, b: string | undefined): boolean {
  if (!a || !b) return true;
  return a.toLowerCase() === b.toLowerCase() || hostMatches(a, b.toLowerCase()) || hostMatches(b, a.toLowerCase());
}

/** Orders patterns from the most specific to the least: exact names, then longer wildcards, then none. */
export function compareHostnames(a: string | undefined, b: string | undefined): number {
  return specificity(b) - specificity(a);
}

function specificity(pattern: string | undefined): number {
  if (!pattern) return 0;
  // A hostname has at most 253 characters, so that no wildcard outweighs an exact name.
  return pattern.startsWith('*.') ? pattern.length : 1000 + pattern.length;
}

type HostMatch = typeof hostMatches;

/**
 * The listeners with the most specific hostname that matches; no other may answer, even where none of their routes
 * match (https://gateway-api.sigs.k8s.io/reference/spec/#gatewayspec, "Listener Isolation").
 */
export function selectListeners(
  listeners: readonly ServedListener[],
  host: string,
  matches: HostMatch = hostMatches,
): readonly ServedListener[] {
  const matching = listeners.filter((listener) => matches(listener.hostname, host));
  const [best] = matching.map((listener) => listener.hostname).sort(compareHostnames);
  return matching.filter((listener) => (listener.hostname ?? '').toLowerCase() === (best ?? '').toLowerCase());
}
