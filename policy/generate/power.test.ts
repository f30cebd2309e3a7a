import { expect } from 'chai';
import fc from 'fast-check';
import { createAuthority } from '../../harness/run/certificates/index.ts';
import type { Outcome } from '../model/answer.ts';
import { answerHttp } from '../model/http/answer.ts';
import type { HttpRequest } from '../model/http/request.ts';
import { modelWorld } from '../model/model.ts';
import type { HttpRoute, World } from '../model/objects.ts';
import { readWorld } from '../model/read/world.ts';
import { controllerName, everyFeature, gatewayClass } from '../model/testing.ts';
import { arbitraryPlan, defaultLimits } from './arbitrary.ts';
import type { Place } from './place.ts';
import { chooseRequests } from './requests/choose.ts';
import { planStages } from './stages.ts';

/**
 * Implementations that are wrong in one way each, as worlds seen wrongly: how many cases are needed until a request is
 * chosen that tells them from the model. No cluster is needed to know what the explorer can find.
 */
interface WrongView {
  /** All worlds until now, the last one is the present. */
  see(history: readonly World[]): World;
  /** The request as it is taken. */
  take?(request: HttpRequest): HttpRequest;
}

const latest = (history: readonly World[]): World => {
  const world = history.at(-1);
  if (!world) throw new Error('there is always a world');
  return world;
};
const routes = (change: (route: HttpRoute) => HttpRoute): WrongView => ({
  see: (history) => ({
    ...latest(history),
    routes: latest(history).routes.map((route) => (route.kind === 'HTTPRoute' ? change(route) : route)),
  }),
});
/** Objects that were there once stay as they were seen last. */
const keep = (part: 'grants' | 'services' | 'secrets' | 'routes'): WrongView => ({
  see: (history) => {
    const all = new Map(history.flatMap((world) => world[part].map((object) => [nameOf(object), object] as const)));
    return { ...latest(history), [part]: [...all.values()] };
  },
});
const nameOf = ({ meta }: Pick<World['services'][number], 'meta'>) => `${meta.namespace}/${meta.name}`;

const wrongViews: Readonly<Record<string, WrongView>> = {
  'a match without headers inherits those of the match before it': routes((route) => ({
    ...route,
    rules: route.rules.map((rule) => ({
      ...rule,
      matches: rule.matches.map((match, index) => ({
        ...match,
        headers: match.headers.length > 0 ? match.headers : (rule.matches[index - 1]?.headers ?? []),
      })),
    })),
  })),
  'a wildcard also covers names without the dot': {
    see: latest,
    take: (request) => ({ ...request, host: request.host.replace(/^w(?=[a-z]|case)/, 'w.') }),
  },
  'equal routes are ordered by name before namespace': {
    see: (history) => ({
      ...latest(history),
      routes: latest(history).routes.map((route) => ({
        ...route,
        meta: { ...route.meta, createdAt: route.meta.name },
      })),
    }),
  },
  'labels of a namespace are read once': {
    see: (history) => {
      const first = new Map(
        history.toReversed().flatMap(({ namespaces }) => namespaces.map((one) => [one.meta.name, one])),
      );
      return { ...latest(history), namespaces: [...first.values()] };
    },
  },
  'a parentRef that was removed still counts': {
    see: (history) => ({
      ...latest(history),
      routes: latest(history).routes.map((route) => ({
        ...route,
        parents: history.flatMap(({ routes: all }) =>
          all.filter(({ meta }) => meta.name === route.meta.name).flatMap(({ parents }) => parents),
        ),
      })),
    }),
  },
  'a grant is never revoked': keep('grants'),
  'a deleted Service is still taken to exist': keep('services'),
  'a lost certificate is still served': keep('secrets'),
  'a deleted route is still served': keep('routes'),
  'the first port of a slice gets the traffic of all': {
    see: (history) => ({
      ...latest(history),
      slices: latest(history).slices.map((slice) => ({
        ...slice,
        ports: slice.ports.map(({ name }) => ({ name, port: slice.ports[0]?.port })),
      })),
    }),
  },
  'only the first hostname of a route counts': routes((route) => ({
    ...route,
    hostnames: route.hostnames.slice(0, 1),
  })),
  'a rule has its first match only': routes((route) => ({
    ...route,
    rules: route.rules.map((rule) => ({ ...rule, matches: rule.matches.slice(0, 1) })),
  })),
  'the path is compared without regard to case': {
    ...routes((route) => ({
      ...route,
      rules: route.rules.map((rule) => ({
        ...rule,
        matches: rule.matches.map(({ path, ...match }) => ({
          ...match,
          path: { ...path, value: path.value.toLowerCase() },
        })),
      })),
    })),
    take: (request) => ({ ...request, path: request.path.toLowerCase() }),
  },
  'only the first line of a header is removed': {
    see: latest,
    take: (request) => {
      const seen = new Set<string>();
      const isFirst = (name: string) => !seen.has(name) && seen.add(name);
      const headers = request.headers.map(([name, value]): readonly [string, string] =>
        isFirst(name.toLowerCase()) || !name.toLowerCase().startsWith('x-') ? [name, value] : [`kept-${name}`, value],
      );
      return { ...request, headers };
    },
  },
};

const place: Place = {
  domain: 'case.example.com',
  namespaces: ['case-a', 'case-b', 'case-c'],
  gatewayClassName: 'own',
  pods: ['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((address) => ({ address, port: 3000 })),
  certificate: { certificate: '', privateKey: '' },
};
/** So many cases are enough for each of them. */
const caseCount = 150;
const options = { ...everyFeature, controllerName, endpoints: 'slices' as const };
const plans = fc.sample(arbitraryPlan({ ...defaultLimits, features: options.features }), {
  seed: 4,
  numRuns: caseCount,
});

/** Number of the case, from 1, whose requests show the difference. */
function countCases({ see, take = (request) => request }: WrongView, most = caseCount): number {
  for (const [number, plan] of plans.slice(0, most).entries()) {
    const history: World[] = [];
    for (const { objects } of planStages(plan, place)) {
      history.push(readWorld([gatewayClass, ...objects]));
      const right = modelWorld(latest(history), options);
      const wrong = modelWorld(see(history), options);
      let state = number + 1;
      const draw = (below: number) => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return state % below;
      };
      for (const { target, request, answer } of chooseRequests(right, place.domain, 40, draw)) {
        const [given] = answerHttp(wrong, target, take(request)).alternatives;
        const allowed = answer.alternatives.map(({ branches }) =>
          branches.map(({ outcome }) => describe(outcome)).join(),
        );
        if (!allowed.includes(given.branches.map(({ outcome }) => describe(outcome)).join())) return number + 1;
      }
    }
  }
  return Number.POSITIVE_INFINITY;
}

function describe(outcome: Outcome): string {
  return outcome.kind === 'forward'
    ? JSON.stringify([outcome.endpoints, outcome.request.headers, outcome.response])
    : JSON.stringify(outcome.kind === 'redirect' ? 'redirect' : outcome);
}

globalThis.describe('generated cases', () => {
  before(async () => {
    const authority = await createAuthority();
    place.certificate = await authority.issue(['*.example.com']);
  });

  for (const [name, view] of Object.entries(wrongViews))
    it(`show that ${name}`, () => {
      expect(countCases(view)).to.be.at.most(caseCount);
    }).timeout(60_000);

  it('show nothing where nothing is wrong', () => {
    expect(countCases({ see: latest }, 30)).to.equal(Number.POSITIVE_INFINITY);
  }).timeout(60_000);
});
