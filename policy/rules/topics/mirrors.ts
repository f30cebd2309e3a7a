import { clause } from '../clause.ts';
import type { Rule } from '../types.ts';
import { Field } from '../world/fields.ts';
import { nameOf } from '../world/identify.ts';
import { readReference } from '../world/read-common.ts';
import type { Filter, Route } from '../world/types.ts';
import { filtersOf } from './filter-tools.ts';

const topic = 'Filters';

export const mirrorRules: readonly Rule[] = [
  {
    id: 'mirror-itself',
    topic,
    level: 'warning',
    title: 'A request is mirrored to the backend that serves it',
    clause: clause('httproute', 1345, 1352),
    explanation: 'The backend gets such requests twice: writes are done twice.',
    fix: 'Mirror to another backend.',
    *check(world) {
      for (const { route, rule, filter } of filtersOf(world)) {
        const target = mirrorOf(route, filter);
        if (!target) continue;
        const same = rule.backends.find(
          (backend) =>
            nameOf(backend) === nameOf(target) &&
            backend.group === target.group &&
            backend.port === target.port &&
            backend.weight > 0,
        );
        if (same)
          yield {
            object: route.object,
            path: target.path,
            message: `${nameOf(target)} serves this rule, too, and gets its requests twice`,
          };
      }
    },
  },
  {
    id: 'mirror-nothing',
    topic,
    level: 'warning',
    title: 'A mirror gets no request',
    clause: clause('httproute', 1380, 1398),
    explanation: 'A percentage or fraction of 0 mirrors nothing.',
    fix: 'Remove the filter, or give it a share.',
    *check(world) {
      for (const { route, filter } of filtersOf(world)) {
        if (filter.type !== 'RequestMirror') continue;
        const field = new Field(filter.bodyPath, filter.body);
        const isNothing = field.get('percent').number() === 0 || field.get('fraction').get('numerator').number() === 0;
        if (isNothing)
          yield { object: route.object, path: filter.path, message: 'this mirror gets 0 percent of the requests' };
      }
    },
  },
  {
    id: 'mirror-repeated',
    topic,
    level: 'info',
    title: 'A rule mirrors to one backend twice',
    clause: clause('httproute', 904, 914),
    explanation:
      'Several mirrors are allowed where the implementation has HTTPRouteRequestMultipleMirrors; the same one twice gets requests twice.',
    fix: 'Remove one of them.',
    *check(world) {
      for (const { route, filter, all } of filtersOf(world)) {
        const target = mirrorOf(route, filter);
        const before =
          target &&
          all.slice(0, all.indexOf(filter)).find((each) => {
            const other = mirrorOf(route, each);
            return other && nameOf(other) === nameOf(target) && other.port === target.port;
          });
        if (target && before)
          yield { object: route.object, path: target.path, message: `${nameOf(target)} is mirrored to before` };
      }
    },
  },
];

function mirrorOf({ object }: Route, filter: Filter) {
  if (filter.type !== 'RequestMirror') return undefined;
  const field = new Field(filter.bodyPath, filter.body).get('backendRef');
  const target = readReference(field, object, { group: '', kind: 'Service' });
  return target && { ...target, port: field.get('port').number() };
}
