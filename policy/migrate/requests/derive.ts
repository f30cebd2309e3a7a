import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Probe, Variant } from '../types.ts';
import type { HostFacts, ValueFact } from './facts.ts';
import { varyPath } from './vary-path.ts';

export interface DeriveOptions {
  seed: number;
  /** Requests, at most; of more, some are drawn. */
  most: number;
  /** Whether a host is asked over TLS, too. */
  hasTls(host: string): boolean;
}

export interface Derived {
  probes: readonly Probe[];
  /** How many there would have been. */
  total: number;
}

/** Requests on every boundary that a side draws for a host, and between; the same for the same seed. */
export function deriveProbes(facts: readonly HostFacts[], { seed, most, hasTls }: DeriveOptions): Derived {
  const generator = xoroshiro128plus(seed);
  const word = `none-${uniformInt(generator, 0x1000, 0xffff).toString(16)}`;
  const everywhere = facts.find(({ host }) => host === undefined) ?? { paths: [], headers: [], query: [], methods: [] };
  const named = facts.filter((each): each is HostFacts & { host: string } => each.host !== undefined);
  const all = [
    ...named.flatMap((each) => listNames(each.host, word).flatMap((name) => probeHost(name, each, word, hasTls))),
    ...probeHost({ name: `${word}.invalid`, variant: 'elsewhere' }, everywhere, word, hasTls),
  ];
  const probes = withoutRepeated(all);
  if (probes.length <= most) return { probes, total: probes.length };
  // The first of each host are kept by the order of the draw: each has the same chance.
  for (let index = probes.length - 1; index > 0; index -= 1) {
    const other = uniformInt(generator, 0, index);
    const [a, b] = [probes[index], probes[other]];
    if (a && b) [probes[index], probes[other]] = [b, a];
  }
  return { probes: probes.slice(0, most), total: probes.length };
}

interface Name {
  name: string;
  variant?: Variant;
}

function listNames(host: string, word: string): Name[] {
  if (!host.startsWith('*.')) return [{ name: host }];
  const suffix = host.slice(1);
  return [{ name: `${word}${suffix}` }, { name: `a.${word}${suffix}`, variant: 'deeper wildcard' }];
}

function probeHost({ name, variant }: Name, facts: HostFacts, word: string, hasTls: DeriveOptions['hasTls']): Probe[] {
  const schemes = hasTls(name) ? (['http', 'https'] as const) : (['http'] as const);
  const usual = [{ text: '/', kind: 'text' as const }, ...facts.paths, { text: `/${word}`, kind: 'text' as const }];
  const paths = usual.flatMap((fact) => varyPath(fact));
  const main = paths.filter((each) => each.variant === 'as written' || each.variant === 'below');
  const plain = { method: 'GET', headers: [] };
  const shapes = [
    ...paths.map((each) => ({ ...plain, ...each })),
    ...main.map(({ path }) => ({ ...plain, path: `${path}?q=1&r=%2Fx`, variant: 'query' as const })),
    ...main.flatMap(({ path }) =>
      headerSets(facts.headers).map((headers) => ({ ...plain, path, headers, variant: 'header' as const })),
    ),
    ...main.flatMap(({ path }) =>
      listValues(facts.query).map(([key, value]) => ({
        ...plain,
        path: `${path}?${key}=${encodeURIComponent(value)}`,
        variant: 'query' as const,
      })),
    ),
    ...main.flatMap(({ path }) =>
      [...(facts.methods.length > 0 ? [...facts.methods, 'DELETE'] : [])].map((method) => ({
        ...plain,
        method,
        path,
        variant: 'as written' as const,
      })),
    ),
  ];
  return schemes.flatMap((scheme) =>
    shapes.map(
      ({ method, path, headers, variant: own }): Probe => ({
        request: { method, scheme, host: name, path, headers, sni: name },
        variant: variant ?? own,
      }),
    ),
  );
}

function listValues(facts: readonly ValueFact[]): (readonly [string, string])[] {
  return facts.flatMap(({ name, values }) => values.map((value) => [name, value] as const));
}

/** Each value alone, and the first of each header together. */
function headerSets(facts: readonly ValueFact[]): (readonly (readonly [string, string])[])[] {
  const alone = listValues(facts).map((pair) => [pair]);
  const names = [...new Set(facts.map(({ name }) => name))];
  const firsts = names.map((name): readonly [string, string] => [
    name,
    facts.find((fact) => fact.name === name)?.values[0] ?? '',
  ]);
  return names.length > 1 ? [...alone, firsts] : alone;
}

function withoutRepeated(probes: readonly Probe[]): Probe[] {
  const seen = new Set<string>();
  return probes.filter(({ request }) => {
    const key = JSON.stringify(request);
    return seen.has(key) ? false : seen.add(key);
  });
}
