import type { ExchangeRecord } from '../../harness/result/exchanges.ts';

interface Named {
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: { hostnames?: unknown };
}

const MOST = 4;

/** The routes among the evidence's objects that may have taken a request, by the hostnames that it names: `HTTPRoute ns/name`. */
export function nameRoutes(
  objects: readonly unknown[],
  { line, sent }: Pick<ExchangeRecord, 'line' | 'sent'>,
): string[] {
  const said = [line, ...(sent.headers ?? []).map(([, value]) => value)].join('\n').toLowerCase();
  const names = objects
    .filter(isRoute)
    .filter(({ spec }) => listHostnames(spec?.hostnames).some((hostname) => said.includes(hostname)))
    .map(
      ({ kind, metadata }) =>
        `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`,
    );
  const more = names.length - MOST;
  if (names.length === 0) return [];
  return [`${names.slice(0, MOST).join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
}

/** A route without hostnames takes any; of a wildcard the part counts that is written out. */
function listHostnames(hostnames: unknown): readonly string[] {
  if (!Array.isArray(hostnames) || hostnames.length === 0) return [''];
  return hostnames.map((hostname) => String(hostname).toLowerCase().replace(/^\*/, ''));
}

function isRoute(object: unknown): object is Named {
  const { kind, metadata } = (object ?? {}) as Partial<Named>;
  return typeof kind === 'string' && kind.endsWith('Route') && typeof metadata?.name === 'string';
}
