import type { ExchangeRecord } from './exchanges.ts';

/** What is read of a route that is evidence. */
export interface RouteRecord {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec: { parentRefs: readonly unknown[]; hostnames?: unknown; rules?: unknown };
}

/** The routes among the evidence's objects that may have taken a request, by the hostnames that it names. */
export function findRoutes(
  objects: readonly unknown[],
  { line, sent }: Pick<ExchangeRecord, 'line' | 'sent'>,
): readonly RouteRecord[] {
  const said = [line, ...(sent.headers ?? []).map(([, value]) => value)].join('\n').toLowerCase();
  return objects
    .filter(isRoute)
    .filter(({ spec }) => listHostnames(spec.hostnames).some((hostname) => said.includes(hostname)));
}

/** A route without hostnames takes any; of a wildcard the part counts that is written out. */
function listHostnames(hostnames: unknown): readonly string[] {
  if (!Array.isArray(hostnames) || hostnames.length === 0) return [''];
  return hostnames.map((hostname) => String(hostname).toLowerCase().replace(/^\*/, ''));
}

/** Nothing else has parents. */
function isRoute(object: unknown): object is RouteRecord {
  const { kind, metadata, spec } = (object ?? {}) as Partial<RouteRecord>;
  return typeof kind === 'string' && typeof metadata?.name === 'string' && Array.isArray(spec?.parentRefs);
}
