import { compareText, coversName, type IngressModel, type PathEntry } from '../model.ts';
import type { Ingress } from '../objects.ts';
import type { NginxSettings } from '../settings.ts';

/** What ingress-nginx makes of all Ingresses with one host. */
export interface Server {
  /** Undefined: the one for every other host. */
  host?: string;
  entries: readonly PathEntry[];
  /** Every path is a regular expression, since one of them is. */
  regex: boolean;
  /** Ingresses with a rule for the host, whether it has paths or not. */
  owners: readonly { ingress: Ingress; settings: NginxSettings }[];
}

/** The server that takes a host, or the one that redirects it from or to `www.`. */
export function findServer(
  model: IngressModel,
  host: string,
): { server: Server } | { redirectTo: string; owner: Server['owners'][number] } | undefined {
  const servers = listServers(model);
  const named = servers.find((server) => server.host === host) ?? findAlias(servers, host);
  if (named) return { server: named };
  const www = findWww(servers, host);
  if (www) return www;
  const wildcard = servers.find((server) => server.host !== undefined && coversName(server.host, host));
  const rest = wildcard ?? servers.find((server) => server.host === undefined);
  return rest && { server: rest };
}

const known = new WeakMap<IngressModel, readonly Server[]>();

/** Made once: thousands of requests ask the same model. */
function listServers(model: IngressModel): readonly Server[] {
  const servers = known.get(model) ?? makeServers(model);
  known.set(model, servers);
  return servers;
}

function makeServers(model: IngressModel): Server[] {
  const owned = model.ingresses.filter(({ settings }) => !settings.canary);
  const hosts = new Set(owned.flatMap(({ ingress }) => ingress.rules.map(({ host }) => host)));
  return [...hosts].map((host) => {
    const entries = withoutRepeated(model.entries.filter((entry) => entry.host === host));
    return {
      host,
      entries,
      regex: entries.some(({ settings, text }) => settings.useRegex || rewrites(settings, text)),
      owners: owned.filter(({ ingress }) => ingress.rules.some((rule) => rule.host === host)),
    };
  });
}

/** Of paths with the same text and type the first counts. */
function withoutRepeated(entries: readonly PathEntry[]): PathEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ text, type }) => {
    const key = `${type} ${text}`;
    return seen.has(key) ? false : seen.add(key);
  });
}

export function rewrites({ rewriteTarget }: NginxSettings, text: string): boolean {
  return rewriteTarget !== undefined && rewriteTarget !== text;
}

function findAlias(servers: readonly Server[], host: string): Server | undefined {
  return servers.find(({ owners }) =>
    owners.some(({ settings }) => settings.aliases.some((each) => coversName(each, host))),
  );
}

function findWww(servers: readonly Server[], host: string) {
  const other = host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`;
  const server = servers.find((each) => each.host === other);
  const owner = server?.owners.find(({ settings }) => settings.fromToWww);
  return owner && { redirectTo: other, owner };
}

/** A path as nginx has it: a location. */
export interface Location {
  entry: PathEntry;
  text: string;
  kind: 'exact' | 'prefix' | 'regex';
}

/** In the order in which expressions are asked: the longest first. */
export function listLocations({ entries, regex }: Server): Location[] {
  const sorted = entries.toSorted((a, b) => b.text.length - a.text.length || compareText(b.text, a.text));
  const exact = new Set(sorted.filter(({ type }) => type === 'Exact').map(({ text }) => text));
  const kindOf = (usual: 'exact' | 'prefix') => (regex ? 'regex' : usual);
  return sorted.flatMap((entry): Location[] => {
    const { text, type, settings } = entry;
    if (type === 'Exact') return [{ entry, text, kind: kindOf('exact') }];
    const asIs = text === '/' || type !== 'Prefix' || settings.useRegex || rewrites(settings, text);
    if (asIs) return [{ entry, text, kind: kindOf('prefix') }];
    // A prefix takes whole elements: what begins with it and a slash, and itself alone.
    const below: Location = { entry, text: text.endsWith('/') ? text : `${text}/`, kind: kindOf('prefix') };
    return exact.has(text) ? [below] : [below, { entry, text, kind: kindOf('exact') }];
  });
}
