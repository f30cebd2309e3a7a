import { expect } from 'chai';
import type { Catalogue } from '../../../scenario/catalogue.ts';
import {
  apply,
  custom,
  distribution,
  http,
  patch,
  remove,
  type ScenarioDefinition,
  scenario,
  status,
} from '../../../scenario/define.ts';
import { HarnessError } from '../../../scenario/errors.ts';
import { fakeGateway, fakeRoute } from '../../engine/fake-base.test.ts';
import { fakeCatalogue } from '../../engine/fake-cluster.test.ts';
import { checkCatalogue } from './index.ts';

const row = (name: string) => ({ name, send: {}, expect: { backend: 'v1' } }) as const;
const works = http([row('works')]);

function define(id: string, over: Partial<ScenarioDefinition> = {}): ScenarioDefinition {
  return scenario({
    id,
    title: id,
    requirements: ['r.one'],
    features: ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    backends: { v1: {} },
    resources: (env) => [fakeRoute(env, 'route', 'v1')],
    steps: [works],
    ...over,
  });
}

/** Every defect, or none. */
async function check(definitions: readonly ScenarioDefinition[], over: Partial<Catalogue> = {}): Promise<string> {
  const catalogue = fakeCatalogue(definitions);
  try {
    await checkCatalogue({ ...catalogue, ...over });
    return '';
  } catch (error) {
    if (error instanceof HarnessError) return error.message.replace(/^the catalogue contradicts itself: /, '');
    throw error;
  }
}

describe('checkCatalogue', () => {
  it('takes good ones', async () => {
    expect(await check([define('A'), define('B')])).to.equal('');
  });

  it('tells all defects at once, each with its scenario', async () => {
    expect(
      await check([define('A', { unless: ['X'] }), define('B', { backends: {}, resources: undefined, steps: [] })]),
    ).to.equal('scenario A has the unknown feature X; scenario B has no steps');
  });

  /** What is wrong with a scenario, and how it is told. */
  const DEFECTS: Readonly<Record<string, [Partial<ScenarioDefinition>, string]>> = {
    'an unknown feature that it must not have': [{ unless: ['Nothing'] }, 'has the unknown feature Nothing'],
    'a feature that it both needs and must not have': [
      { unless: ['Gateway'] },
      'needs feature Gateway and must not have it',
    ],
    'an unknown requirement': [{ requirements: ['r.two'] }, 'has the unknown requirement r.two'],
    'an unknown requirement in a row': [
      { steps: [http([{ ...row('x'), requirements: ['r.two'] }])] },
      'has the unknown requirement r.two in a row',
    ],
    'more requirements than a row can cite at once': [
      { requirements: ['r.one', 'r.one', 'r.one', 'r.one'] },
      "is about 4 requirements, and its row 'works' does not say which it shows",
    ],
    'an end before its begin': [{ since: 'v1.7', until: 'v1.6' }, 'holds since v1.7, which is after until v1.6'],
    'the main namespace': [{ namespaces: { main: {} } }, "declares the namespace 'main', which exists"],
    'a namespace that nobody is in': [{ namespaces: { far: {} } }, "does not use its namespace 'far'"],
    'a backend in an unknown namespace': [
      { backends: { v1: { namespace: 'far' } } },
      "puts backend v1 in the unknown namespace 'far'",
    ],
    'the pod of an unknown backend': [
      { backends: { v1: { podOf: 'v2' } } },
      "gives backend v1 the pod of the unknown backend 'v2'",
    ],
    'the name of an unknown backend': [
      { backends: { v1: { namesakeOf: 'v2' } } },
      "gives backend v1 the name of the unknown backend 'v2'",
    ],
    'a namesake beside it': [
      { backends: { v1: {}, v2: { namesakeOf: 'v1' } } },
      "gives backend v2 the name of 'v1', which is in the same namespace",
    ],
    'two ports of a backend with one name': [
      { backends: { v1: { serves: ['http', { serves: 'http', port: 81 }] } } },
      "has two ports named 'http' on backend v1",
    ],
    'a backend that nobody uses': [{ backends: { v1: {}, v2: {} } }, 'does not use its backend v2'],
    'an unknown backend in an object': [
      { resources: (env) => [fakeRoute(env, 'route', 'v9')] },
      "cannot make its objects and steps: scenario A declares no backend 'v9'",
    ],
    'an unknown backend in a row': [
      { steps: [http([{ ...row('x'), expect: { backend: 'v9' } }, row('y')])] },
      "names backend 'v9', which it does not declare (steps[0])",
    ],
    'an unknown namespace': [
      { steps: (env) => [http([{ ...row('x'), send: { path: env.ns('far') } }])] },
      "cannot make its objects and steps: scenario A declares no namespace 'far'",
    ],
    'no rows': [{ steps: [{ ...works, rows: [] as never }] }, 'has no rows (steps[0])'],
    'two rows of one name': [{ steps: [http([row('x'), row('x')])] }, "has two rows named 'x'"],
    'steps that cannot be made': [
      {
        steps: () => {
          throw new Error('no such host');
        },
      },
      'cannot make its objects and steps: no such host',
    ],
    'nothing that it asserts': [
      { backends: {}, resources: undefined, steps: [remove('goes', 'HTTPRoute/route')] },
      'asserts nothing',
    ],
    'a change that nobody looks at': [
      { steps: [works, remove('goes', 'HTTPRoute/route')] },
      'changes something in its last step',
    ],
    'a status that is nothing': [
      { steps: [works, status('HTTPRoute/route', { conditions: {} })] },
      'expects nothing of HTTPRoute/route, and can never fail (steps[1])',
    ],
    'a listener that is nothing': [
      { steps: [works, status('Gateway/shared', { listeners: { http: {} } })] },
      'expects nothing of Gateway/shared',
    ],
    'shares of nothing': [
      { steps: [distribution({ name: 'none', send: {}, weights: { v1: 0 }, tolerance: 1 })] },
      "has no weight above 0 in 'none' (steps[0])",
    ],
    'a share below nothing': [
      { steps: [distribution({ name: 'less', send: {}, weights: { v1: 1 }, rejected: -1, tolerance: 0.1 })] },
      "has a weight below 0 in 'less' (steps[0])",
    ],
    'a patch of nothing': [
      { steps: [patch('none', 'HTTPRoute/route', {}), works] },
      "patches nothing in 'none' (steps[0])",
    ],
    'an object that nobody makes': [
      { steps: [works, status('HTTPRoute/rout', { conditions: { Accepted: 'True' } })] },
      'names HTTPRoute/rout, which nobody has made by then (steps[1])',
    ],
    'an object that is made only later': [
      {
        steps: (env) => [
          status('HTTPRoute/late', { conditions: { Accepted: 'True' } }),
          apply('late', [fakeRoute(env, 'late', 'v1')]),
          works,
        ],
      },
      'names HTTPRoute/late, which nobody has made by then (steps[0])',
    ],
    'an object of an unknown kind': [
      { steps: [works, status('Pigeon/a', { conditions: { Accepted: 'True' } })] },
      'names Pigeon/a: the kind Pigeon is not known',
    ],
    'a port that nobody listens on': [
      {
        resources: (env) => [fakeRoute(env, 'route', 'v1'), fakeGateway(env, 'own')],
        steps: [http([row('x')], { gateway: 'Gateway/own', port: 8080 })],
      },
      'sends to port 8080 of Gateway/own, which has no listener there (steps[0])',
    ],
    'TLS on the shared Gateway': [
      { steps: [http([{ ...row('x'), send: { scheme: 'https' } }])] },
      'sends to port 443 of Gateway/shared, which has no listener there',
    ],
    'a shared Gateway that it does not declare': [
      { steps: [works, status('Gateway/shared-tls', { conditions: { Accepted: 'True' } })] },
      "names Gateway/shared-tls: scenario A declares no shared Gateway 'tls'",
    ],
    'an object twice': [
      { resources: (env) => [fakeRoute(env, 'route', 'v1'), fakeRoute(env, 'route', 'v1')] },
      'makes gateway.networking.k8s.io/HTTPRoute/gwconf-a/route twice',
    ],
    'a literal name': [
      {
        resources: (env) => {
          const route = fakeRoute(env, 'route', 'v1');
          return [{ ...route, metadata: { ...route.metadata, name: 'literal' } }];
        },
      },
      "names HTTPRoute 'literal' literally; take env.name(…)",
    ],
    'a namespace of others': [
      {
        resources: (env) => {
          const route = fakeRoute(env, 'route', 'v1');
          return [{ ...route, metadata: { ...route.metadata, namespace: 'kube-system' } }];
        },
      },
      "puts HTTPRoute route in the namespace 'kube-system', which is not its own",
    ],
    'a certificate for a hostname of others': [
      {
        resources: async (env) => {
          await env.certificate(['example.org']);
          return [fakeRoute(env, 'route', 'v1')];
        },
      },
      'uses the hostname example.org, which is not below env.domain',
    ],
    'a hostname of others': [
      { steps: [http([{ ...row('x'), send: { host: 'example.org' } }])] },
      'uses the hostname example.org, which is not below env.domain',
    ],
    'official rows in a scenario of level spec': [
      { level: 'spec', steps: [http([{ ...row('one'), level: 'official' }])] },
      "is of level 'spec' and has the official row 'one'",
    ],
    'no official row in an official scenario': [
      { steps: [http([{ ...row('one'), level: 'spec' }])] },
      "has no row of level 'official'; give the scenario the level 'spec'",
    ],
    'a long label': [
      { resources: (env) => [fakeRoute(env, 'a-label-that-is-longer-than-names-may-be', 'v1')] },
      'of more than 34 characters',
    ],
    'a backend that is not late and is made': [
      { steps: [works, apply('it', [], ['v1']), works] },
      "makes backend 'v1', which is not declared late (steps[1])",
    ],
  };

  for (const [what, [over, told]] of Object.entries(DEFECTS)) {
    it(`refuses ${what}`, async () => {
      expect(await check([define('A', over)])).to.include(
        `scenario A ${told}`.replace('scenario A of more', 'of more'),
      );
    });
  }

  it('lets code make what it does not know', async () => {
    const step = custom({ name: 'makes it', reason: 'a test', run: async () => {} });
    const asks = status('HTTPRoute/made-by-code', { conditions: { Accepted: 'True' } });
    expect(await check([define('A', { steps: [step, asks] })])).to.equal('');
  });

  it('refuses a time that is not that of its features', async () => {
    const { features } = fakeCatalogue([]);
    const timed = [...features, { ...features[0], name: 'New', since: 'v1.7' } as Catalogue['features'][number]];
    const early = define('A', { features: ['Gateway', 'New'], until: 'v1.6', level: 'spec' });
    expect(await check([early], { features: timed, releases: fakeCatalogue([]).releases })).to.include(
      'scenario A holds until v1.6, and feature New is new in v1.7',
    );
  });

  it('refuses a requirement that no scenario proves, without a reason for it', async () => {
    const { requirements } = fakeCatalogue([]);
    const other = { level: 'MUST', text: 'Other.', source: 'https://example.com/#other', id: 'r.other' } as const;
    expect(await check([define('A')], { requirements: [...requirements, other] })).to.equal(
      'requirement r.other is proven by no scenario',
    );
    const unseen = { ...other, untested: 'it cannot be seen from outside' };
    expect(await check([define('A')], { requirements: [...requirements, unseen] })).to.equal('');
  });

  it('refuses what is listed twice', async () => {
    expect(await check([define('A'), define('A')])).to.include('scenario A is defined twice');
    const { features } = fakeCatalogue([]);
    expect(await check([define('A')], { features: [...features, ...features] })).to.include(
      'feature Gateway is listed twice',
    );
  });

  it('refuses what bears the level, the name or the release of an official test and is another', async () => {
    const has = (definition: ScenarioDefinition, ...tests: { name: string; features: string[] }[]) =>
      check([definition], {
        releases: [
          { version: 'v1.6', profiles: [], tests: [] },
          { version: 'v1.7', profiles: [], tests: tests.map((test) => ({ kind: 'gateway', ...test })) },
        ],
      });
    const test = { name: 'A', features: ['HTTPRoute', 'Gateway'] };
    expect(await has(define('A', { since: 'v1.7' }), test)).to.equal('');
    expect(await has(define('A'), test)).to.include('scenario A holds in v1.6, unlike the official test');
    expect(await has(define('A', { since: 'v1.7' }), { ...test, features: ['Gateway'] })).to.include(
      'has other features than the official test, which needs Gateway',
    );
    expect(await has(define('B'), test)).to.include("is of level 'official' and no test of the official suite");
    expect(await has(define('A', { level: 'spec' }), test)).to.include(
      "has an official test's name and is of level 'spec'",
    );
  });
});
