import { BlockList, isIPv4 } from 'node:net';
import type { IngressPolicy, IngressRequest } from '../../behaviour/ingress.ts';
import { ingressControllerName } from '../../constants.ts';
import { findValue } from '../../dataplane/http/headers.ts';
import type { CanaryOptions, IngressOptions } from '../../model/ingress-options.ts';
import type { IngressPathMatch } from '../../model/served.ts';
import { matchesRegularExpression } from '../../routes/regular-expressions.ts';
import { readCookie } from '../../routes/sessions.ts';
import { splitTarget } from '../http/matching.ts';
import { readOptions } from './annotations.ts';
import { compareEntries, findGroups, matchesHost, matchesPath, toPathMatch } from './matching.ts';

/** Every decision as the documentation of Ingress and of ingress-nginx's annotations has it. */
export const specifiedIngress: IngressPolicy = {
  serves(ingress, classes) {
    const name = ingress.spec?.ingressClassName;
    return name !== undefined && classes.get(name)?.spec?.controller === ingressControllerName;
  },
  hostMatches: matchesHost,
  pathMatches: matchesPath,
  pathMatch: toPathMatch,
  order: compareEntries,
  port: (wanted, ports) =>
    ports.find(({ name, port }) => (wanted?.name === undefined ? port === wanted?.number : name === wanted.name)),
  defaultBackend: ({ spec }) => spec?.defaultBackend,
  tls: ({ spec }) =>
    (spec?.tls ?? []).flatMap(({ hosts = [], secretName }) => (secretName ? [{ hosts, secretName }] : [])),
  addresses: (addresses) => addresses,
  options: readOptions,
  isAdmitted: ({ allowed, denied }, client) =>
    !isAmong(denied, client) && (allowed.length === 0 || isAmong(allowed, client)),
  deniedStatus: 403,
  redirect: findRedirect,
  rewrite: rewriteTarget,
  isCanary,
  canaryShares: ({ weight, weightTotal }) => [Math.max(weightTotal - weight, 0), weight],
  protocol: ({ backendProtocol }, hostname) => {
    const tls = { policy: '', hostname, authorities: [], subjectAltNames: [], isUnverified: true } as const;
    if (backendProtocol === 'HTTPS') return { protocol: 'http', tls };
    if (backendProtocol === 'GRPC') return { protocol: 'h2c' };
    return backendProtocol === 'GRPCS' ? { protocol: 'h2c', tls } : undefined;
  },
  host: ({ upstreamVhost }, received) => upstreamVhost ?? received,
  timeoutMs: ({ readTimeoutMs = 0 }) => readTimeoutMs,
  takesBody: ({ bodyLimit }, bytes) => bodyLimit === 0 || bytes <= bodyLimit,
  cookie: ({ affinityCookie }) => affinityCookie,
  readCookie,
  endpointOf(value, endpoints) {
    const place = endpoints.indexOf(Buffer.from(value, 'base64url').toString('utf8'));
    return place < 0 ? undefined : place;
  },
};

const sslRedirectStatus = 308;
const appRootStatus = 302;

function findRedirect(
  { redirect, appRoot, sslRedirect, forceSslRedirect }: IngressOptions,
  { scheme, host, target }: IngressRequest,
  hasTls: boolean,
): { status: number; location: string } | undefined {
  if (scheme === 'http' && (forceSslRedirect || (sslRedirect && hasTls))) {
    return { status: sslRedirectStatus, location: `https://${host}${target}` };
  }
  if (redirect) return redirect;
  if (appRoot && splitTarget(target).path === '/') {
    return { status: appRootStatus, location: `${scheme}://${host}${appRoot}` };
  }
  return undefined;
}

/** `$1` stands for what the first group of the path matched; the query stays. */
function rewriteTarget({ rewriteTarget: written }: IngressOptions, { type, value }: IngressPathMatch, target: string) {
  if (written === undefined) return target;
  const { path, query } = splitTarget(target);
  const groups = type === 'Regular' ? (findGroups(value, path) ?? []) : [];
  const rewritten = written.replace(/\$(\d)/g, (_whole, digit: string) => groups[Number(digit)] ?? '');
  return query ? `${rewritten}?${query}` : rewritten;
}

/** The header before the cookie before the weight. */
function isCanary(
  { header, headerValue, headerPattern, cookie }: CanaryOptions,
  { headers }: IngressRequest,
): boolean | undefined {
  const value = header === undefined ? undefined : findValue(headers, header.toLowerCase());
  if (value !== undefined) {
    if (headerValue !== undefined) {
      if (value === headerValue) return true;
    } else if (headerPattern !== undefined) {
      if (matchesRegularExpression(`(?s:.*)(?:${headerPattern})(?s:.*)`, value)) return true;
    } else if (value === 'always' || value === 'never') return value === 'always';
  }
  const chosen = cookie === undefined ? undefined : readCookie(headers, cookie);
  return chosen === 'always' || chosen === 'never' ? chosen === 'always' : undefined;
}

/** An IPv4 range says nothing of IPv6 clients, nor the other way round. */
function isAmong(ranges: readonly string[], client: string): boolean {
  const address = client.replace(/^::ffff:/, '');
  const family = isIPv4(address) ? 'ipv4' : 'ipv6';
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    if (isIPv4(network) !== (family === 'ipv4')) continue;
    list.addSubnet(network, Number(bits ?? (family === 'ipv4' ? 32 : 128)), family);
  }
  return list.check(address, family);
}
