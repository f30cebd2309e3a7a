import type { IngressPolicy } from '../behaviour/ingress.ts';
import { findValue } from '../dataplane/http/headers.ts';
import { hostMatches } from '../listeners/hostnames.ts';
import type { HeaderLine } from '../model/header.ts';
import type { IngressOptions } from '../model/ingress-options.ts';
import { type Fault, fault } from './types.ts';

type Replace = (right: IngressPolicy) => Partial<IngressPolicy>;

function ingressFault(name: string, description: string, replace: Replace): Fault {
  return fault(`ingress-${name}`, description, 'ingress', replace);
}

/** One whose annotations are read as if some were not there. */
function unread(
  name: string,
  description: string,
  change: (options: IngressOptions) => Partial<IngressOptions>,
): Fault {
  return ingressFault(name, description, ({ options }) => ({
    options: (annotations) => {
      const read = options(annotations);
      return { ...read, ...change(read) };
    },
  }));
}

/** Rules, classes and certificates of Ingresses. */
const apiFaults: readonly Fault[] = [
  ingressFault('foreign-class-served', 'serves Ingresses of classes of other controllers', () => ({
    serves: ({ spec }, classes) => classes.has(spec?.ingressClassName ?? ''),
  })),
  ingressFault('missing-class-served', 'serves Ingresses whose class is not there', ({ serves }) => ({
    serves: (ingress, classes) => serves(ingress, classes) || !classes.has(ingress.spec?.ingressClassName ?? ''),
  })),
  ingressFault('class-by-name', 'serves Ingresses of the class that it knows by name alone', ({ serves }) => ({
    serves: (ingress, classes) => serves(ingress, classes) && ingress.spec?.ingressClassName === 'gwconf-reference',
  })),
  ingressFault('wildcard-any-depth', 'takes a wildcard host for any number of labels', () => ({ hostMatches })),
  ingressFault('wildcard-ignored', 'serves no host of a wildcard', ({ hostMatches: right }) => ({
    hostMatches: (pattern, host) => !pattern?.startsWith('*') && right(pattern, host),
  })),
  ingressFault('host-ignored', 'serves a rule for every host', () => ({ hostMatches: () => true })),
  ingressFault('no-host-unserved', 'serves no rule that has no host', ({ hostMatches: right }) => ({
    hostMatches: (pattern, host) => pattern !== undefined && right(pattern, host),
  })),
  ingressFault('prefix-by-letters', 'takes a prefix for the beginning of a word', ({ pathMatches }) => ({
    pathMatches: (match, path) =>
      match.type === 'Prefix' ? path.startsWith(match.value.replace(/(?!^)\/$/, '')) : pathMatches(match, path),
  })),
  ingressFault('prefix-slash-counts', 'wants the slash at the end of a prefix', ({ pathMatches }) => ({
    pathMatches: (match, path) =>
      pathMatches(match, path) &&
      !(match.type === 'Prefix' && match.value.endsWith('/') && !path.startsWith(match.value)),
  })),
  ingressFault('exact-as-prefix', 'takes an exact path for a prefix', ({ pathMatch }) => ({
    pathMatch: (pathType, path, options) => pathMatch(pathType === 'Exact' ? 'Prefix' : pathType, path, options),
  })),
  ingressFault('exact-slash-ignored', 'takes an exact path with a slash at its end, too', ({ pathMatches }) => ({
    pathMatches: (match, path) =>
      pathMatches(match, path) ||
      (match.type === 'Exact' && path.replace(/\/$/, '') === match.value.replace(/\/$/, '')),
  })),
  ingressFault('path-case-ignored', 'compares paths without regard to case', ({ pathMatches }) => ({
    pathMatches: ({ type, value }, path) => pathMatches({ type, value: value.toLowerCase() }, path.toLowerCase()),
  })),
  ingressFault('specific-unserved', 'leaves out paths whose type is up to the class', ({ pathMatch }) => ({
    pathMatch: (pathType, path, options) =>
      pathType === 'ImplementationSpecific' ? undefined : pathMatch(pathType, path, options),
  })),
  ingressFault('first-path-wins', 'serves by the first path that matches', () => ({
    order: (a, b) => a.ruleIndex - b.ruleIndex,
  })),
  ingressFault('prefix-before-exact', 'takes a prefix before an exact path that is as long', ({ order }) => ({
    order: (a, b) =>
      a.hostname === b.hostname && a.path.value === b.path.value && a.path.type !== b.path.type
        ? Number(a.path.type === 'Exact') - Number(b.path.type === 'Exact')
        : order(a, b),
  })),
  ingressFault('default-backend-ignored', 'serves no default backend', () => ({ defaultBackend: () => undefined })),
  ingressFault('port-name-ignored', 'sends to the first port where a name is given', ({ port }) => ({
    port: (wanted, ports) => (wanted?.name === undefined ? port(wanted, ports) : ports[0]),
  })),
  ingressFault('certificate-of-first', 'serves all hosts with the certificate of the first', ({ tls }) => ({
    tls: (ingress) => {
      const all = tls(ingress);
      return all.map((entry) => ({ ...entry, secretName: all[0]?.secretName ?? entry.secretName }));
    },
  })),
  ingressFault('tls-ignored', 'serves nothing over TLS', () => ({ tls: () => [] })),
  ingressFault('status-without-address', 'tells no address', () => ({ addresses: () => [] })),
  ingressFault('class-change-ignored', 'serves an Ingress by the class that it had first', ({ serves }) => {
    const first = new Map<string, boolean>();
    return {
      serves(ingress, classes) {
        const uid = ingress.metadata.uid ?? '';
        const isServed = first.get(uid) ?? serves(ingress, classes);
        first.set(uid, isServed);
        return isServed;
      },
    };
  }),
];

/** Annotations that are not read, or read wrongly. */
const annotationFaults: readonly Fault[] = [
  ingressFault('rewrite-ignored', 'forwards the path of the request', () => ({
    rewrite: (_options, _match, target) => target,
  })),
  ingressFault('rewrite-groups-lost', 'puts nothing in the place of groups', ({ rewrite }) => ({
    rewrite: (options, match, target) => rewrite(options, { ...match, type: 'Prefix' }, target),
  })),
  ingressFault('rewrite-query-lost', 'rewrites a path together with its query', ({ rewrite }) => ({
    rewrite: (options, match, target) => {
      const rewritten = rewrite(options, match, target);
      return options.rewriteTarget === undefined ? rewritten : rewritten.replace(/\?.*/, '');
    },
  })),
  unread('regex-ignored', 'takes expressions for prefixes', () => ({ usesRegex: false })),
  ingressFault('regex-anywhere', 'looks for an expression anywhere in the path', ({ pathMatches }) => ({
    pathMatches: (match, path) =>
      pathMatches(match.type === 'Regular' ? { ...match, value: `.*(?:${match.value})` } : match, path),
  })),
  unread('ssl-redirect-ignored', 'redirects nobody to HTTPS', () => ({ sslRedirect: false })),
  unread('ssl-redirect-always', 'redirects to HTTPS where that is switched off', () => ({ sslRedirect: true })),
  ingressFault('ssl-redirect-301', 'redirects to HTTPS with 301', ({ redirect }) => ({
    redirect: (...given) => {
      const right = redirect(...given);
      return right?.status === 308 && right.location.startsWith('https://') && !given[0].redirect
        ? { ...right, status: 301 }
        : right;
    },
  })),
  unread('force-ssl-redirect-ignored', 'forces nobody to HTTPS', () => ({ forceSslRedirect: false })),
  ingressFault('permanent-code-ignored', 'redirects with 301 whatever code is given', ({ redirect }) => ({
    redirect: (options, ...rest) =>
      redirect(
        {
          ...options,
          ...(options.redirect?.isTemporal === false ? { redirect: { ...options.redirect, status: 301 } } : {}),
        },
        ...rest,
      ),
  })),
  unread('temporal-as-permanent', 'redirects for good where it is for now', ({ redirect }) =>
    redirect?.isTemporal ? { redirect: { ...redirect, status: 301 } } : {},
  ),
  ingressFault('app-root-everywhere', 'redirects every path to the root of the application', ({ redirect }) => ({
    redirect: (options, request, hasTls) =>
      redirect(
        options,
        options.appRoot && !request.target.startsWith(options.appRoot) ? { ...request, target: '/' } : request,
        hasTls,
      ),
  })),
  ingressFault('canary-weight-ignored', 'sends half to the canary whatever its weight', () => ({
    canaryShares: () => [1, 1],
  })),
  ingressFault('canary-total-ignored', 'takes a weight for one of a hundred', () => ({
    canaryShares: ({ weight }) => [100 - weight, weight],
  })),
  ingressFault('canary-header-ignored', 'chooses the canary by weight alone', () => ({ isCanary: () => undefined })),
  ingressFault('canary-never-ignored', 'lets the weight decide over never', ({ isCanary }) => ({
    isCanary: (...given) => isCanary(...given) || undefined,
  })),
  ingressFault('canary-value-ignored', 'sends any value of the header to the canary', ({ isCanary }) => ({
    isCanary: (options, request) =>
      options.headerValue !== undefined &&
      findValue(request.headers, (options.header ?? '').toLowerCase()) !== undefined
        ? true
        : isCanary(options, request),
  })),
  ingressFault('canary-pattern-as-value', 'compares a header with the pattern itself', ({ isCanary }) => ({
    isCanary: ({ headerPattern, ...options }, request) =>
      isCanary(headerPattern === undefined ? options : { ...options, headerValue: headerPattern }, request),
  })),
  ingressFault('canary-cookie-ignored', 'reads no cookie where a canary asks for one', ({ isCanary }) => ({
    isCanary: ({ cookie: _, ...options }, request) => isCanary(options, request),
  })),
  ingressFault('canary-cookie-always', 'sends any value of the cookie to the canary', ({ isCanary }) => ({
    isCanary: (options, request) =>
      isCanary(options, request) ??
      (options.cookie !== undefined && (findValue(request.headers, 'cookie') ?? '').includes(`${options.cookie}=`)
        ? true
        : undefined),
  })),
  ingressFault('canary-cookie-first', 'asks the cookie before the header', ({ isCanary }) => ({
    isCanary: ({ cookie, ...options }, request) =>
      (cookie === undefined ? undefined : isCanary({ ...options, header: undefined, cookie }, request)) ??
      isCanary(options, request),
  })),
  unread('cors-ignored', 'lets no page of another origin read', () => ({ cors: undefined })),
  unread('cors-any-origin', 'lets pages of any origin read', ({ cors }) =>
    cors ? { cors: { ...cors, allowOrigins: ['*'] } } : {},
  ),
  ingressFault('allowlist-ignored', 'admits clients of other addresses', ({ isAdmitted }) => ({
    isAdmitted: (options, client) => isAdmitted({ ...options, allowed: [] }, client),
  })),
  ingressFault('denylist-ignored', 'admits clients that are to be kept out', ({ isAdmitted }) => ({
    isAdmitted: (options, client) => isAdmitted({ ...options, denied: [] }, client),
  })),
  ingressFault('denied-404', 'answers with 404 whom it keeps out', () => ({ deniedStatus: 404 })),
  ingressFault('body-size-ignored', 'takes bodies of any size', () => ({ takesBody: () => true })),
  ingressFault('body-size-thousands', 'counts a thousand bytes for a kilobyte', ({ takesBody }) => ({
    takesBody: (options, bytes) => takesBody({ ...options, bodyLimit: options.bodyLimit / 1.024 }, bytes),
  })),
  ingressFault('read-timeout-ignored', 'waits for the backend as long as it takes', () => ({ timeoutMs: () => 0 })),
  ingressFault('backend-protocol-ignored', 'speaks HTTP in the clear with every backend', () => ({
    protocol: () => undefined,
  })),
  ingressFault('upstream-vhost-ignored', 'keeps the Host header of the request', () => ({
    host: (_options, received) => received,
  })),
  ingressFault('affinity-ignored', 'sets no cookie', () => ({ cookie: () => undefined })),
  ingressFault(
    'affinity-by-another-cookie',
    'takes a cookie whose name ends like its own for it',
    ({ readCookie }) => ({
      readCookie: (headers, name) => readCookie(dropPrefixes(headers, name), name),
    }),
  ),
  ingressFault('affinity-not-kept', 'sends whoever has the cookie to any endpoint', () => ({
    endpointOf: () => undefined,
  })),
];

/** Ingresses and their annotations served wrongly. */
export const ingressFaults: readonly Fault[] = [...apiFaults, ...annotationFaults];

/** Makes cookies of that name of those whose names end like it. */
function dropPrefixes(headers: readonly HeaderLine[], name: string): readonly HeaderLine[] {
  return headers.map(
    ([field, value]): HeaderLine =>
      field.toLowerCase() === 'cookie'
        ? [field, value.replace(new RegExp(`[^\\s;]+(?=${name}=)`, 'g'), '')]
        : [field, value],
  );
}
