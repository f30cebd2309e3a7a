import { expect } from 'chai';
import { nearest } from '../../common/nearest.ts';
import { http, type ScenarioDefinition, scenario, type Version } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { fakeCatalogue } from '../engine/fake-cluster.test.ts';
import type { RunSelection } from '../engine/types.ts';
import { planRun } from './index.ts';

const row = (name: string) => ({ name, send: {}, expect: { backend: 'v1' } }) as const;

function define(id: string, over: Partial<ScenarioDefinition> = {}): ScenarioDefinition {
  return scenario({
    id,
    title: id,
    requirements: ['r.one'],
    features: ['Gateway', 'HTTPRoute'],
    since: 'v1.0',
    steps: [http([row('works')])],
    ...over,
  });
}

const all: RunSelection = {
  profiles: [],
  supportedFeatures: [],
  exemptFeatures: [],
  allFeatures: false,
  skip: [],
  only: [],
};

function plan(
  definitions: readonly ScenarioDefinition[],
  selection: Partial<RunSelection> = {},
  supportedFeatures = ['Gateway', 'HTTPRoute'],
  gatewayApiVersion = 'v1.6.3',
): Record<string, string> {
  const { scenarios } = planRun({
    catalogue: fakeCatalogue(definitions),
    settings: { selection: { ...all, ...selection } },
    supportedFeatures,
    gatewayApiVersion,
  });
  return Object.fromEntries(
    scenarios.map((entry) => [entry.definition.id, entry.run ? 'run' : `${entry.outcome}: ${entry.reason}`]),
  );
}

describe('planRun', () => {
  it('runs what is supported and asked for', () => {
    expect(plan([define('A')])).to.deep.equal({ A: 'run' });
  });

  it('gives every scenario that does not run its reason', () => {
    const extra = define('Extra', { features: ['Gateway', 'Extra'] });
    expect(plan([extra])).to.deep.equal({ Extra: 'unsupported: feature Extra is not claimed' });
    expect(plan([extra], { exemptFeatures: ['Extra'] })).to.deep.equal({ Extra: 'skipped: feature Extra is exempt' });
    expect(plan([define('A'), define('B')], { skip: ['A'] })).to.deep.equal({
      A: 'skipped: named by --skip',
      B: 'run',
    });
    expect(plan([define('A'), define('B')], { only: ['B'] })).to.deep.equal({
      A: 'skipped: not named by --only',
      B: 'run',
    });
    expect(plan([define('A', { unless: ['Extra'] })], {}, ['Gateway', 'HTTPRoute', 'Extra'])).to.deep.equal({
      A: 'unsupported: holds only where feature Extra is not claimed',
    });
  });

  it('compares versions by release line', () => {
    const versions = (since: Version, until?: Version) => plan([define('A', { since, ...(until ? { until } : {}) })]).A;
    expect(versions('v1.6')).to.equal('run');
    expect(versions('v1.10')).to.equal('unsupported: needs Gateway API v1.10 or newer; the cluster has v1.6.3');
    expect(versions('v1.0', 'v1.6')).to.equal('run');
    expect(versions('v1.0', 'v1.5')).to.equal('unsupported: holds up to Gateway API v1.5; the cluster has v1.6.3');
  });

  it('leaves out what belongs to no profile that was asked for, unless it is named', () => {
    const catalogue = [
      define('Core'),
      define('In', { features: ['Gateway', 'Extra'] }),
      define('Out', { features: ['GatewayOther'] }),
    ];
    const features = ['Gateway', 'HTTPRoute', 'Extra', 'GatewayOther'];
    const profiles = ['GATEWAY-HTTP'];
    const outcome = 'skipped: belongs to no profile that was asked for (GATEWAY-HTTP)';
    expect(plan(catalogue, { profiles }, features)).to.deep.equal({ Core: 'run', In: 'run', Out: outcome });
    expect(plan(catalogue, { profiles, only: ['Out'] }, features).Out).to.equal('run');
  });

  it('refuses a profile of which no core scenario exists here', () => {
    expect(() => plan([define('E', { features: ['Extra'] })], { profiles: ['GATEWAY-HTTP'] })).to.throw(
      UsageError,
      '--profiles: gwconf has no scenario of GATEWAY-HTTP yet',
    );
  });

  it('takes what an official test needs from the release of the cluster', () => {
    const written = [define('A')];
    const needs = (features: string[]) => [{ name: 'A', kind: 'gateway' as const, features }];
    const catalogue = {
      ...fakeCatalogue(written),
      releases: [
        { version: 'v1.6' as const, profiles: [], tests: needs(['Extra']) },
        { version: 'v1.7' as const, profiles: [], tests: needs(['Gateway']) },
      ],
    };
    const runsOn = (gatewayApiVersion: string): boolean | undefined =>
      planRun({ catalogue, settings: { selection: all }, supportedFeatures: ['Gateway'], gatewayApiVersion })
        .scenarios[0]?.run;
    expect([runsOn('v1.6.3'), runsOn('v1.7.0'), runsOn('v1.8.0')]).to.deep.equal([false, true, true]);
  });

  it('does not support what needs something that a cluster may have or not', () => {
    for (const need of ['experimentalChannel', 'standardChannel', 'safeUpgrades', 'trustBundles'] as const) {
      const [planned] = planRun({
        catalogue: fakeCatalogue([define('A', { needs: [need] })]),
        settings: { selection: all },
        supportedFeatures: ['Gateway', 'HTTPRoute'],
        gatewayApiVersion: 'v1.7.0',
        lacks: { [need]: 'there is none' },
      }).scenarios;
      expect(planned).to.deep.include({ run: false, outcome: 'unsupported', reason: 'there is none' });
    }
  });

  it('leaves out what needs something that the run lacks, by name, too', () => {
    const given = { catalogue: fakeCatalogue([define('A', { needs: ['staticAddresses'] }), define('B')]) };
    const planned = (only: readonly string[], lacks: { staticAddresses?: string }) =>
      planRun({
        ...given,
        settings: { selection: { ...all, only } },
        supportedFeatures: ['Gateway', 'HTTPRoute'],
        gatewayApiVersion: 'v1.6.3',
        lacks,
      }).scenarios.map((entry) => (entry.run ? 'run' : entry.reason));
    expect(planned([], { staticAddresses: 'no address' })).to.deep.equal(['no address', 'run']);
    expect(planned(['A'], { staticAddresses: 'no address' })[0]).to.equal('no address');
    expect(planned([], {})).to.deep.equal(['run', 'run']);
  });

  it('leaves out what is sent from inside a mesh, where no pod can', () => {
    const { scenarios } = planRun({
      catalogue: fakeCatalogue([define('A', { features: ['Mesh', 'HTTPRoute'] }), define('B')]),
      settings: { selection: all },
      supportedFeatures: ['Gateway', 'HTTPRoute', 'Mesh'],
      gatewayApiVersion: 'v1.6.3',
      lacks: { agent: 'no agent' },
    });
    expect(scenarios.map((entry) => (entry.run ? 'run' : entry.reason))).to.deep.equal(['no agent', 'run']);
  });

  it('matches --grep against scenario and row', () => {
    const catalogue = [define('A', { steps: [http([row('one'), row('two')])] }), define('B')];
    expect(plan(catalogue, { grep: '^A two$' })).to.deep.equal({
      A: 'run',
      B: 'skipped: no row matches --grep ^A two$',
    });
    expect(() => plan(catalogue, { grep: '(' })).to.throw(UsageError, "--grep: '(' is not a regular expression");
  });

  it('matches --grep within --only, and tells what nobody asked for', () => {
    const { scenarios } = planRun({
      catalogue: fakeCatalogue([define('A'), define('B'), define('C')]),
      settings: { selection: { ...all, only: ['A', 'B'], grep: 'A works' } },
      supportedFeatures: ['Gateway', 'HTTPRoute'],
      gatewayApiVersion: 'v1.7.0',
    });
    expect(scenarios.map((entry) => entry.run || entry.unasked)).to.deep.equal([true, true, true]);
    expect(scenarios.map(({ run }) => run)).to.deep.equal([true, false, false]);
  });

  it('refuses unknown names with the nearest known ones', () => {
    expect(() => plan([define('HTTPRouteWeight')], { only: ['HTTPRouteWieght'] })).to.throw(
      UsageError,
      "--only: there is no scenario 'HTTPRouteWieght'; did you mean HTTPRouteWeight?",
    );
    expect(() => plan([define('A')], { profiles: ['GATEWAY_HTTP'] })).to.throw('did you mean GATEWAY-HTTP?');
    expect(() => plan([define('A')], { exemptFeatures: ['Q'] })).to.throw(UsageError, '--exempt-features');
  });
});

describe('nearest', () => {
  it('gives up to three, nearest first, and none that are far', () => {
    expect(nearest('HTTPRouteWeigth', ['HTTPRouteWeight', 'HTTPRouteWeights', 'Gateway'])).to.deep.equal([
      'HTTPRouteWeight',
      'HTTPRouteWeights',
    ]);
    expect(nearest('weight', ['HTTPRouteWeight', 'Gateway'])).to.deep.equal(['HTTPRouteWeight']);
    expect(nearest('foo', ['set', 'json', 'for'])).to.deep.equal(['for']);
    expect(
      nearest('HTPRoute', ['HTTPRoute', 'TCPRoute', 'UDPRoute', 'GRPCRoute', 'Route']),
      'beside a good one',
    ).to.deep.equal(['HTTPRoute', 'TCPRoute', 'UDPRoute']);
    expect(nearest('zzzzzz', ['HTTPRouteWeight'])).to.deep.equal([]);
  });
});
