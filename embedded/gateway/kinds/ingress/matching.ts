import { RE2JS } from 're2js';
import type { IngressOptions } from '../../model/ingress-options.ts';
import type { IngressEntry, IngressPathMatch } from '../../model/served.ts';
import { compareText } from '../../routes/order.ts';

/**
 * A wildcard stands for one label alone.
 * https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards
 */
export function matchesHost(pattern: string | undefined, host: string): boolean {
  if (!pattern) return true;
  if (!pattern.startsWith('*.')) return pattern === host;
  const dot = host.indexOf('.');
  return dot > 0 && host.slice(dot) === pattern.slice(1);
}

/** https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types */
export function matchesPath({ type, value }: IngressPathMatch, path: string): boolean {
  if (type === 'Default') return true;
  if (type === 'Exact') return path === value;
  if (type === 'Regular') return findGroups(value, path) !== undefined;
  const bare = value.replace(/\/+$/, '');
  return path === bare || path.startsWith(`${bare}/`);
}

/** A path that its class may read as it likes is a prefix, or with the annotation an expression. */
export function toPathMatch(
  pathType: string,
  path: string,
  { usesRegex }: IngressOptions,
): IngressPathMatch | undefined {
  const value = path || '/';
  if (pathType === 'Exact') return { type: 'Exact', value };
  return { type: usesRegex ? 'Regular' : 'Prefix', value };
}

/** The longest path first, and of two that are as long the exact one; the default backend last. */
export function compareEntries(a: IngressEntry, b: IngressEntry): number {
  return (
    Number(a.path.type === 'Default') - Number(b.path.type === 'Default') ||
    hostRank(b.hostname) - hostRank(a.hostname) ||
    b.path.value.length - a.path.value.length ||
    Number(b.path.type === 'Exact') - Number(a.path.type === 'Exact') ||
    compareText(a.created, b.created) ||
    compareText(a.route, b.route) ||
    a.ruleIndex - b.ruleIndex
  );
}

function hostRank(host: string | undefined): number {
  if (!host) return 0;
  return host.startsWith('*.') ? 1 : 2;
}

const compiled = new Map<string, RE2JS | undefined>();

/** What the groups of an expression match at the beginning of a path, the whole first; undefined where it does not match. */
export function findGroups(expression: string, path: string): readonly string[] | undefined {
  const matcher = compile(expression)?.matcher(path);
  if (!matcher?.lookingAt()) return undefined;
  return Array.from({ length: matcher.groupCount() + 1 }, (_none, index) => matcher.group(index) ?? '');
}

/** Without regard to case, as nginx compares such locations. */
function compile(expression: string): RE2JS | undefined {
  if (!compiled.has(expression)) {
    if (compiled.size > 1000) compiled.clear();
    compiled.set(expression, tryCompile(expression));
  }
  return compiled.get(expression);
}

function tryCompile(expression: string): RE2JS | undefined {
  try {
    return RE2JS.compile(expression, RE2JS.CASE_INSENSITIVE);
  } catch {
    return undefined;
  }
}
