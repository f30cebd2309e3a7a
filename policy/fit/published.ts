import published from './published.json' with { type: 'json' };

/** What a conformance report says of an implementation. */
export interface Claims {
  organization: string;
  project: string;
  version: string;
  /** Version of the Gateway API that it was tested with. */
  gatewayApi: string;
  channel: string;
  profiles: readonly string[];
  supported: readonly string[];
  unsupported: readonly string[];
}

/** Published reports, oldest release of the Gateway API first. */
export const publishedClaims: readonly Claims[] = published.toSorted(
  (a, b) => compareVersions(a.gatewayApi, b.gatewayApi) || compareVersions(a.version, b.version),
);

/** `v1.10.0` comes after `v1.9.3`. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Names by which implementations are found, sorted. */
export function listImplementations(): string[] {
  return [...new Set(publishedClaims.map(({ project }) => project))].sort();
}

/**
 * What the published report of an implementation claims: `NAME` for the newest, `NAME@VERSION` for one; undefined where
 * there is none. The version may be the beginning of one.
 */
export function findClaims(text: string): Claims | undefined {
  const [name = '', version] = text.toLowerCase().split('@');
  const isMeant = ({ project, organization }: Claims) =>
    [project, organization, project.replace(/-gateway$/, '')].some((known) => known.toLowerCase() === name);
  const own = publishedClaims.filter(isMeant);
  if (version === undefined) return own.at(-1);
  const wanted = version.replace(/^v/, '');
  return own.findLast((claims) => `${claims.version.replace(/^v/, '')}.`.startsWith(`${wanted}.`));
}
