import type { HeaderLine } from '../model/header.ts';
import type { RouteMatch } from '../model/http-route.ts';
import { isHeader } from '../routes/headers.ts';
import { mapListeners } from './served.ts';
import { type Fault, fault } from './types.ts';

const isSuccess = (status: number) => [200, 201, 204, 206, 301, 302, 303, 304, 307, 308].includes(status);
const pathOf = ({ path }: RouteMatch = {}) => `${path?.type ?? 'PathPrefix'} ${path?.value ?? '/'}`;

/** What the template of a proxy's configuration gets wrong: its names, its defaults, and what it cannot say. */
export const templatedFaults: readonly Fault[] = [
  ...(['setHeader', 'addHeader', 'removeHeader'] as const).map((member) => {
    const what = member.replace('Header', '');
    return fault(
      `header-${what}-underscore-ignored`,
      `${what}s no header whose name has an underscore`,
      'filters',
      (right) => ({
        [member]: (lines: readonly HeaderLine[], name: string, value: string) =>
          name.includes('_') ? lines : (right[member] as (typeof right)['setHeader'])(lines, name, value),
      }),
    );
  }),
  fault(
    'filters-on-success-only',
    'changes headers of responses only where they tell of success',
    'filters',
    (right) => ({
      reaches: (part, response) => right.reaches(part, response) && (part !== 'filters' || isSuccess(response.status)),
    }),
  ),
  fault(
    'own-headers-on-success-only',
    'lets pages of other origins read only what tells of success',
    'filters',
    (right) => ({
      reaches: (part, response) => right.reaches(part, response) && (part !== 'own' || isSuccess(response.status)),
    }),
  ),
  fault(
    'rewrite-query-doubled',
    'adds the query of a request once more where it rewrites the path',
    'filters',
    (right) => ({
      rewritePath: (target, rewrite, match) => {
        const written = right.rewritePath(target, rewrite, match);
        const query = /\?(.*)$/.exec(target)?.[1];
        return query ? `${written}&${query}` : written;
      },
    }),
  ),
  fault(
    'same-path-first-route',
    'serves one of several HTTPRoutes that have the same path of the same hostname',
    'serving',
    (right) => ({
      frontends: (desired) =>
        right.frontends(desired).map((frontend) =>
          mapListeners(frontend, (listener) => {
            const owners = new Map<string, string>();
            return {
              ...listener,
              requests: listener.requests.filter((entry) => {
                if (entry.kind !== 'HTTPRoute') return true;
                const key = `${entry.hostname} ${pathOf(entry.match)}`;
                const owner = owners.get(key) ?? entry.route;
                owners.set(key, owner);
                return owner === entry.route;
              }),
            };
          }),
        ),
    }),
  ),
  fault(
    'weights-in-whole-percents',
    'cuts shares to whole percents and refuses what is left',
    'backends',
    ({ shares }) => ({
      shares: (backends) => {
        const right = shares(backends);
        const sum = right.reduce((total, weight) => total + weight, 0);
        const percents = right.map((weight) => Math.floor((100 * weight) / sum));
        const left = 100 - percents.reduce((total, percent) => total + percent, 0);
        return sum > 0 ? [...percents, left] : right;
      },
    }),
  ),
  fault('mirror-as-get', 'asks mirrors by GET whatever the method of the request', 'mirrors', ({ copied }) => ({
    copied: (sent) => ({ ...copied(sent), method: 'GET' }),
  })),
  fault('mirror-path-lost', 'asks mirrors for / whatever the path of the request', 'mirrors', ({ copied }) => ({
    copied: (sent) => ({ ...copied(sent), target: copied(sent).target.replace(/^[^?]*/, '/') }),
  })),
  fault('mirror-query-lost', 'sends copies without the query of their request', 'mirrors', ({ copied }) => ({
    copied: (sent) => ({ ...copied(sent), target: copied(sent).target.replace(/\?.*$/, '') }),
  })),
  fault('upgrade-by-path-only', 'routes requests for an upgrade by their path alone', 'matching', ({ conditions }) => ({
    conditions: (match, headers) => {
      const { path } = match;
      return headers.some(([name]) => isHeader(name, 'upgrade'))
        ? { ...(path ? { path } : {}) }
        : conditions(match, headers);
    },
  })),
];
