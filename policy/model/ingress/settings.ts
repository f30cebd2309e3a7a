import type { Ingress } from './objects.ts';

const PREFIX = 'nginx.ingress.kubernetes.io/';

/** What the annotations of ingress-nginx say of the paths of an Ingress, with its defaults. */
export interface NginxSettings {
  rewriteTarget?: string;
  useRegex: boolean;
  sslRedirect: boolean;
  forceSslRedirect: boolean;
  preserveTrailingSlash: boolean;
  /** Permanent or temporal. */
  redirect?: { url: string; status: number; annotation: string };
  appRoot?: string;
  fromToWww: boolean;
  aliases: readonly string[];
  canary?: Canary;
  cors?: IngressCors;
  /** `HTTP`, `HTTPS`, `GRPC`, `GRPCS`, `FCGI`. */
  protocol: string;
  upstreamHost?: string;
  forwardedPrefix?: string;
  passthrough: boolean;
  /** Name of the cookie that keeps a client on one endpoint; undefined: none does. */
  affinity?: string;
  /** Seconds; undefined: nobody said so, and it is 60. */
  timeouts: { connect?: number; read?: number; send?: number };
}

export interface Canary {
  header?: string;
  headerValue?: string;
  headerPattern?: string;
  cookie?: string;
  /** Of 1. */
  share: number;
}

export interface IngressCors {
  origins: readonly string[];
  credentials: boolean;
  methods: readonly string[];
  headers: readonly string[];
  exposed: readonly string[];
  maxAge: number;
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
export function readSettings({ annotations }: Ingress): NginxSettings {
  const text = (name: string): string | undefined => annotations[`${PREFIX}${name}`]?.trim() || undefined;
  const flag = (name: string, fallback: boolean): boolean => readFlag(text(name)) ?? fallback;
  const whole = (name: string): number | undefined => readWhole(text(name));
  return {
    rewriteTarget: text('rewrite-target'),
    useRegex: flag('use-regex', false),
    sslRedirect: flag('ssl-redirect', true),
    forceSslRedirect: flag('force-ssl-redirect', false),
    preserveTrailingSlash: flag('preserve-trailing-slash', false),
    redirect: readRedirect(text, whole),
    appRoot: text('app-root'),
    fromToWww: flag('from-to-www-redirect', false),
    aliases: listOf(text('server-alias')).map((alias) => alias.toLowerCase()),
    canary: flag('canary', false) ? readCanary(text, whole) : undefined,
    cors: flag('enable-cors', false) ? readCors(text, flag, whole) : undefined,
    protocol: (text('backend-protocol') ?? 'HTTP').toUpperCase().replace('AUTO_HTTP', 'HTTP'),
    upstreamHost: text('upstream-vhost'),
    forwardedPrefix: text('x-forwarded-prefix'),
    passthrough: flag('ssl-passthrough', false),
    affinity: text('affinity') === 'cookie' ? (text('session-cookie-name') ?? 'INGRESSCOOKIE') : undefined,
    timeouts: {
      connect: whole('proxy-connect-timeout'),
      read: whole('proxy-read-timeout'),
      send: whole('proxy-send-timeout'),
    },
  };
}

type ReadText = (name: string) => string | undefined;
type ReadWhole = (name: string) => number | undefined;

function readRedirect(text: ReadText, whole: ReadWhole): NginxSettings['redirect'] {
  const temporal = text('temporal-redirect');
  if (temporal !== undefined)
    return { url: temporal, status: inRange(whole('temporal-redirect-code'), 302), annotation: 'temporal-redirect' };
  const permanent = text('permanent-redirect');
  if (permanent === undefined) return undefined;
  return { url: permanent, status: inRange(whole('permanent-redirect-code'), 301), annotation: 'permanent-redirect' };
}

/** A code that is no redirect does not count. */
function inRange(code: number | undefined, fallback: number): number {
  return code !== undefined && code >= 300 && code <= 308 ? code : fallback;
}

function readCanary(text: ReadText, whole: ReadWhole): Canary {
  const total = Math.max(100, whole('canary-weight-total') ?? 100);
  return {
    header: text('canary-by-header'),
    headerValue: text('canary-by-header-value'),
    headerPattern: text('canary-by-header-pattern'),
    cookie: text('canary-by-cookie'),
    share: Math.min(1, (whole('canary-weight') ?? 0) / total),
  };
}

const CORS_METHODS = 'GET, PUT, POST, DELETE, PATCH, OPTIONS';
const CORS_HEADERS =
  'DNT,Keep-Alive,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Range,Authorization';

function readCors(text: ReadText, flag: (name: string, fallback: boolean) => boolean, whole: ReadWhole): IngressCors {
  return {
    origins: listOf(text('cors-allow-origin') ?? '*'),
    credentials: flag('cors-allow-credentials', true),
    methods: listOf(text('cors-allow-methods') ?? CORS_METHODS),
    headers: listOf(text('cors-allow-headers') ?? CORS_HEADERS),
    exposed: listOf(text('cors-expose-headers')),
    maxAge: whole('cors-max-age') ?? 1_728_000,
  };
}

/** As Go's strconv.ParseBool reads it; undefined for anything else. */
function readFlag(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text)) return true;
  return ['0', 'f', 'F', 'FALSE', 'false', 'False'].includes(text) ? false : undefined;
}

function readWhole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

function listOf(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
