/** Filters of HTTP and gRPC routes, one of each type, with every field that it has. */

const headers = (name: string) => ({
  set: [{ name: `x-set-${name}`, value: 'one' }],
  add: [{ name: `x-add-${name}`, value: 'two' }],
  remove: [`x-remove-${name}`],
});

const backend = { group: '', kind: 'Service', name: 'mirror', namespace: 'other', port: 8080 };

export const commonFilters: readonly object[] = [
  { type: 'RequestHeaderModifier', requestHeaderModifier: headers('request') },
  { type: 'ResponseHeaderModifier', responseHeaderModifier: headers('response') },
  { type: 'RequestMirror', requestMirror: { backendRef: backend, percent: 50 } },
  { type: 'RequestMirror', requestMirror: { backendRef: backend, fraction: { numerator: 1, denominator: 3 } } },
  { type: 'ExtensionRef', extensionRef: { group: 'example.com', kind: 'Filter', name: 'one' } },
];

export const corsFilter: object = {
  type: 'CORS',
  cors: {
    allowCredentials: true,
    allowHeaders: ['x-one'],
    allowMethods: ['GET'],
    allowOrigins: ['https://a.example'],
    exposeHeaders: ['x-two'],
    maxAge: 60,
  },
};

export const pathChanges: Readonly<Record<'prefix' | 'full', object>> = {
  prefix: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/b' },
  full: { type: 'ReplaceFullPath', replaceFullPath: '/b' },
};

export function rewrite(path: object): object {
  return { type: 'URLRewrite', urlRewrite: { hostname: 'b.example', path } };
}

export function redirect(path: object): object {
  return {
    type: 'RequestRedirect',
    requestRedirect: { hostname: 'b.example', path, port: 8443, scheme: 'https', statusCode: 301 },
  };
}
