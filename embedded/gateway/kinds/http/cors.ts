import type { CorsPolicy } from '../../behaviour/http.ts';

/** https://gateway-api.sigs.k8s.io/reference/spec/#httpcorsfilter */
export const specifiedCors: CorsPolicy = {
  isPreflight: ({ method, origin, requestedMethod }) =>
    method === 'OPTIONS' && origin !== undefined && requestedMethod !== undefined,
  allowsOrigin: ({ allowOrigins = [] }, origin) => allowOrigins.some((pattern) => matchesOrigin(pattern, origin)),
  preflightStatus: () => 204,
  origin: (_filter, origin) => origin,
  credentials: ({ allowCredentials }) => (allowCredentials ? 'true' : undefined),
  methods: ({ allowMethods = [], allowCredentials }, { requestedMethod }) =>
    answerList(allowMethods, allowCredentials, requestedMethod),
  headers: ({ allowHeaders = [], allowCredentials }, { requestedHeaders }) =>
    answerList(allowHeaders, allowCredentials, requestedHeaders),
  expose: ({ exposeHeaders = [], allowCredentials }) => {
    // With credentials a browser takes the asterisk for a header of that name.
    const named = allowCredentials ? exposeHeaders.filter((name) => name !== '*') : exposeHeaders;
    return named.length > 0 ? named.join(', ') : undefined;
  },
  maxAge: ({ maxAge = 5 }) => String(maxAge),
};

/** The list as it is configured; what was asked for where everything is allowed; nothing where nothing was asked. */
function answerList(
  allowed: readonly string[],
  credentials: boolean | undefined,
  requested: string | undefined,
): string | undefined {
  if (requested === undefined || allowed.length === 0) return undefined;
  if (!allowed.includes('*')) return allowed.join(', ');
  return credentials ? requested : '*';
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Whether an origin is one that a pattern such as `https://*.example.com:8443` stands for. */
export function matchesOrigin(pattern: string, origin: string): boolean {
  if (pattern === '*') return true;
  const expected = splitOrigin(pattern);
  const given = splitOrigin(origin);
  if (!expected || !given || expected.scheme !== given.scheme || expected.port !== given.port) return false;
  if (expected.host === '*') return true;
  if (!expected.host.startsWith('*')) return expected.host === given.host;
  const suffix = expected.host.slice(1);
  return given.host.length > suffix.length && given.host.endsWith(suffix);
}

function splitOrigin(origin: string): { scheme: string; host: string; port: string } | undefined {
  const [, scheme = '', host = '', port] = /^(https?):\/\/([^/:]+|\[[^\]]*\])(?::(\d+))?$/i.exec(origin) ?? [];
  if (!scheme) return undefined;
  const lower = scheme.toLowerCase();
  return { scheme: lower, host: host.toLowerCase(), port: port ?? defaultPorts[lower] ?? '' };
}
