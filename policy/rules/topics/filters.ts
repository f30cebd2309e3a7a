import { clause } from '../clause.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { Field } from '../world/fields.ts';
import { readReference } from '../world/read-common.ts';
import { filtersOf, single } from './filter-tools.ts';

const topic = 'Filters';

export const filterRules: readonly Rule[] = [
  {
    id: 'filter-repeated',
    topic,
    level: 'error',
    title: 'A filter stands twice in one list',
    clause: clause('httproute', 265, 271),
    explanation:
      'Header modifiers, redirects, rewrites and CORS may stand once in a list of filters; the API server refuses more.',
    fix: 'Make one of them.',
    isInCel: true,
    *check(world) {
      for (const { route, filter, all } of filtersOf(world)) {
        const first = all.find(({ type }) => type === filter.type);
        if (!single.has(filter.type) || first === filter) continue;
        yield { object: route.object, path: filter.path, message: `${filter.type} stands before in the same list` };
      }
    },
  },
  {
    id: 'filter-redirect-rewrite',
    topic,
    level: 'error',
    title: 'A redirect and a rewrite stand together',
    clause: clause('httproute', 1228, 1230),
    explanation:
      'A redirected request reaches no backend, so that there is nothing to rewrite: the two may not be used on one rule.',
    fix: 'Keep one of them.',
    isInCel: true,
    *check(world) {
      for (const { route, filter, all } of filtersOf(world)) {
        if (filter.type !== 'URLRewrite' || !all.some(({ type }) => type === 'RequestRedirect')) continue;
        yield {
          object: route.object,
          path: filter.path,
          message: 'a rewrite and a redirect may not stand on one rule',
        };
      }
    },
  },
  {
    id: 'filter-redirect-backend',
    topic,
    level: 'error',
    title: 'A rule redirects, and names backends',
    clause: clause('httproute', 150),
    explanation:
      'A redirect answers every request of its rule, so that no backend can get one: the API server refuses both together.',
    fix: 'Remove the backendRefs, or move the redirect to a rule of its own.',
    isInCel: true,
    *check(world) {
      for (const { object, rules } of world.routes) {
        for (const { path, filters, backends } of rules) {
          if (backends.length === 0 || !filters.some(({ type }) => type === 'RequestRedirect')) continue;
          yield {
            object,
            path: `${path}.backendRefs`,
            message: 'the redirect of this rule answers everything, so that its backends get nothing',
          };
        }
      }
    },
  },
  {
    id: 'filter-prefix-match',
    topic,
    level: 'error',
    title: 'A prefix is replaced where no prefix was matched',
    clause: clause('httproute', 1197, 1224),
    explanation:
      'ReplacePrefixMatch replaces the prefix by which the rule was found: the rule must have exactly one match, with PathPrefix.',
    fix: 'Give the rule one PathPrefix match, or use ReplaceFullPath.',
    isInCel: true,
    *check(world) {
      for (const { route, rule, filter } of filtersOf(world)) {
        if (filter.type !== 'URLRewrite' && filter.type !== 'RequestRedirect') continue;
        if (new Field('', filter.body).get('path').get('type').text() !== 'ReplacePrefixMatch') continue;
        const [match, other] = rule.matches;
        // Without matches there is one, of the prefix /.
        if (!other && (match?.pathType ?? 'PathPrefix') === 'PathPrefix') continue;
        yield {
          object: route.object,
          path: `${filter.bodyPath}.path`,
          message: 'the rule has not exactly one match with PathPrefix, so that there is no prefix to replace',
        };
      }
    },
  },
  {
    id: 'cors-everybody',
    topic,
    level: 'warning',
    title: 'CORS allows credentials to every origin',
    clause: clause('httproute', 1449, 1465),
    explanation:
      'With allowOrigins: ["*"] and allowCredentials any page of the web may act with the cookies of a visitor: the gateway answers with the origin that asked.',
    fix: 'Name the origins, or leave credentials out.',
    *check(world) {
      for (const { route, filter } of filtersOf(world)) {
        if (filter.type !== 'CORS' || filter.body.allowCredentials !== true) continue;
        const field = new Field(filter.bodyPath, filter.body).get('allowOrigins');
        const wide = field.items().find((item) => /^(https?:\/\/)?\*$/.test(item.text() ?? ''));
        if (wide)
          yield {
            object: route.object,
            path: wide.path,
            message: `every origin may send credentials (${wide.text()})`,
          };
      }
    },
  },
  {
    id: 'extension-missing',
    topic,
    level: 'warning',
    title: 'An ExtensionRef names an object that is not there',
    clause: clause('httproute', 870, 873),
    explanation:
      'A filter that cannot be resolved must not be skipped: requests get an error. Its kind is one of an implementation, so that its absence is told only where the files hold other objects of that kind and namespace.',
    fix: 'Name the object as it is called; it must be in the namespace of the route.',
    *check(world) {
      for (const { route, filter } of filtersOf(world)) {
        if (filter.type !== 'ExtensionRef') continue;
        const target = readReference(new Field(filter.bodyPath, filter.body), route.object, { group: '', kind: '' });
        const absence = target && findAbsence(world, { ...target, namespace: route.object.namespace });
        if (absence) yield { object: route.object, path: `${filter.bodyPath}.name`, message: absence.message };
      }
    },
  },
  {
    id: 'filter-header-response-request',
    topic,
    level: 'info',
    title: 'A rule that redirects changes headers of the request',
    clause: clause('httproute', 1228, 1232),
    explanation:
      'A redirected request reaches no backend, so that what is changed of it is seen by nobody. Headers of the response may be meant.',
    fix: 'Use ResponseHeaderModifier, or remove the filter.',
    *check(world) {
      for (const { route, filter, all } of filtersOf(world)) {
        if (filter.type !== 'RequestHeaderModifier' || !all.some(({ type }) => type === 'RequestRedirect')) continue;
        yield {
          object: route.object,
          path: filter.path,
          message: 'requests of this rule are redirected, so that their headers reach nobody',
        };
      }
    },
  },
];
