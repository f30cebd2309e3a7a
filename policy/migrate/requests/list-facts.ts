import { coversHost } from '../../model/hostnames.ts';
import { coversName, findCanary, type IngressModel } from '../../model/ingress/index.ts';
import type { Model } from '../../model/model.ts';
import type { ValueMatch } from '../../model/objects.ts';
import type { HostFacts, PathFact, ValueFact } from './facts.ts';
import { sampleExpression } from './sample-expression.ts';

/** What both sides say of hosts, each with the paths, headers and parameters that count there. Sorted. */
export function listFacts(ingress: IngressModel, gateway: Model): HostFacts[] {
  const hosts = [...new Set([...hostsOfIngresses(ingress), ...hostsOfGateways(gateway)])].sort((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  );
  return hosts.map((host) => {
    const own = factsOfIngresses(ingress, host);
    const theirs = factsOfRoutes(gateway, host);
    return {
      ...(host === undefined ? {} : { host }),
      paths: unique([...own.paths, ...theirs.paths]),
      headers: unique([...own.headers, ...theirs.headers]),
      query: unique([...own.query, ...theirs.query]),
      methods: unique([...own.methods, ...theirs.methods]),
    };
  });
}

function unique<T>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    return seen.has(key) ? false : seen.add(key);
  });
}

function hostsOfIngresses({ ingresses, controller }: IngressModel): (string | undefined)[] {
  return ingresses.flatMap(({ ingress, settings }) => {
    const named = [...ingress.rules.map(({ host }) => host), ...ingress.tls.flatMap(({ hosts }) => hosts)];
    if (controller === 'plain') return [...named, undefined];
    const www = settings.fromToWww ? named.flatMap((host) => (host === undefined ? [] : [otherWww(host)])) : [];
    return [...named, ...settings.aliases, ...www, undefined];
  });
}

function otherWww(host: string): string {
  return host.startsWith('www.') ? host.slice('www.'.length) : `www.${host}`;
}

function hostsOfGateways({ world }: Model): (string | undefined)[] {
  return [
    ...world.gateways.flatMap(({ listeners }) => listeners.map(({ hostname }) => hostname?.toLowerCase())),
    ...world.routes.flatMap(({ hostnames }) => hostnames.map((each) => each.toLowerCase())),
  ];
}

type Part = Omit<HostFacts, 'host'>;

/** Of a path on any host what is said counts on all: sides differ in which hosts they think a path is for. */
function factsOfIngresses(model: IngressModel, host: string | undefined): Part {
  const entries = model.entries.filter((entry) => isNear(entry.host, host));
  const isExpression = (entry: (typeof entries)[number]) =>
    model.controller === 'nginx' && /[\\^$*+?()[\]{}|]/.test(entry.text);
  const canaries = entries.flatMap((entry) => findCanary(model, entry)?.canary ?? []);
  return {
    paths: entries.map((entry): PathFact => ({ text: entry.text, kind: isExpression(entry) ? 'expression' : 'text' })),
    headers: model.controller === 'plain' ? [] : canaries.flatMap(factsOfCanary),
    query: [],
    methods: [],
  };
}

function factsOfCanary({
  header,
  headerValue,
  headerPattern,
  cookie,
}: NonNullable<ReturnType<typeof findCanary>>['canary']): ValueFact[] {
  const sampled = headerPattern === undefined ? [] : sampleExpression(headerPattern);
  const values = ['always', 'never', 'other', ...(headerValue === undefined ? [] : [headerValue]), ...sampled];
  return [
    ...(header === undefined ? [] : [{ name: header.toLowerCase(), values }]),
    ...(cookie === undefined
      ? []
      : [{ name: 'cookie', values: [`${cookie}=always`, `${cookie}=never`, `a=b; ${cookie}=other`] }]),
  ];
}

function factsOfRoutes({ world }: Model, host: string | undefined): Part {
  const matches = world.routes.flatMap((route) => {
    const { hostnames } = route;
    const isConcerned = hostnames.length === 0 || hostnames.some((each) => isNear(each.toLowerCase(), host));
    return route.kind === 'HTTPRoute' && isConcerned ? route.rules.flatMap((rule) => rule.matches) : [];
  });
  return {
    paths: matches.map(
      ({ path }): PathFact => ({
        text: path.value,
        kind: path.type === 'RegularExpression' ? 'expression' : 'text',
      }),
    ),
    headers: matches.flatMap(({ headers }) =>
      headers.map((each) => ({ ...valuesAround(each), name: each.name.toLowerCase() })),
    ),
    query: matches.flatMap(({ query }) => query.map(valuesAround)),
    methods: matches.flatMap(({ method }) => (method === undefined ? [] : [method])),
  };
}

function valuesAround({ type, name, value }: ValueMatch): ValueFact {
  const fitting = type === 'RegularExpression' ? sampleExpression(value) : [value];
  return { name, values: [...fitting, `${fitting[0] ?? value}-other`] };
}

function isNear(pattern: string | undefined, host: string | undefined): boolean {
  if (pattern === undefined || host === undefined || pattern === host) return true;
  return coversName(pattern, host) || coversHost(pattern, host) || coversHost(host, pattern);
}
