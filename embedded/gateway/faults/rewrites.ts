import { type Fault, fault } from './types.ts';

/** Redirects, rewrites, response headers and filters of single backends done wrongly. */
export const rewriteFaults: readonly Fault[] = [
  ...[303, 307, 308].map((code) =>
    fault(`redirect-${code}-as-302`, `redirects with 302 where ${code} is asked for`, 'filters', ({ redirect }) => ({
      redirect: (filter, request) => {
        const right = redirect(filter, request);
        return right.status === code ? { ...right, status: 302 } : right;
      },
    })),
  ),
  fault('redirect-scheme-ignored', 'redirects to the scheme of the request', 'filters', ({ redirect }) => ({
    redirect: ({ scheme: _dropped, ...filter }, request) => redirect(filter, request),
  })),
  fault('redirect-port-ignored', 'redirects to the port of the listener', 'filters', ({ redirect }) => ({
    redirect: ({ port: _dropped, ...filter }, request) => redirect(filter, request),
  })),
  fault('redirect-scheme-keeps-port', 'keeps the port of the listener when the scheme changes', 'filters', (right) => ({
    redirect: (filter, request) => right.redirect({ port: request.port, ...filter }, request),
  })),
  fault('redirect-path-modifier-ignored', 'redirects to the path of the request', 'filters', ({ redirect }) => ({
    redirect: ({ path: _dropped, ...filter }, request) => redirect(filter, request),
  })),
  fault('redirect-prefix-as-full', 'replaces the whole path where a redirect names a prefix', 'filters', (right) => ({
    redirect: (filter, request) => right.redirect({ ...filter, ...asFullPath(filter) }, request),
  })),
  fault('rewrite-path-ignored', 'forwards the path of the request where it should be rewritten', 'filters', () => ({
    rewritePath: (target) => target,
  })),
  fault('rewrite-host-ignored', 'forwards the Host of the request where it should be rewritten', 'filters', () => ({
    rewriteHost: (host) => host,
  })),
  fault('rewrite-prefix-as-full', 'replaces the whole path where a rewrite names a prefix', 'filters', (right) => ({
    rewritePath: (target, rewrite, match) => right.rewritePath(target, { ...rewrite, ...asFullPath(rewrite) }, match),
  })),
  fault(
    'rewrite-prefix-double-slash',
    'leaves two slashes where a replaced prefix ends in one',
    'filters',
    (right) => ({
      rewritePath: (target, rewrite, match) =>
        rewrite.path?.replacePrefixMatch?.endsWith('/')
          ? target.replace(match.path?.value ?? '/', rewrite.path.replacePrefixMatch)
          : right.rewritePath(target, rewrite, match),
    }),
  ),
  fault('rewrite-query-lost', 'rewrites paths together with their query', 'filters', ({ rewritePath }) => ({
    rewritePath: (target, rewrite, match) => rewritePath(target, rewrite, match).replace(/\?.*/, ''),
  })),
  fault('response-filters-ignored', 'does not change responses', 'filters', () => ({ ofResponse: () => [] })),
  fault('backend-request-filters-ignored', 'applies no request filters of single backends', 'filters', () => ({
    ofRequest: (rule) => rule,
  })),
  fault('backend-rewrite-ignored', 'applies no URL rewrite of single backends', 'filters', ({ ofRequest }) => ({
    ofRequest: (rule, backend, request) =>
      ofRequest(
        rule,
        backend.filter(({ urlRewrite }) => !urlRewrite),
        request,
      ),
  })),
  fault('h2c-backend-as-http1', 'speaks HTTP/1.1 to backends that ask for h2c', 'backends', ({ protocol }) => ({
    protocol: (appProtocol, ...rest) => (appProtocol === 'kubernetes.io/h2c' ? 'http' : protocol(appProtocol, ...rest)),
  })),
];

function asFullPath({ path }: { path?: { type: string; replacePrefixMatch?: string } }) {
  if (path?.type !== 'ReplacePrefixMatch') return {};
  return { path: { type: 'ReplaceFullPath', replaceFullPath: path.replacePrefixMatch ?? '' } };
}
