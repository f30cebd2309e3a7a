import type { CustomContext } from '../../../harness/scenario/custom.ts';
import { absent, custom, http, remove, status } from '../../../harness/scenario/define.ts';
import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import type { HttpRequest } from '../../../harness/scenario/traffic.ts';
import {
  applyYounger,
  arrives,
  backendRef,
  type Citations,
  citing,
  exactPath,
  type HttpRouteMatch,
  httpRoute,
  pathPrefix,
  proves,
  ROUTE_ATTACHED,
  readCreation,
  ruleTo,
  scenario,
} from '../../kit/index.ts';

interface Contest {
  name: string;
  /** The better of two matches that the request satisfies both. */
  better: HttpRouteMatch;
  worse: HttpRouteMatch;
  send: HttpRequest;
}

const THREE = { tone: 'major', tempo: 'slow', metre: 'even' };

/** Each about a path of its own. */
const CONTESTS: readonly Contest[] = [
  {
    name: 'an exact path before the same prefix with headers',
    better: exactPath('/organ/bench'),
    worse: pathPrefix('/organ/bench', THREE),
    send: { path: '/organ/bench', headers: THREE },
  },
  {
    name: 'a longer prefix before a shorter one with headers',
    better: pathPrefix('/piano/keys'),
    worse: pathPrefix('/piano', THREE),
    send: { path: '/piano/keys/1', headers: THREE },
  },
  {
    name: 'a prefix longer by one character',
    better: pathPrefix('/harp/s'),
    worse: pathPrefix('/harp'),
    send: { path: '/harp/s' },
  },
  {
    name: 'one header before none',
    better: pathPrefix('/flute', { tone: 'major' }),
    worse: pathPrefix('/flute'),
    send: { path: '/flute', headers: THREE },
  },
  {
    name: 'three headers before two',
    better: pathPrefix('/drum', THREE),
    worse: pathPrefix('/drum', { tone: 'major', tempo: 'slow' }),
    send: { path: '/drum', headers: THREE },
  },
  {
    name: 'two headers before one of another name',
    better: exactPath('/lute', { tempo: 'slow', metre: 'even' }),
    worse: exactPath('/lute', { tone: 'major' }),
    send: { path: '/lute', headers: THREE },
  },
  {
    name: 'an exact path before a prefix of the same length',
    better: exactPath('/viol/a'),
    worse: pathPrefix('/viol/a'),
    send: { path: '/viol/a' },
  },
];

/** The better match of every other contest, and the worse ones of those between. */
function mix(odd: 0 | 1): readonly HttpRouteMatch[] {
  return CONTESTS.map(({ better, worse }, index) => (index % 2 === odd ? better : worse));
}

/** Pairs of routes that differ in nothing but namespace and name; several, since the clock may tick between two of them. */
const PAIRS = ['first', 'second', 'third'] as const;

/** Labels whose real names are in this order, whatever the seed is. */
const EARLY = 'aaa';
const LATE = 'zzz';

/** The namespaces by label, in the order of their real names. */
function sortNamespaces(env: ScenarioEnv): readonly [string, string] {
  return env.ns('one') < env.ns('two') ? ['one', 'two'] : ['two', 'one'];
}

/** A route that leads a path to the backend `v1` or `v2` of its own namespace. */
function rival(env: ScenarioEnv, namespace: string, label: string, path: string, wins: boolean): KubeObject {
  const backend = backendRef(env, `${wins ? 'good' : 'bad'}-${namespace}`, { from: namespace });
  return httpRoute(env, label, {
    namespace,
    hostnames: [env.host('equal')],
    rules: [{ matches: [exactPath(path)], backendRefs: [backend] }],
  });
}

function listPair(env: ScenarioEnv, pair: string): { winner: [string, string]; loser: [string, string] } {
  const [before, behind] = sortNamespaces(env);
  // By name alone the other one would be first.
  return { winner: [before, `${LATE}-${pair}`], loser: [behind, `${EARLY}-${pair}`] };
}

async function choosePair(context: CustomContext): Promise<{ pair: string; backend: string }> {
  const { env } = context;
  const [before, behind] = sortNamespaces(env);
  for (const pair of PAIRS) {
    const { winner, loser } = listPair(env, pair);
    const created = await Promise.all(
      [winner, loser].map(([namespace, label]) => readCreation(context, `HTTPRoute/${namespace}/${label}`)),
    );
    if (created[0] === created[1]) return { pair, backend: `good-${before}` };
  }
  // The loser was made first, and the clock has ticked each time: then it is older, and wins.
  return { pair: PAIRS[0], backend: `bad-${behind}` };
}

/** What the rows show, by what they say. */
const SHOWN: Citations = {
  attached: ['route.status.accepted', 'route.status.resolved-refs'],
  served: ['httproute.precedence.criteria', 'listener.routes.most-specific-first'],
  other: ['httproute.precedence.alphabetical', 'listener.routes.alphabetical', 'httproute.precedence.oldest-route'],
};

export default scenario({
  id: 'SpecHTTPRoutePrecedence',
  title: 'The better match wins wherever it stands, then the older route, then the first by namespace and name',
  requirements: [
    'httproute.precedence.criteria',
    'listener.routes.most-specific-first',
    'httproute.precedence.oldest-route',
    'httproute.precedence.alphabetical',
    'listener.routes.alphabetical',
    'httproute.precedence.first-rule',
    'httproute.rules.any-match',
  ],
  features: ['Gateway', 'HTTPRoute'],
  since: 'v1.0',
  level: 'spec',
  namespaces: { one: {}, two: {} },
  backends: {
    v1: {},
    v2: {},
    v3: {},
    'good-one': { namespace: 'one' },
    'good-two': { namespace: 'two' },
    'bad-one': { namespace: 'one' },
    'bad-two': { namespace: 'two' },
  },
  resources: (env) => {
    const [better, worse] = [CONTESTS.map((contest) => contest.better), CONTESTS.map((contest) => contest.worse)];
    const contest = (label: string, host: string, backend: string, matches: readonly HttpRouteMatch[]) =>
      httpRoute(env, label, { hostnames: [env.host(host)], rules: [ruleTo(env, backend, ...matches)] });
    const [, behind] = sortNamespaces(env);
    return [
      httpRoute(env, 'in-one-list', {
        hostnames: [env.host('list')],
        rules: [
          ruleTo(env, 'v2', ...worse),
          ruleTo(env, 'v1', ...better),
          // Equal matches, the first of which stands second in its rule.
          ruleTo(env, 'v3', exactPath('/else'), exactPath('/equal')),
          ruleTo(env, 'v2', exactPath('/equal')),
          ruleTo(env, 'v1', exactPath('/equal')),
        ],
      }),
      // Each wins some and loses others: no rule and no route goes before another as a whole.
      httpRoute(env, 'in-turn', {
        hostnames: [env.host('turn')],
        rules: [ruleTo(env, 'v1', ...mix(0)), ruleTo(env, 'v2', ...mix(1))],
      }),
      contest(`${EARLY}-mixed`, 'mixed', 'v1', mix(0)),
      contest(`${LATE}-mixed`, 'mixed', 'v2', mix(1)),
      // The worse ones are first by name, and then last: by the order of arrival one of the two would be wrong.
      contest(`${EARLY}-worse`, 'late', 'v2', worse),
      contest(`${LATE}-better`, 'late', 'v1', better),
      contest(`${EARLY}-better`, 'early', 'v1', better),
      contest(`${LATE}-worse`, 'early', 'v2', worse),
      ...PAIRS.flatMap((pair) => {
        const { winner, loser } = listPair(env, pair);
        return [rival(env, ...loser, `/${pair}`, false), rival(env, ...winner, `/${pair}`, true)];
      }),
      rival(env, behind, `${LATE}-old`, '/age', true),
    ];
  },
  steps: (env) => {
    const [before, behind] = sortNamespaces(env);
    return citing(SHOWN, [
      custom({
        name: 'a younger route of the first namespace is made',
        reason: 'timestamps count whole seconds, so the younger one must wait for the next',
        run: (context) => applyYounger(context, rival(env, before, `${EARLY}-young`, '/age', false)),
      }),
      ...[
        'in-one-list',
        'in-turn',
        `${EARLY}-mixed`,
        `${LATE}-mixed`,
        `${EARLY}-worse`,
        `${LATE}-better`,
        `${EARLY}-better`,
        `${LATE}-worse`,
      ].map((label) => status(`HTTPRoute/${label}`, { conditions: ROUTE_ATTACHED })),
      ...PAIRS.flatMap((pair) => Object.values(listPair(env, pair))).map(([namespace, label]) =>
        status(`HTTPRoute/${namespace}/${label}`, { conditions: ROUTE_ATTACHED }),
      ),
      status(`HTTPRoute/${behind}/${LATE}-old`, { conditions: ROUTE_ATTACHED }),
      status(`HTTPRoute/${before}/${EARLY}-young`, { conditions: ROUTE_ATTACHED }),
      http([
        arrives(
          'the worse match where the better one is not satisfied',
          { host: env.host('late'), path: '/flute' },
          'v2',
        ),
        arrives('the shorter prefix beside the longer one', { host: env.host('list'), path: '/harp' }, 'v2'),
        ...proves(
          ['httproute.precedence.first-rule', 'httproute.rules.any-match'],
          arrives(
            'the first of equal rules, though it is the second match there',
            { host: env.host('list'), path: '/equal' },
            'v3',
          ),
        ),
        arrives(
          'the older route, though the younger is first by namespace and name',
          { host: env.host('equal'), path: '/age' },
          `good-${behind}`,
        ),
        ...['turn', 'mixed'].flatMap((host) =>
          CONTESTS.map(({ name, send }, index) =>
            arrives(`${host}: ${name}`, { ...send, host: env.host(host) }, index % 2 === 0 ? 'v1' : 'v2'),
          ),
        ),
        ...['list', 'late', 'early'].flatMap((host) =>
          CONTESTS.map(({ name, send }) => arrives(`${host}: ${name}`, { ...send, host: env.host(host) }, 'v1')),
        ),
      ]),
      custom({
        name: 'of two routes of one age the first by namespace, though last by name',
        reason: 'which pair was made in one second shows only afterwards',
        run: async (context) => {
          const { pair, backend } = await choosePair(context);
          await context.expectHttp({ host: env.host('equal'), path: `/${pair}` }, { backend });
        },
      }),

      remove('the older route goes', `HTTPRoute/${behind}/${LATE}-old`),
      absent(`HTTPRoute/${behind}/${LATE}-old`),
      custom({
        name: 'one of its name is made, which is the youngest now',
        reason: 'timestamps count whole seconds, so it must wait for the next',
        run: (context) => applyYounger(context, rival(env, behind, `${LATE}-old`, '/age', true)),
      }),
      status(`HTTPRoute/${behind}/${LATE}-old`, { conditions: ROUTE_ATTACHED }),
      http([
        ...proves(
          'httproute.precedence.oldest-route',
          arrives(
            'the route that is older than one that was made anew',
            { host: env.host('equal'), path: '/age' },
            `bad-${before}`,
          ),
        ),
      ]),
    ]);
  },
});
