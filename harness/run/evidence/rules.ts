import { readLabels } from '../../protocols/common/backends.ts';
import { findRoutes, type RouteRecord } from '../../result/find-routes.ts';
import type { Evidence, MismatchRecord } from '../../result/types.ts';
import type { BackendHandle } from '../../scenario/backends.ts';

const MOST = 3;
const MOST_MATCHES = 2;
/** Characters of one match. */
const LONGEST_MATCH = 120;

type Service = Pick<BackendHandle, 'name' | 'namespace'>;

/**
 * Of an answer by the wrong backend: which rules lead to the right one, and which to that one, of the routes that may have
 * taken the request. A sentence's end, as `; v1 is behind rule 1 of HTTPRoute a (PathPrefix /one)`, for each of them; empty
 * where nothing can be said.
 * @param find the Service of a backend, by its label; undefined where there is no such backend
 */
export function tellRules(
  mismatches: readonly MismatchRecord[],
  { objects, exchanges }: Pick<Evidence, 'objects' | 'exchanges'>,
  find: (label: string) => Service | undefined,
): string {
  const wrong = mismatches.find(({ path }) => path === 'backend');
  const last = exchanges.at(-1);
  if (!wrong || !last) return '';
  const routes = findRoutes(objects, last);
  const told = [...new Set([wrong.expected, wrong.observed].flatMap(readLabels))].flatMap((label) => {
    const service = find(label);
    const rules = service ? listRules(routes, service) : [];
    const more = rules.length > MOST ? ` and ${rules.length - MOST} more` : '';
    return rules.length === 0 ? [] : [`${label} is behind ${rules.slice(0, MOST).join(', ')}${more}`];
  });
  return told.length === 0 ? '' : `; ${told.join('; ')}`;
}

/** `rule 2 of HTTPRoute name (GET, PathPrefix /v2)`, from 1. */
function listRules(routes: readonly RouteRecord[], service: Service): string[] {
  return routes.flatMap(({ kind, metadata, spec }) =>
    listOf(spec.rules).flatMap((rule, index) => {
      const leads = listOf(rule.backendRefs).some(
        ({ name, namespace = metadata.namespace }) => name === service.name && namespace === service.namespace,
      );
      return leads ? [`rule ${index + 1} of ${kind} ${metadata.name}${describeMatches(rule.matches)}`] : [];
    }),
  );
}

/** What a rule asks for, shortly; empty for one that takes all. */
function describeMatches(matches: unknown): string {
  const told = listOf(matches).map(describeMatch).filter(Boolean);
  const more = told.length > MOST_MATCHES ? ` or ${told.length - MOST_MATCHES} more` : '';
  return told.length === 0 ? '' : ` (${told.slice(0, MOST_MATCHES).join(' or ')}${more})`;
}

function describeMatch({ method, path, headers, queryParams }: Record<string, unknown>): string {
  const [call] = listOf([method]);
  const [place] = listOf([path]);
  const parts = [
    ...(typeof method === 'string' ? [method] : []),
    ...(call ? [`${call.service ?? '*'}/${call.method ?? '*'}`] : []),
    ...(place ? [`${place.type ?? 'PathPrefix'} ${place.value ?? '/'}`] : []),
    ...listOf(headers).map(({ name, value }) => `header ${name}: ${value}`),
    ...listOf(queryParams).map(({ name, value }) => `query ${name}=${value}`),
  ];
  const text = parts.join(', ');
  return text.length > LONGEST_MATCH ? `${text.slice(0, LONGEST_MATCH)}…` : text;
}

/** What the cluster holds may be anything. */
function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
