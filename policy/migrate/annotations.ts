import type { IngressModel } from '../model/ingress/index.ts';
import type { Level } from '../rules/types.ts';

/** An annotation that nothing was compared for. */
export interface LostAnnotation {
  name: string;
  level: Level;
  /** What goes with it, as the end of a sentence. */
  loses: string;
  /** `shop/cart`, of each that has it. */
  ingresses: readonly string[];
}

const NGINX = 'nginx.ingress.kubernetes.io/';

/** What the comparison itself looks at. */
const COMPARED =
  /^(rewrite-target|use-regex|(force-)?ssl-redirect|preserve-trailing-slash|(permanent|temporal)-redirect(-code)?|app-root|from-to-www-redirect|server-alias|canary.*|enable-cors|cors-.*|proxy-(connect|read|send)-timeout|backend-protocol|upstream-vhost|affinity|session-cookie-name|ssl-passthrough|x-forwarded-prefix)$/;

const losses: readonly (readonly [RegExp, Level, string])[] = [
  [/^(whitelist|allowlist)-source-range$/, 'error', 'clients of every address are let in'],
  [/^denylist-source-range$/, 'error', 'clients that were kept out are let in'],
  [/^auth-tls-/, 'error', 'certificates of clients are not asked for'],
  [/^(auth-|enable-global-auth$|satisfy$)/, 'error', 'requests are not authenticated'],
  [/^(enable-)?(modsecurity|owasp-core-rules)/, 'error', 'the web application firewall is gone'],
  [/^(global-rate-limit|limit-)/, 'warning', 'rates and connections are not limited'],
  [
    /^(server|configuration|stream|auth|modsecurity)-snippet$/,
    'warning',
    'lines of nginx have no meaning elsewhere; what they did has to be found out by reading them',
  ],
  [/^proxy-body-size$/, 'warning', 'the size of requests has another limit, or none'],
  [/^proxy-ssl-/, 'warning', 'how the backend is trusted is a BackendTLSPolicy, which is not compared'],
  [
    /^mirror-/,
    'warning',
    'copies of requests go nowhere, unless a RequestMirror filter does it, which is not compared',
  ],
  [
    /^(custom-headers|hide-headers)$/,
    'warning',
    'headers of the response are those of the backend, unless a ResponseHeaderModifier does it',
  ],
  [
    /^(custom-http-errors|default-backend|disable-proxy-intercept-errors)$/,
    'warning',
    'pages for errors are those of the backend',
  ],
  [/^proxy-(redirect|cookie)-/, 'warning', 'redirects and cookies of the backend are passed on as they are'],
  [/^upstream-hash-by/, 'warning', 'requests of one key reach any endpoint'],
  [
    /^(affinity-|session-cookie-)/,
    'info',
    'the cookie of a session has the attributes that the implementation gives it',
  ],
  [/^proxy-next-upstream/, 'info', 'failed requests are tried again as the implementation does it'],
  [/^(load-balance|service-upstream|upstream-)/, 'info', 'endpoints are chosen as the implementation does it'],
  [
    /^(proxy-buffer|proxy-request-buffering|proxy-max-temp|proxy-busy|client-body-buffer|client-header)/,
    'info',
    'buffers are those of the implementation',
  ],
  [/^(ssl-ciphers|ssl-prefer-server-ciphers)$/, 'info', 'ciphers are those of the implementation'],
  [
    /^(enable-access-log|enable-rewrite-log|enable-opentelemetry|enable-opentracing|opentelemetry-|opentracing-|influxdb|enable-influxdb)/,
    'info',
    'logs and traces are those of the implementation',
  ],
  [
    /^(proxy-http-version|connection-proxy-header|http2-push-preload)$/,
    'info',
    'connections to backends are as the implementation makes them',
  ],
];

/** Prefixes of other controllers and tools. Undefined: whoever reads it reads it after a migration, too, or nobody ever did. */
const others: readonly (readonly [RegExp, string])[] = [
  [
    /^(traefik\.ingress|alb\.ingress|appgw\.ingress|ingress|haproxy\.ingress|azure-load-balancer)\.kubernetes\.io\//,
    'its controller',
  ],
  [
    /^(nginx\.org|nginx\.com|haproxy\.org|haproxy-ingress\.github\.io|konghq\.com|projectcontour\.io|getambassador\.io|citrix\.com|networking\.gke\.io)\//,
    'its controller',
  ],
];

/** What of the Ingresses' annotations is lost, one entry for each name; those that are compared are not among them. */
export function listLostAnnotations({ ingresses, controller }: IngressModel): LostAnnotation[] {
  const found = new Map<string, LostAnnotation & { ingresses: string[] }>();
  for (const { ingress } of ingresses) {
    for (const name of Object.keys(ingress.annotations).sort()) {
      const loss = controller === 'nginx' ? findLoss(name) : findOther(name);
      if (!loss) continue;
      const known = found.get(name) ?? { name, ...loss, ingresses: [] };
      known.ingresses.push(`${ingress.meta.namespace}/${ingress.meta.name}`);
      found.set(name, known);
    }
  }
  return [...found.values()];
}

type Loss = Pick<LostAnnotation, 'level' | 'loses'>;

function findLoss(name: string): Loss | undefined {
  if (!name.startsWith(NGINX)) return undefined;
  const own = name.slice(NGINX.length);
  if (COMPARED.test(own)) return undefined;
  const known = losses.find(([pattern]) => pattern.test(own));
  if (known) return { level: known[1], loses: known[2] };
  return { level: 'warning', loses: 'nobody here knows what it did' };
}

function findOther(name: string): Loss | undefined {
  const known = others.find(([pattern]) => pattern.test(name));
  return known && { level: 'warning', loses: `what ${known[1]} did by it is not compared` };
}
