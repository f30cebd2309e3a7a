import { readLabels } from '../../protocols/common/backends.ts';
import { findRoutes, type RouteRecord } from '../../result/find-routes.ts';
import type { Evidence, MismatchRecord } from '../../result/types.ts';
import type { BackendHandle } from '../../scenario/backends.ts';

const MOST = 3;

type Service = Pick<BackendHandle, 'name' | 'namespace'>;

/**
 * Of an answer by the wrong backend: which rules lead to the right one, and which to that one, of the routes that may have
 * taken the request. A sentence's end, as `; v1 is behind rule 1 of HTTPRoute a, v2 behind rule 2 of HTTPRoute a`; empty
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

/** `rule 2 of HTTPRoute name`, from 1. */
function listRules(routes: readonly RouteRecord[], service: Service): string[] {
  return routes.flatMap(({ kind, metadata, spec }) =>
    listOf(spec?.rules).flatMap((rule, index) => {
      const leads = listOf(rule.backendRefs).some(
        ({ name, namespace = metadata.namespace }) => name === service.name && namespace === service.namespace,
      );
      return leads ? [`rule ${index + 1} of ${kind} ${metadata.name}`] : [];
    }),
  );
}

/** What the cluster holds may be anything. */
function listOf(value: unknown): readonly Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object' && one !== null) : [];
}
