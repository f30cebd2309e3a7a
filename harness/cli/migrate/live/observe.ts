import type { Served, Share, Take } from '../../../../policy/migrate/index.ts';
import type { Observation } from '../../../../policy/model/index.ts';

/** What was seen, in the words of the comparison. `expected` are the answers of both models, whose headers are looked at. */
export function toServed({ status, headers, backend, digest }: Observation, expected: readonly Take[]): Served {
  if (status === undefined) return { kind: 'refuse' };
  const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
  if (!backend && location !== undefined && status >= 300 && status < 400)
    return { kind: 'redirect', status, location };
  if (!backend && (status >= 400 || digest === undefined)) return { kind: 'respond', codes: [status] };
  const share: Share = backend
    ? {
        backend: backend.address,
        share: 1,
        receives: {
          method: backend.method,
          host: backend.host,
          path: backend.path,
          headers: pickHeaders(Object.entries(backend.headers).flatMap(listLines), namesOfRequest(expected)),
        },
      }
    : { backend: `status ${status} with the body ${digest?.slice(0, 12)}`, share: 1 };
  return { kind: 'forward', shares: [share], response: pickHeaders(headers, namesOfResponse(expected)) };
}

function listLines([name, values]: [string, readonly string[]]): [string, string][] {
  return values.map((value) => [name, value]);
}

type Lines = readonly (readonly [string, string])[];

function pickHeaders(lines: Lines, names: ReadonlySet<string>): Readonly<Record<string, readonly string[]>> {
  const found = [...names].map((name): [string, string[]] => [
    name,
    lines
      .filter(([sent]) => sent.toLowerCase() === name)
      .flatMap(([, value]) => value.split(',').map((part) => part.trim())),
  ]);
  return Object.fromEntries(found);
}

/** Those that a client sent or a rule names: a proxy adds others of its own. */
function namesOfRequest(takes: readonly Take[]): Set<string> {
  const forwards = takes.flatMap(({ served }) => (served.kind === 'forward' ? served.shares : []));
  return new Set(forwards.flatMap(({ receives }) => Object.keys(receives?.headers ?? {})));
}

function namesOfResponse(takes: readonly Take[]): Set<string> {
  const named = takes.flatMap(({ served }) => (served.kind === 'forward' ? Object.keys(served.response) : []));
  return new Set([...named, 'access-control-allow-origin', 'access-control-allow-credentials']);
}

/** Several answers to one request as one: each backend with its share. */
export function mergeServed(all: readonly Served[]): Served {
  const [first] = all;
  const shares = all.flatMap((served) => (served.kind === 'forward' ? served.shares : []));
  if (first?.kind !== 'forward' || shares.length < all.length) return first ?? { kind: 'refuse' };
  const names = [...new Set(shares.map(({ backend }) => backend))].sort();
  return {
    ...first,
    shares: names.map((backend) => {
      const own = shares.filter((share) => share.backend === backend);
      return { backend, share: own.length / all.length, receives: own[0]?.receives };
    }),
  };
}

/** Shares that chance could have made unequal count as equal: five standard errors of their difference. */
export function evenShares(ingress: Served, gateway: Served, count: number): Served {
  if (ingress.kind !== 'forward' || gateway.kind !== 'forward') return gateway;
  const shares = gateway.shares.map((each) => {
    const other = ingress.shares.find(({ backend }) => backend === each.backend);
    if (!other) return each;
    const mean = (each.share + other.share) / 2;
    const error = Math.sqrt((2 * mean * (1 - mean)) / count);
    return Math.abs(each.share - other.share) <= 5 * error ? { ...each, share: other.share } : each;
  });
  return { ...gateway, shares };
}

/** Whether a request is shared out among backends, so that one answer says little. */
export function isShared(takes: readonly Take[]): boolean {
  return takes.some(({ served }) => served.kind === 'forward' && served.shares.length > 1);
}
