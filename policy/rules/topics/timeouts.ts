import { clause, gep } from '../clause.ts';
import type { Rule } from '../types.ts';
import { Field } from '../world/fields.ts';
import type { Route } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'Time-outs and retries';

interface Times {
  route: Route;
  path: string;
  request: number | undefined;
  backendRequest: number | undefined;
  timeouts: Field;
  retry: Field;
}

function* timesOf(world: World): Iterable<Times> {
  for (const route of world.routes) {
    for (const { path, value } of route.rules) {
      const rule = new Field(path, value);
      const timeouts = rule.get('timeouts');
      yield {
        route,
        path,
        timeouts,
        retry: rule.get('retry'),
        request: readDuration(timeouts.get('request').text()),
        backendRequest: readDuration(timeouts.get('backendRequest').text()),
      };
    }
  }
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** Milliseconds of a duration by GEP-2257, as `1m30s`; undefined for what is none. */
function readDuration(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d{1,5}(h|ms|m|s)){1,4}$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(h|ms|m|s)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (units[unit ?? ''] ?? 0),
    0,
  );
}

export const timeoutRules: readonly Rule[] = [
  {
    id: 'timeout-backend-longer',
    topic,
    level: 'error',
    title: 'A request to a backend may take longer than the whole request',
    clause: clause('httproute', 380, 395),
    explanation:
      'timeouts.request covers all requests to backends that one request needs, so that backendRequest may be no longer. 0s means no limit.',
    fix: 'Shorten backendRequest, or lengthen request.',
    isInCel: true,
    *check(world) {
      for (const { route, request, backendRequest, timeouts } of timesOf(world)) {
        if (request === undefined || backendRequest === undefined || request === 0 || backendRequest <= request)
          continue;
        yield {
          object: route.object,
          path: timeouts.get('backendRequest').path,
          message: `backendRequest is ${timeouts.get('backendRequest').text()}, and the whole request may take ${timeouts.get('request').text()}`,
        };
      }
    },
  },
  {
    id: 'timeout-backend-unlimited',
    topic,
    level: 'info',
    title: 'Requests to backends have no limit, and the whole request has one',
    clause: clause('httproute', 372, 395),
    explanation:
      'backendRequest: 0s switches the limit of single requests off, so that the first one that hangs uses up the whole time: nothing is retried after it.',
    fix: 'Give backendRequest a part of the whole time.',
    *check(world) {
      for (const { route, request, backendRequest, timeouts } of timesOf(world)) {
        if (backendRequest !== 0 || request === undefined || request === 0) continue;
        yield {
          object: route.object,
          path: timeouts.get('backendRequest').path,
          message: `a request to a backend has no limit, and the whole one ends after ${timeouts.get('request').text()}`,
        };
      }
    },
  },
  {
    id: 'retry-no-time',
    topic,
    level: 'warning',
    title: 'Retries have no time',
    clause: clause('httproute', 436, 455),
    explanation:
      'All attempts and the pauses between them must fit into timeouts.request. Where the pause alone, or a backendRequest as long as the whole request, uses it up, there is never a second attempt after a time-out.',
    fix: 'Shorten backoff or backendRequest, or lengthen request.',
    *check(world) {
      for (const { route, request, backendRequest, retry } of timesOf(world)) {
        if (!retry.isPresent || retry.get('attempts').number() === 0 || request === undefined || request === 0)
          continue;
        const backoff = readDuration(retry.get('backoff').text());
        if (backoff !== undefined && backoff >= request) {
          yield {
            object: route.object,
            path: retry.get('backoff').path,
            message: `the pause before a retry is ${retry.get('backoff').text()}, which is all that the request may take`,
          };
        } else if (backendRequest === request) {
          yield {
            object: route.object,
            path: retry.path,
            message:
              'a request to a backend may take as long as the whole request, so that there is no time for a retry after it',
          };
        }
      }
    },
  },
  {
    id: 'retry-nothing',
    topic,
    level: 'warning',
    title: 'Retries are configured and switched off',
    clause: clause('httproute', 422, 434),
    explanation: 'attempts: 0 disables retries: what else stands there means nothing.',
    fix: 'Remove retry, or give it attempts.',
    *check(world) {
      for (const { route, retry } of timesOf(world)) {
        if (retry.get('attempts').number() !== 0) continue;
        if (!retry.get('codes').isPresent && !retry.get('backoff').isPresent) continue;
        yield {
          object: route.object,
          path: retry.get('attempts').path,
          message: 'attempts: 0 disables retries, so that codes and backoff mean nothing',
        };
      }
    },
  },
  {
    id: 'session-persistence-deprecated',
    topic,
    level: 'warning',
    title: 'A rule uses sessionPersistence, which is deprecated',
    clause: clause('httproute', 333, 345),
    explanation:
      'Session persistence of rules is deprecated in favour of the Backend resource, and stands in the experimental channel only.',
    fix: 'Use the Backend resource (GEP-4894), where the implementation has it.',
    *check(world) {
      for (const route of world.routes) {
        for (const { path, value } of route.rules) {
          if (value.sessionPersistence === undefined || value.sessionPersistence === null) continue;
          yield {
            object: route.object,
            path: `${path}.sessionPersistence`,
            message: 'sessionPersistence of rules is deprecated',
          };
        }
      }
    },
  },
  {
    id: 'duration-form',
    topic,
    level: 'info',
    title: 'A duration is not in its standard form',
    clause: gep(2257),
    explanation:
      'The units of a duration should stand in descending order, each once: 1h30m, not 90m. Both mean the same.',
    fix: 'Write it in the standard form.',
    *check(world) {
      for (const { route, timeouts, retry } of timesOf(world)) {
        for (const field of [timeouts.get('request'), timeouts.get('backendRequest'), retry.get('backoff')]) {
          const time = readDuration(field.text());
          if (time === undefined || field.text() === sayDuration(time)) continue;
          yield {
            object: route.object,
            path: field.path,
            message: `${field.text()} is ${sayDuration(time)} in the standard form`,
          };
        }
      }
    },
  },
];

function sayDuration(time: number): string {
  if (time === 0) return '0s';
  let left = time;
  let text = '';
  for (const [unit, size] of Object.entries(units)) {
    const count = Math.floor(left / size);
    if (count > 0) text += `${count}${unit}`;
    left -= count * size;
  }
  return text;
}
