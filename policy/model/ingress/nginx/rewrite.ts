import { RE2JS } from 're2js';

/** Where a rewrite leads: to a path with its query, or, by an absolute target, to another place. */
export type Rewritten = { path: string } | { redirect: string } | undefined;

/**
 * The path after `rewrite "(?i)TEXT" TARGET break`; undefined where the expression cannot be read.
 * https://nginx.org/en/docs/http/ngx_http_rewrite_module.html#rewrite
 */
export function rewritePath(text: string, target: string, path: string, query: string): Rewritten {
  const groups = findGroups(text, path);
  if (groups === undefined) return undefined;
  if (groups === null) return { path: `${path}${query}` };
  const filled = target.replaceAll(/\$(?:\{(\d)\}|(\d))/g, (_all, braced?: string, bare?: string) => {
    return groups[Number(braced ?? bare)] ?? '';
  });
  const whole = appendQuery(filled, query);
  return /^https?:\/\//.test(filled) ? { redirect: whole } : { path: whole.startsWith('/') ? whole : `/${whole}` };
}

/** What each group of the first match took; null where nothing matches. */
function findGroups(text: string, path: string): readonly string[] | null | undefined {
  try {
    const matcher = RE2JS.compile(`(?i)${text}`).matcher(path);
    if (!matcher.find()) return null;
    return Array.from({ length: matcher.groupCount() + 1 }, (_unused, index) => matcher.group(index) ?? '');
  } catch {
    return undefined;
  }
}

/** The query of the request follows that of the target; a question mark at its end keeps it out. */
function appendQuery(target: string, query: string): string {
  if (target.endsWith('?')) return target.slice(0, -1);
  if (query === '') return target;
  return target.includes('?') ? `${target}&${query.slice(1)}` : `${target}${query}`;
}
