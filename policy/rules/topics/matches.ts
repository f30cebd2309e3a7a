import { RE2JS } from 're2js';
import { clause } from '../clause.ts';
import { groupBy } from '../group.ts';
import type { Rule } from '../types.ts';
import type { Route } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { placedOf } from './match-tools.ts';

const topic = 'Matches';

export const matchRules: readonly Rule[] = [
  {
    id: 'match-header-repeated',
    topic,
    level: 'warning',
    title: 'A match names a header or parameter twice',
    clause: clause('httproute', 638, 645),
    explanation:
      'Of entries whose names differ in case only, the first counts and the others are ignored: they do not stand for and.',
    fix: 'Keep one of them. For values of which any will do, write one match for each.',
    *check(world) {
      for (const route of world.routes) {
        for (const { match } of placedOf(route)) {
          const headers = groupBy(match.headers, ({ name }) => name.toLowerCase());
          const query = groupBy(match.query, ({ name }) => name);
          for (const [, second] of [...headers.values(), ...query.values()]) {
            if (second)
              yield {
                object: route.object,
                path: second.path,
                message: `${second.name} is named before in the same match, so that this entry is ignored`,
              };
          }
        }
      }
    },
  },
  {
    id: 'match-path-pattern',
    topic,
    level: 'warning',
    title: 'A path looks like a pattern, and is compared literally',
    clause: clause('httproute', 520, 538),
    explanation:
      'Exact and PathPrefix know no wildcards: /api/* is a path whose last element is an asterisk. A prefix takes everything below it by itself.',
    fix: 'Write /api with PathPrefix, or a RegularExpression where the implementation has them.',
    *check(world) {
      for (const route of world.routes) {
        if (route.kind !== 'HTTPRoute') continue;
        for (const { match } of placedOf(route)) {
          const isPattern = match.pathType !== 'RegularExpression' && /\*|\.\+|\(\?|\[\^|\$$/.test(match.pathValue);
          if (isPattern)
            yield {
              object: route.object,
              path: `${match.path}.path.value`,
              message: `${match.pathValue} is compared literally with ${match.pathType}`,
            };
        }
      }
    },
  },
  {
    id: 'match-path-query',
    topic,
    level: 'error',
    title: 'A path holds a question mark',
    clause: clause('httproute', 554, 568),
    explanation:
      'The path of a request ends where its query begins, so that no path has a question mark: the match takes nothing, and the API server refuses it.',
    fix: 'Match the query with queryParams.',
    isInCel: true,
    *check(world) {
      for (const route of world.routes) {
        if (route.kind !== 'HTTPRoute') continue;
        for (const { match } of placedOf(route)) {
          if (match.pathType === 'RegularExpression' || !match.pathValue.includes('?')) continue;
          yield {
            object: route.object,
            path: `${match.path}.path.value`,
            message: `no path holds a question mark, as ${match.pathValue} does`,
          };
        }
      }
    },
  },
  {
    id: 'match-regex',
    topic,
    level: 'warning',
    title: 'A regular expression is one in no common dialect',
    clause: clause('httproute', 540, 552),
    explanation:
      'The dialect is that of the implementation: most take RE2, some PCRE. This one is valid in neither RE2 nor JavaScript, which is near to PCRE.',
    fix: 'Mend the expression; RE2 is what most implementations take.',
    *check(world) {
      for (const { object, path, pattern } of patternsOf(world)) {
        if (isRe2(pattern) || isJavaScript(pattern)) continue;
        yield { object, path, message: `${pattern} is no regular expression` };
      }
    },
  },
  {
    id: 'match-regex-dialect',
    topic,
    level: 'info',
    title: 'A regular expression is none of RE2',
    clause: clause('httproute', 540, 552),
    explanation:
      'Look-around and back references are not known to RE2, the dialect of Envoy and of what is built on it: there the route is not accepted.',
    fix: 'Write it without them, or ask the documentation of the implementation.',
    *check(world) {
      for (const { object, path, pattern } of patternsOf(world)) {
        if (!isRe2(pattern) && isJavaScript(pattern))
          yield { object, path, message: `${pattern} is no regular expression of RE2` };
      }
    },
  },
  {
    id: 'match-host-header',
    topic,
    level: 'warning',
    title: 'A match looks at the Host header',
    clause: clause('httproute', 60, 66),
    explanation:
      'Requests are told apart by hostnames of listeners and routes; of HTTP/2 requests the Host header is the pseudo header :authority, which implementations may or may not show to header matches.',
    fix: 'Use hostnames.',
    *check(world) {
      for (const { route, isGatewayRoute } of routesWithParents(world)) {
        if (!isGatewayRoute) continue;
        for (const { match } of placedOf(route)) {
          for (const { name, path } of match.headers) {
            if (/^(host|:authority)$/i.test(name))
              yield {
                object: route.object,
                path,
                message: `${name} is matched as a header; hostnames of the route are for this`,
              };
          }
        }
      }
    },
  },
];

function* patternsOf(world: World): Iterable<{ object: Route['object']; path: string; pattern: string }> {
  for (const route of world.routes) {
    for (const { match } of placedOf(route)) {
      if (match.pathType === 'RegularExpression')
        yield { object: route.object, path: `${match.path}.path.value`, pattern: match.pathValue };
      for (const { type, path, value } of [...match.headers, ...match.query]) {
        if (type === 'RegularExpression') yield { object: route.object, path: `${path}.value`, pattern: value };
      }
      if (match.grpc?.type !== 'RegularExpression') continue;
      for (const part of ['service', 'method'] as const) {
        const pattern = match.grpc[part];
        if (pattern !== undefined) yield { object: route.object, path: `${match.path}.method.${part}`, pattern };
      }
    }
  }
}

/** Compiled only: nothing is matched, so that no expression can take long. */
function isRe2(pattern: string): boolean {
  try {
    RE2JS.compile(pattern);
    return true;
  } catch {
    return false;
  }
}

function isJavaScript(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}

function* routesWithParents(world: World): Iterable<{ route: Route; isGatewayRoute: boolean }> {
  for (const route of world.routes)
    yield { route, isGatewayRoute: route.parents.some(({ kind }) => kind !== 'Service') };
}
