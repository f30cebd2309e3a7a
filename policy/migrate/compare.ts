import type { Level } from '../rules/types.ts';
import type { RuleId } from './rules.ts';
import type { Served, Share } from './types.ts';

/** In what two answers differ. */
export interface Difference {
  rule: RuleId;
  /** What is the same wherever the cause is the same: `308 instead of 301`. Empty: the rules of both sides say it. */
  what: string;
  level?: Level;
}

/** Differences of the answers of an Ingress and of a Gateway to one request; empty where there is none. */
export function compareServed(ingress: Served, gateway: Served): Difference[] {
  if (ingress.kind === 'open' || gateway.kind === 'open') return [];
  if (servesNothing(ingress) && servesNothing(gateway)) return [];
  if (ingress.kind === 'forward' && gateway.kind === 'forward') return compareForwards(ingress, gateway);
  if (ingress.kind === 'redirect' && gateway.kind === 'redirect') return compareRedirects(ingress, gateway);
  if (ingress.kind === 'passthrough' && gateway.kind === 'passthrough')
    return ingress.backend === gateway.backend ? [] : [{ rule: 'migrate-backend', what: '' }];
  if (ingress.kind === 'passthrough' || gateway.kind === 'passthrough')
    return [{ rule: 'migrate-passthrough', what: '' }];
  if (servesNothing(gateway)) return [{ rule: 'migrate-not-served', what: '' }];
  if (servesNothing(ingress)) return [{ rule: 'migrate-served-anew', what: '' }];
  if (ingress.kind === 'redirect') return [{ rule: 'migrate-redirect-missing', what: '' }];
  if (gateway.kind === 'redirect') return [{ rule: 'migrate-redirect-added', what: '' }];
  if (gateway.kind === 'respond' && ingress.kind === 'respond')
    return gateway.codes.some((code) => ingress.codes.includes(code)) ? [] : [{ rule: 'migrate-status', what: '' }];
  return [{ rule: 'migrate-status', what: '' }];
}

/** Nobody listens, or nothing is there: for the one who asks it is the same. */
export function servesNothing(served: Served): boolean {
  return served.kind === 'refuse' || (served.kind === 'respond' && served.codes.includes(404));
}

type Forward = Served & { kind: 'forward' };

function compareForwards(ingress: Forward, gateway: Forward): Difference[] {
  const found = compareShares(ingress.shares, gateway.shares);
  if (found) return [found];
  return [
    ...ingress.shares.flatMap((share) => {
      const other = gateway.shares.find(({ backend }) => isSameBackend(share.backend, backend));
      return compareReceived(share, other);
    }),
    ...compareHeaders('migrate-response-header', ingress.response, gateway.response),
  ].filter((each, index, all) => all.findIndex(({ rule, what }) => rule === each.rule && what === each.what) === index);
}

function compareShares(ingress: readonly Share[], gateway: readonly Share[]): Difference | undefined {
  const nameOf = (share: Share) => share.backend.replace(/:[^:]*$/, '');
  const same = ingress.length === gateway.length;
  if (same && ingress.every(({ backend }) => gateway.some((other) => isSameBackend(backend, other.backend)))) {
    const differs = ingress.some(({ backend, share }) => {
      const other = gateway.find((each) => isSameBackend(backend, each.backend));
      return Math.abs(share - (other?.share ?? 0)) > 0.0005;
    });
    return differs ? { rule: 'migrate-weight', what: '' } : undefined;
  }
  const names = (shares: readonly Share[]) => [...new Set(shares.map(nameOf))].sort().join();
  if (names(ingress) === names(gateway) && same) return { rule: 'migrate-backend-port', what: '' };
  // The same backends, save that one side gives all to one of them.
  const subset = [...ingress].every((share) => gateway.some((other) => nameOf(other) === nameOf(share)));
  const superset = [...gateway].every((share) => ingress.some((other) => nameOf(other) === nameOf(share)));
  return { rule: (subset || superset) && !same ? 'migrate-weight' : 'migrate-backend', what: '' };
}

/** A port whose number no Service tells is as good as any. */
function isSameBackend(ingress: string, gateway: string): boolean {
  if (ingress === gateway) return true;
  const [name, port = ''] = ingress.split(':');
  return !/^\d+$/.test(port) && name === gateway.split(':')[0];
}

function compareReceived(ingress: Share, gateway: Share | undefined): Difference[] {
  const [first, second] = [ingress.receives, gateway?.receives];
  if (!first || !second) return [];
  const host =
    first.host.toLowerCase() === second.host.toLowerCase() ? [] : [{ rule: 'migrate-host' as const, what: '' }];
  const path = first.path === second.path ? [] : [{ rule: 'migrate-path' as const, what: '' }];
  return [...path, ...host, ...compareHeaders('migrate-request-header', first.headers, second.headers)];
}

type Headers = Readonly<Record<string, readonly string[]>>;

function compareHeaders(rule: RuleId, ingress: Headers, gateway: Headers): Difference[] {
  const names = [...new Set([...Object.keys(ingress), ...Object.keys(gateway)])].sort();
  const say = (values: readonly string[] | undefined) =>
    values === undefined || values.length === 0 ? 'absent' : JSON.stringify(values.join(', '));
  return names.flatMap((name) => {
    const [first, second] = [say(ingress[name]), say(gateway[name])];
    return first === second ? [] : [{ rule, what: `${name}: ${first} by the Ingress, ${second} by the route` }];
  });
}

type Redirect = Served & { kind: 'redirect' };

function compareRedirects(ingress: Redirect, gateway: Redirect): Difference[] {
  const code =
    ingress.status === gateway.status
      ? []
      : [{ rule: 'migrate-redirect-code' as const, what: `${gateway.status} instead of ${ingress.status}` }];
  return [...code, ...compareLocations(normalize(ingress.location), normalize(gateway.location), ingress.status)];
}

/** An address without a path is the one with a slash: https://www.rfc-editor.org/rfc/rfc3986#section-6.2.3 */
function normalize(location: string): string {
  return location.replace(/^([a-z]+:\/\/[^/?#]+)(?=$|[?#])/i, '$1/');
}

function compareLocations(ingress: string, gateway: string, status: number): Difference[] {
  if (ingress === gateway) return [];
  const withoutQuery = (text: string) => text.replace(/\?.*$/s, '');
  if (ingress === withoutQuery(gateway)) return [{ rule: 'migrate-redirect-query', what: '' }];
  // Redirects of its own making have this code, to https and to or from www.
  if (`${ingress}/` === gateway && status === 308) return [{ rule: 'migrate-redirect-slash', what: '' }];
  return [{ rule: 'migrate-redirect-location', what: '' }];
}

/** For people: `shop/cart:80, which receives GET /x`. */
export function describeServed(served: Served): string {
  switch (served.kind) {
    case 'forward':
      return served.shares
        .map(({ backend, share }) => (share === 1 ? backend : `${backend} (${Math.round(share * 1000) / 10} %)`))
        .join(', ');
    case 'redirect':
      return `${served.status} to ${served.location}`;
    case 'respond':
      return `status ${served.codes.join(' or ')}`;
    case 'passthrough':
      return `TLS passed on to ${served.backend}`;
    case 'refuse':
      return 'no answer: nobody listens';
    case 'open':
      return `open: ${served.because}`;
  }
}
