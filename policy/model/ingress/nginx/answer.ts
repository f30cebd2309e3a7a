import { readHost } from '../../hostnames.ts';
import { type HttpRequest, pathOf, queryOf } from '../../http/request.ts';
import type { IngressAlternative, IngressAnswer } from '../answer.ts';
import { forwardAsSent } from '../forward.ts';
import { hasTls, type IngressModel, nameBackend, type PathEntry } from '../model.ts';
import { shareBackends } from './canary.ts';
import { locate } from './locate.ts';
import { rewritePath } from './rewrite.ts';
import { findServer, rewrites, type Server } from './servers.ts';

const HTTPS_REDIRECT = 308;

/** What ingress-nginx does, by its documentation and that of nginx. */
export function answerNginx(model: IngressModel, request: HttpRequest): IngressAnswer {
  const host = readHost(request.host);
  const found = findServer(model, host);
  if (!found) return [answerDefault(model, request, undefined)];
  if ('redirectTo' in found) {
    const place = { ingress: found.owner.ingress };
    const location = `${request.scheme}://${found.redirectTo}${request.path.replace(/\/$/, '')}`;
    return [
      { outcome: { kind: 'redirect', status: HTTPS_REDIRECT, location }, place, annotation: 'from-to-www-redirect' },
    ];
  }
  const { server } = found;
  const opaque = request.scheme === 'https' ? findPassthrough(model, server) : undefined;
  if (opaque) return [opaque];
  const root = server.owners.find(({ settings }) => settings.appRoot !== undefined);
  if (root && pathOf(request) === '/') {
    const location = `${request.scheme}://${request.host}${root.settings.appRoot}`;
    return [
      {
        outcome: { kind: 'redirect', status: 302, location },
        place: { ingress: root.ingress },
        annotation: 'app-root',
      },
    ];
  }
  const located = locate(server, pathOf(request));
  if (!located) return answerUnlocated(model, server, request);
  if ('unreadable' in located) {
    const { entry } = located.unreadable;
    return [{ outcome: { kind: 'open', because: `${entry.text} is no regular expression of RE2` }, place: entry }];
  }
  if ('location' in located) return [answerAt(model, server, located.location.entry, request)];
  const { entry } = located.slashAdded;
  const location = `${request.scheme}://${host}${pathOf(request)}/${queryOf(request)}`;
  return [{ outcome: { kind: 'redirect', status: 301, location }, place: entry, settings: entry.settings }];
}

function answerAt(model: IngressModel, server: Server, entry: PathEntry, request: HttpRequest): IngressAlternative {
  const { settings, text } = entry;
  const known = { place: entry, settings };
  const { redirect } = settings;
  if (redirect) {
    const location = fillVariables(redirect.url, request);
    return {
      ...known,
      outcome: { kind: 'redirect', status: redirect.status, location },
      annotation: redirect.annotation,
    };
  }
  if (redirectsToHttps(model, server, entry, request))
    return { ...known, outcome: redirectToHttps(entry, request), annotation: 'ssl-redirect' };
  const receives = forwardAsSent(request);
  if (rewrites(settings, text)) {
    const target = fillVariables(settings.rewriteTarget ?? '', request);
    const rewritten = rewritePath(text, target, pathOf(request), queryOf(request));
    if (!rewritten) return { ...known, outcome: { kind: 'open', because: `${text} is no regular expression of RE2` } };
    if ('redirect' in rewritten)
      return {
        ...known,
        outcome: { kind: 'redirect', status: 302, location: rewritten.redirect },
        annotation: 'rewrite-target',
      };
    receives.path = rewritten.path;
    if (settings.forwardedPrefix !== undefined)
      receives.headers = { ...receives.headers, 'x-forwarded-prefix': [settings.forwardedPrefix] };
  }
  if (settings.upstreamHost !== undefined) receives.host = settings.upstreamHost;
  return { ...known, outcome: { kind: 'forward', backends: shareBackends(model, entry, request), receives } };
}

/** Whether a path that no Ingress names is redirected to https, too, is not told anywhere. */
function answerUnlocated(model: IngressModel, server: Server, request: HttpRequest): IngressAnswer {
  const plain = answerDefault(model, request, server);
  const [owner] = server.owners;
  if (!owner || request.scheme === 'https') return [plain];
  const entry = { ...owner, text: '/' };
  if (!redirectsToHttps(model, server, entry, request)) return [plain];
  return [plain, { outcome: redirectToHttps(entry, request), place: owner, annotation: 'ssl-redirect' }];
}

/** The default backend of an Ingress without rules is for all hosts; one beside rules is for theirs. */
function answerDefault(model: IngressModel, request: HttpRequest, server: Server | undefined): IngressAlternative {
  const owners = server?.owners ?? [];
  const global = model.ingresses.find(({ ingress, settings }) => ingress.rules.length === 0 && !settings.canary);
  const own = owners.find(({ ingress }) => ingress.defaultBackend);
  const chosen = own ?? (server?.host === undefined ? global : undefined);
  const backend = chosen?.ingress.defaultBackend;
  if (!chosen || !backend) return { outcome: { kind: 'respond', status: 404 } };
  const backends = [{ backend: nameBackend(model.world, chosen.ingress, backend), share: 1 }];
  const receives = forwardAsSent(request);
  return { outcome: { kind: 'forward', backends, receives }, place: chosen, settings: chosen.settings };
}

function findPassthrough(model: IngressModel, server: Server): IngressAlternative | undefined {
  const entry = server.entries.find(({ settings, text }) => settings.passthrough && text === '/');
  if (!entry) return undefined;
  const backend = nameBackend(model.world, entry.ingress, entry.backend);
  return { outcome: { kind: 'passthrough', backend }, place: entry, annotation: 'ssl-passthrough' };
}

type Redirected = Pick<PathEntry, 'settings' | 'text'>;

function redirectsToHttps(
  model: IngressModel,
  server: Server,
  { settings, text }: Redirected,
  request: HttpRequest,
): boolean {
  if (request.scheme !== 'http' || text.startsWith('/.well-known/acme-challenge')) return false;
  return settings.forceSslRedirect || (settings.sslRedirect && hasTls(model, server.host ?? readHost(request.host)));
}

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#server-side-https-enforcement-through-redirect */
function redirectToHttps({ settings }: Pick<PathEntry, 'settings'>, request: HttpRequest) {
  const path = settings.preserveTrailingSlash ? request.path : request.path.replace(/\/$/, '');
  const location = `https://${readHost(request.host)}${path}`;
  return { kind: 'redirect', status: HTTPS_REDIRECT, location } as const;
}

/** The variables of nginx that people write into targets. */
function fillVariables(text: string, request: HttpRequest): string {
  const query = queryOf(request);
  const values: Readonly<Record<string, string>> = {
    scheme: request.scheme,
    host: readHost(request.host),
    http_host: request.host,
    request_uri: request.path,
    uri: pathOf(request),
    args: query.slice(1),
    query_string: query.slice(1),
    is_args: query === '' ? '' : '?',
  };
  return text.replaceAll(/\$\{?([a-z_]+)\}?/g, (all, name: string) => values[name] ?? all);
}
