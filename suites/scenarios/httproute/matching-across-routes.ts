import type { CustomContext } from '../../../harness/scenario/custom.ts';
import { custom, http } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import {
  applyYounger,
  arrives,
  attached,
  beyond,
  exactPath,
  httpRoute,
  pathPrefix,
  proves,
  readCreation,
  ruleTo,
  scenario,
  withHeaders,
} from '../../kit/index.ts';

/** Two pairs, since the timestamps of one may straddle a second. */
const PAIRS = ['first-pair', 'second-pair'] as const;

/** Routes that differ in what precedence goes by. */
const LABELS = ['general', 'special', 'most-special', 'short-wildcard', 'long-wildcard', 'exact-hostname'];

/** Labels of a pair of routes in the order of the names that they really have. */
function inNameOrder(env: ScenarioEnv, pair: string): { first: string; last: string } {
  const [one, two] = [`${pair}-one`, `${pair}-two`] as const;
  return env.name(one) < env.name(two) ? { first: one, last: two } : { first: two, last: one };
}

/** One of two routes with the same match. */
function rivalRoute(env: ScenarioEnv, label: string, pair: string, backend: string): KubeObject {
  return httpRoute(env, label, { rules: [ruleTo(env, backend, exactPath(`/${pair}`))] });
}

/** A pair of one age if there is one, and the backend of the route that goes first. */
async function chooseRivals(context: CustomContext): Promise<{ pair: string; winner: string }> {
  const pairs = await Promise.all(
    PAIRS.map(async (pair) => {
      const { first, last } = inNameOrder(context.env, pair);
      const earlier = await readCreation(context, `HTTPRoute/${last}`);
      const later = await readCreation(context, `HTTPRoute/${first}`);
      return { pair, sameAge: earlier === later };
    }),
  );
  const { pair, sameAge } = pairs.find((one) => one.sameAge) ?? { pair: PAIRS[0], sameAge: false };
  return { pair, winner: sameAge ? 'v1' : 'v2' };
}

function precedenceRows(env: ScenarioEnv): [HttpRow, ...HttpRow[]] {
  const [both, single] = [env.host('both'), env.host('single')];
  const wild = env.host('wild');
  return [
    ...proves(
      ['httproute.hostnames.select', 'httproute.precedence.criteria'],
      arrives('a path of the general route', { host: both, path: '/' }, 'v1'),
      arrives('another one', { host: both, path: '/piano' }, 'v1'),
      arrives('the hostname that only the general route has', { host: single, path: '/piano' }, 'v1'),
    ),
    ...proves(
      'httproute.precedence.criteria',
      arrives('a header of the general route', { host: both, path: '/piano', headers: { tone: 'major' } }, 'v1'),
      arrives('the longer prefix of the other route', { host: both, path: '/organ' }, 'v2'),
      arrives('a path below it', { host: both, path: '/organ/pipes' }, 'v2'),
    ),
    ...proves(
      'httproute.hostnames.select',
      arrives('the longer prefix on the hostname that lacks it', { host: single, path: '/organ' }, 'v1'),
    ),
    ...proves(
      'httproute.precedence.criteria',
      arrives('the header of the other route', { host: both, headers: { tone: 'minor' } }, 'v2'),
    ),
    ...proves(
      'httproute.hostnames.select',
      arrives('that header on the hostname that lacks it', { host: single, headers: { tone: 'minor' } }, 'v1'),
    ),
    ...proves(
      'httproute.precedence.criteria',
      arrives(
        'a prefix before a header of another route',
        { host: both, path: '/organ', headers: { tone: 'major' } },
        'v2',
      ),
      arrives('more headers of another route', { host: both, headers: { tone: 'minor', tempo: 'slow' } }, 'v3'),
      arrives('an exact path of another route', { host: both, path: '/organ/bench' }, 'v3'),
    ),
    ...beyond(
      ...proves(
        ['httproute.hostnames.precedence', 'httproute.hostnames.wildcard'],
        arrives('an exact hostname before a wildcard with a better path', { host: `a.${wild}`, path: '/deep' }, 'v1'),
        arrives('the longer wildcard before one with a better path', { host: `x.b.${wild}`, path: '/deep' }, 'v2'),
        arrives('the shorter wildcard where nothing else fits', { host: `c.${wild}`, path: '/deep' }, 'v3'),
      ),
    ),
  ];
}

export default scenario({
  id: 'HTTPRouteMatchingAcrossRoutes',
  title: 'Precedence holds across routes: hostname, path, headers, then age, then name',
  requirements: [
    'httproute.precedence.criteria',
    'httproute.precedence.oldest-route',
    'httproute.precedence.alphabetical',
    'httproute.hostnames.precedence',
    'httproute.hostnames.wildcard',
    'httproute.hostnames.select',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  resources: (env) => {
    const [both, single] = [env.host('both'), env.host('single')];
    const wild = env.host('wild');
    return [
      httpRoute(env, 'general', {
        hostnames: [both, single],
        rules: [ruleTo(env, 'v1', pathPrefix('/'), withHeaders({ tone: 'major' }))],
      }),
      httpRoute(env, 'special', {
        hostnames: [both],
        rules: [ruleTo(env, 'v2', pathPrefix('/organ'), withHeaders({ tone: 'minor' }))],
      }),
      httpRoute(env, 'most-special', {
        hostnames: [both],
        rules: [ruleTo(env, 'v3', exactPath('/organ/bench'), withHeaders({ tone: 'minor', tempo: 'slow' }))],
      }),
      httpRoute(env, 'short-wildcard', { hostnames: [`*.${wild}`], rules: [ruleTo(env, 'v3', exactPath('/deep'))] }),
      httpRoute(env, 'long-wildcard', { hostnames: [`*.b.${wild}`], rules: [ruleTo(env, 'v2', pathPrefix('/'))] }),
      httpRoute(env, 'exact-hostname', { hostnames: [`a.${wild}`], rules: [ruleTo(env, 'v1', pathPrefix('/'))] }),
      // The one that must win is made last, so that neither age in the list nor order of arrival helps it.
      ...PAIRS.flatMap((pair) => {
        const { first, last } = inNameOrder(env, pair);
        return [rivalRoute(env, last, pair, 'v2'), rivalRoute(env, first, pair, 'v1')];
      }),
      rivalRoute(env, inNameOrder(env, 'by-age').last, 'by-age', 'v1'),
    ];
  },
  steps: (env) => {
    const byAge = inNameOrder(env, 'by-age');
    return [
      custom({
        name: 'a younger route with the same match is made',
        requirements: ['httproute.precedence.oldest-route'],
        reason: 'timestamps count whole seconds, so the younger one must wait for the next',
        run: (context) => applyYounger(context, rivalRoute(env, byAge.first, 'by-age', 'v2')),
      }),
      ...attached(...LABELS.map((label) => `HTTPRoute/${label}` as const)),
      ...['by-age', ...PAIRS].flatMap((pair) => {
        const { first, last } = inNameOrder(env, pair);
        return attached(`HTTPRoute/${first}`, `HTTPRoute/${last}`);
      }),
      http([
        ...precedenceRows(env),
        ...beyond(
          ...proves(
            'httproute.precedence.oldest-route',
            arrives('the older of two routes, though last by name', { path: '/by-age' }, 'v1'),
          ),
        ),
      ]),
      ...beyond(
        custom({
          name: 'of two routes of one age the first by name',
          requirements: ['httproute.precedence.alphabetical'],
          reason:
            'which pair was made in one second shows only afterwards; were it neither, the older route would be first',
          run: async (context) => {
            const { pair, winner } = await chooseRivals(context);
            await context.expectHttp({ path: `/${pair}` }, { backend: winner });
          },
        }),
      ),
    ];
  },
});
