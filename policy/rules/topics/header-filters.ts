import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import type { Rule } from '../types.ts';
import { Field } from '../world/fields.ts';
import type { Filter, Route, RouteRule } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { filtersOf, modifiers } from './filter-tools.ts';

const topic = 'Filters';

interface HeaderChange {
  how: 'set' | 'add' | 'remove';
  name: string;
  path: string;
}

function changesOf({ bodyPath, body }: Filter): HeaderChange[] {
  const field = new Field(bodyPath, body);
  return (['set', 'add', 'remove'] as const).flatMap((how) =>
    field
      .get(how)
      .items()
      .flatMap((item) => {
        const name = how === 'remove' ? item.text() : item.get('name').text();
        return name === undefined ? [] : [{ how, name: name.toLowerCase(), path: item.path }];
      }),
  );
}

/** Headers of one connection, which proxies handle themselves. */
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'content-length',
]);

export const headerFilterRules: readonly Rule[] = [
  {
    id: 'filter-header-conflict',
    topic,
    level: 'error',
    title: 'A filter changes a header in two ways',
    clause: clause('httproute', 1072, 1078),
    explanation:
      'Only one action for each header is permitted: a filter that sets, adds or removes one header more than once is invalid. Names are compared without regard to case.',
    fix: 'Keep one change of each header.',
    *check(world) {
      for (const { route, filter } of filtersOf(world)) {
        if (!modifiers.has(filter.type)) continue;
        for (const [name, changes] of groupBy(changesOf(filter), (change) => change.name)) {
          const [first, second] = changes;
          if (first && second)
            yield {
              object: route.object,
              path: second.path,
              message: `${name} is changed twice by this filter (${first.how} and ${second.how})`,
            };
        }
      }
    },
  },
  {
    id: 'filter-header-hop',
    topic,
    level: 'warning',
    title: 'A filter changes a header that belongs to the connection',
    clause: 'https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1',
    explanation:
      'Proxies set and remove headers like Connection, Transfer-Encoding and Content-Length by themselves; a change of them is ignored, refused, or breaks requests.',
    fix: 'Remove the entry.',
    *check(world) {
      for (const { route, filter } of filtersOf(world)) {
        if (!modifiers.has(filter.type)) continue;
        for (const { name, path } of changesOf(filter)) {
          if (hopByHop.has(name))
            yield { object: route.object, path, message: `${name} belongs to the connection, and is not for filters` };
        }
      }
    },
  },
  {
    id: 'rewrite-host-twice',
    topic,
    level: 'warning',
    title: 'The host of a request is changed by a header and by a rewrite',
    clause: clause('httproute', 1318, 1343),
    explanation:
      'URLRewrite.hostname sets the Host header. Where a RequestHeaderModifier sets it, too, one of both loses, depending on the order of the implementation.',
    fix: 'Change the host with URLRewrite alone.',
    *check(world) {
      for (const { route, rule } of ruleLists(world)) {
        const all = [...rule.filters, ...rule.backends.flatMap(({ filters }) => filters)];
        const rewrite = all.find(({ type, body }) => type === 'URLRewrite' && typeof body.hostname === 'string');
        if (!rewrite) continue;
        for (const filter of all.filter(({ type }) => type === 'RequestHeaderModifier')) {
          const host = changesOf(filter).find(({ name }) => name === 'host');
          if (host)
            yield {
              object: route.object,
              path: host.path,
              message: `the Host header is changed here, and by the rewrite to ${String(rewrite.body.hostname)}`,
            };
        }
      }
    },
  },
  {
    id: 'rewrite-twice',
    topic,
    level: 'warning',
    title: 'A rule and its backend change the same thing',
    clause: clause('httproute', 1690, 1720),
    explanation:
      'Filters of a rule come before those of a backend: what both set or rewrite has in the end the value of the backend, or that of the rule, depending on the implementation.',
    fix: 'Keep one of them.',
    *check(world) {
      for (const { route, rule } of ruleLists(world)) {
        for (const { filters } of rule.backends) {
          for (const filter of filters) {
            const above = rule.filters.find(({ type }) => type === filter.type);
            const what = above && describeClash(above, filter);
            if (what !== undefined)
              yield { object: route.object, path: filter.path, message: `the filters of the rule change ${what}, too` };
          }
        }
      }
    },
  },
];

function* ruleLists(world: World): Iterable<{ route: Route; rule: RouteRule }> {
  for (const route of world.routes) for (const rule of route.rules) yield { route, rule };
}

/** What two filters of one type both change; undefined where that is nothing. */
function describeClash(above: Filter, below: Filter): string | undefined {
  if (modifiers.has(above.type)) {
    const names = new Set(changesOf(above).map(({ name }) => name));
    const both = changesOf(below).filter(({ name, how }) => names.has(name) && how !== 'add');
    return both.length > 0 ? list(both.map(({ name }) => name)) : undefined;
  }
  if (above.type !== 'URLRewrite') return undefined;
  const parts = ['hostname', 'path'].filter((part) => above.body[part] !== undefined && below.body[part] !== undefined);
  return parts.length > 0 ? parts.join(' and ') : undefined;
}
