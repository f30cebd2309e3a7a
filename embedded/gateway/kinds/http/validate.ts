import type { HttpRouteRule, RouteFilter, RouteMatch } from '../../model/http-route.ts';

const knownFilters = new Set(['RequestHeaderModifier', 'RequestRedirect', 'ResponseHeaderModifier', 'URLRewrite']);
const knownSchemes = new Set(['http', 'https']);
const knownStatusCodes = new Set([301, 302, 303, 307, 308]);
const knownPathModifiers = new Set(['ReplaceFullPath', 'ReplacePrefixMatch']);

/** What a rule asks for that is not supported, in words; undefined where all is. */
export function findUnsupported(rule: HttpRouteRule): string | undefined {
  for (const match of rule.matches ?? []) {
    const problem = findUnsupportedMatch(match);
    if (problem) return problem;
  }
  for (const filter of [...(rule.filters ?? []), ...(rule.backendRefs ?? []).flatMap((ref) => ref.filters ?? [])]) {
    const problem = findUnsupportedFilter(filter);
    if (problem) return problem;
  }
  return undefined;
}

function findUnsupportedMatch(match: RouteMatch): string | undefined {
  const pathType = match.path?.type ?? 'PathPrefix';
  if (pathType !== 'Exact' && pathType !== 'PathPrefix') return `path match type ${pathType}`;
  const named = [...(match.headers ?? []), ...(match.queryParams ?? [])].find(
    (entry) => (entry.type ?? 'Exact') !== 'Exact',
  );
  return named && `match type ${named.type} for ${named.name}`;
}

function findUnsupportedFilter(filter: RouteFilter): string | undefined {
  if (!knownFilters.has(filter.type)) return `filter ${filter.type}`;
  const redirect = filter.requestRedirect;
  if (redirect?.scheme && !knownSchemes.has(redirect.scheme)) return `redirect scheme ${redirect.scheme}`;
  if (redirect?.statusCode && !knownStatusCodes.has(redirect.statusCode)) {
    return `redirect status ${redirect.statusCode}`;
  }
  const path = redirect?.path ?? filter.urlRewrite?.path;
  return path && !knownPathModifiers.has(path.type) ? `path modifier ${path.type}` : undefined;
}
