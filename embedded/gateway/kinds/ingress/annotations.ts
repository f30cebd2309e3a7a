import type { CorsFilter } from '../../model/http-route.ts';
import type { CanaryOptions, IngressOptions } from '../../model/ingress-options.ts';

const prefix = 'nginx.ingress.kubernetes.io/';

type Read = (name: string) => string | undefined;

/** Permanent redirects have this status where the annotation names none that is one. */
const permanentStatus = 301;
const defaultCookie = 'INGRESSCOOKIE';
const corsMethods = 'GET, PUT, POST, DELETE, PATCH, OPTIONS';
const corsHeaders =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';
const corsMaxAgeSeconds = 1_728_000;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export function readOptions(annotations: Readonly<Record<string, string>> = {}): IngressOptions {
  const read: Read = (name) => annotations[`${prefix}${name}`]?.trim();
  const isOn = (name: string, otherwise = false) => toBoolean(read(name), otherwise);
  const rewriteTarget = read('rewrite-target');
  const redirect = readRedirect(read);
  const appRoot = read('app-root');
  const readTimeout = Number(read('proxy-read-timeout') ?? Number.NaN);
  const upstreamVhost = read('upstream-vhost');
  const canary = isOn('canary') ? readCanary(read) : undefined;
  return {
    ...(rewriteTarget ? { rewriteTarget } : {}),
    usesRegex: isOn('use-regex') || Boolean(rewriteTarget),
    sslRedirect: isOn('ssl-redirect', true),
    forceSslRedirect: isOn('force-ssl-redirect'),
    ...(redirect ? { redirect } : {}),
    ...(appRoot ? { appRoot } : {}),
    ...(isOn('enable-cors') ? { cors: readCors(read, isOn) } : {}),
    ...(readTimeout > 0 ? { readTimeoutMs: readTimeout * 1000 } : {}),
    backendProtocol: (read('backend-protocol') ?? 'HTTP').toUpperCase(),
    ...(upstreamVhost ? { upstreamVhost } : {}),
    ...(read('affinity') === 'cookie' ? { affinityCookie: read('session-cookie-name') || defaultCookie } : {}),
    allowed: toList(read('allowlist-source-range') ?? read('whitelist-source-range')),
    denied: toList(read('denylist-source-range')),
    bodyLimit: toBytes(read('proxy-body-size') ?? '1m'),
    ...(canary ? { canary } : {}),
  };
}

function readRedirect(read: Read): IngressOptions['redirect'] {
  const temporal = read('temporal-redirect');
  if (temporal) return { location: temporal, status: 302, isTemporal: true };
  const permanent = read('permanent-redirect');
  if (!permanent) return undefined;
  const code = Number(read('permanent-redirect-code') ?? permanentStatus);
  const status = code >= 300 && code <= 308 ? code : permanentStatus;
  return { location: permanent, status, isTemporal: false };
}

function readCors(read: Read, isOn: (name: string, otherwise?: boolean) => boolean): CorsFilter {
  return {
    allowOrigins: toList(read('cors-allow-origin') ?? '*'),
    allowMethods: toList(read('cors-allow-methods') ?? corsMethods),
    allowHeaders: toList(read('cors-allow-headers') ?? corsHeaders),
    exposeHeaders: toList(read('cors-expose-headers')),
    allowCredentials: isOn('cors-allow-credentials', true),
    maxAge: Number(read('cors-max-age') ?? corsMaxAgeSeconds),
  };
}

function readCanary(read: Read): CanaryOptions {
  const header = read('canary-by-header');
  const headerValue = read('canary-by-header-value');
  const headerPattern = read('canary-by-header-pattern');
  const cookie = read('canary-by-cookie');
  return {
    weight: Number(read('canary-weight') ?? 0),
    weightTotal: Number(read('canary-weight-total') ?? 100),
    ...(header ? { header } : {}),
    ...(headerValue ? { headerValue } : {}),
    ...(headerPattern ? { headerPattern } : {}),
    ...(cookie ? { cookie } : {}),
  };
}

function toBoolean(text: string | undefined, otherwise: boolean): boolean {
  return text === undefined ? otherwise : text === 'true';
}

function toList(text = ''): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** A size as nginx writes it, `8m`; 0 for what is none, which is no limit. */
function toBytes(text: string): number {
  const [, number = '0', unit = ''] = /^(\d+)([kmg]?)$/i.exec(text) ?? [];
  return Number(number) * (units[unit.toLowerCase()] ?? 1);
}
