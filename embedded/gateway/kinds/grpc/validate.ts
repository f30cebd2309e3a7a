import type { GrpcMatch, GrpcRouteRule } from '../../model/grpc-route.ts';
import { findUnsupportedNamedMatch } from '../../routes/match-headers.ts';
import { isRegularExpression } from '../../routes/regular-expressions.ts';

const knownFilters = new Set(['RequestHeaderModifier', 'RequestMirror', 'ResponseHeaderModifier']);
const knownMatchTypes = new Set(['Exact', 'RegularExpression']);

/** What a rule asks for that is not supported, in words; undefined where all is. */
export function findUnsupported(rule: GrpcRouteRule): string | undefined {
  const filters = [...(rule.filters ?? []), ...(rule.backendRefs ?? []).flatMap((ref) => ref.filters ?? [])];
  const filter = filters.find(({ type }) => !knownFilters.has(type));
  if (filter) return `filter ${filter.type}`;
  return (rule.matches ?? []).map(findUnsupportedMatch).find((problem) => problem !== undefined);
}

function findUnsupportedMatch({ method, headers = [] }: GrpcMatch): string | undefined {
  const type = method?.type ?? 'Exact';
  if (!knownMatchTypes.has(type)) return `method match type ${type}`;
  const parts = type === 'RegularExpression' ? [method?.service, method?.method] : [];
  const broken = parts.find((part) => part !== undefined && !isRegularExpression(part));
  if (broken !== undefined) return `expression ${broken}`;
  return headers.map(findUnsupportedNamedMatch).find((problem) => problem !== undefined);
}
