import { clause } from '../clause.ts';
import type { Rule } from '../types.ts';
import { Field } from '../world/fields.ts';
import { linksOf } from '../world/links.ts';
import type { Filter, Listener, Match } from '../world/types.ts';

const topic = 'Filters';

export const redirectRules: readonly Rule[] = [
  {
    id: 'redirect-loop',
    topic,
    level: 'warning',
    title: 'A redirect leads back to the same rule',
    clause: clause('httproute', 1231, 1316),
    explanation:
      'What the filter leaves out is taken from the request. A redirect to https at an HTTPS listener, or one that changes nothing, sends clients to where they came from until they give up. Usual cause: a route for redirects without sectionName, which attaches to the HTTPS listener, too.',
    fix: 'Attach the route to the HTTP listener only, by sectionName, or change what makes the difference.',
    *check(world) {
      for (const { route, candidates } of linksOf(world)) {
        const listeners = candidates.filter(({ obstacle }) => obstacle === undefined);
        for (const rule of route.rules) {
          const redirect = rule.filters.find(({ type }) => type === 'RequestRedirect');
          if (!redirect) continue;
          for (const { listener, hostnames } of listeners) {
            const names = hostnames.map(({ common }) => common);
            if (!leadsBack(redirect, rule.matches, listener, names)) continue;
            yield {
              object: route.object,
              path: redirect.path,
              message: `requests at listener ${listener.name} (${listener.protocol}, port ${listener.port}) are redirected to the same rule`,
              related: [{ object: listener.owner, path: listener.path, message: `listener ${listener.name}` }],
            };
          }
        }
      }
    },
  },
];

const wellKnown: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Whether what is sent to a listener is redirected to an address that comes to the same rule there. */
function leadsBack(
  { body }: Filter,
  matches: readonly Match[],
  listener: Listener,
  hostnames: readonly (string | undefined)[],
): boolean {
  const own = listener.protocol === 'HTTPS' ? 'https' : listener.protocol === 'HTTP' ? 'http' : undefined;
  if (own === undefined) return false;
  const field = new Field('', body);
  const scheme = field.get('scheme').text();
  const port = field.get('port').number() ?? (scheme === undefined ? listener.port : wellKnown[scheme]);
  if ((scheme ?? own) !== own || port !== listener.port) return false;
  const hostname = field.get('hostname').text()?.toLowerCase();
  if (hostname !== undefined && (hostnames.length !== 1 || hostnames[0] !== hostname)) return false;
  // Only where nothing but the path decides can the redirected request be known to come back.
  if (matches.some(({ headers, query, method }) => headers.length + query.length > 0 || method !== undefined))
    return false;
  return keepsPath(field.get('path'), matches);
}

function keepsPath(path: Field, matches: readonly Match[]): boolean {
  if (!path.isPresent) return true;
  const prefixes = matches.length > 0 ? matches : [{ pathType: 'PathPrefix', pathValue: '/' }];
  const full = path.get('replaceFullPath').text();
  const prefix = path.get('replacePrefixMatch').text();
  if (full !== undefined) return prefixes.some(({ pathType, pathValue }) => comesUnder(pathType, pathValue, full));
  return (
    prefix !== undefined &&
    prefixes.every(({ pathType, pathValue }) => pathType === 'PathPrefix' && comesUnder(pathType, pathValue, prefix))
  );
}

function comesUnder(type: string, value: string, path: string): boolean {
  if (type === 'Exact') return path === value;
  if (type !== 'PathPrefix') return false;
  const base = value.replace(/\/$/, '');
  return path === base || path.startsWith(`${base}/`);
}
