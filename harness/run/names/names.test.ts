import { expect } from 'chai';
import { createNames, createRandom, randomSeed } from './index.ts';

const LABEL = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONG = 'HTTPRouteWithAnAlmostEndlessNameThatNobodyWouldEverThinkOfUnlessTheyWantedToBreakSomething';
const LABELS = ['a', 'A b', 'a-b', '1', '', '--', LONG, 'héllo', 'trailing-'];

describe('names', () => {
  const names = createNames('seed', false);

  it('are valid DNS labels, whatever the labels are', () => {
    expect(names.runId).to.match(LABEL);
    expect(names.baseNamespace).to.match(LABEL);
    for (const id of ['HTTPRouteSimpleSameNamespace', LONG]) {
      const scenario = names.scenario(id);
      for (const label of LABELS) {
        for (const name of [names.base(label), scenario.object(label), scenario.namespace(label)]) {
          expect(name).to.match(LABEL);
        }
        expect(scenario.namespace(label)).to.match(LABEL);
        for (const part of scenario.host(label).split('.')) expect(part).to.match(LABEL);
      }
      for (const part of scenario.hostname.split('.')) expect(part).to.match(LABEL);
    }
  });

  it('do not depend on the order of calls or on other scenarios', () => {
    const first = createNames('seed', false).scenario('B');
    const list = [first.object('x'), first.host('y'), first.hostname, first.namespace('main')];
    const other = createNames('seed', false);
    other.scenario('A').object('x');
    const again = other.scenario('B');
    expect([again.namespace('main'), again.hostname, again.host('y'), again.object('x')].reverse()).to.deep.equal(list);
  });

  it('differ by seed, by scenario and by label, even where these read alike', () => {
    const objects = [
      createNames('seed', false).scenario('A').object('a'),
      createNames('Seed', false).scenario('A').object('a'),
      createNames('seed', false).scenario('a').object('a'),
      ...LABELS.slice(1).map((label) => createNames('seed', false).scenario('A').object(label)),
    ];
    expect(new Set(objects).size).to.equal(objects.length);
    const domains = ['1', '2'].flatMap((seed) => ['A', 'a'].map((id) => createNames(seed, false).scenario(id).domain));
    expect(new Set(domains).size).to.equal(4);
    const own = names.scenario('A').namespace;
    expect(own('main-deeper')).to.equal(`${own('main')}-deeper`);
    const namespaces = LABELS.map((label) => names.scenario('A').namespace(label));
    expect(new Set(namespaces).size).to.equal(LABELS.length);
  });

  it('put every hostname one label below the domain', () => {
    const { hostname, host, domain } = names.scenario('HTTPRouteHeaderMatching');
    expect(domain).to.match(/^httproute-header-matching-[a-z0-9]{6}\.example\.com$/);
    for (const name of [hostname, host('other'), host('x')]) {
      expect(name.endsWith(`.${domain}`)).to.equal(true);
      expect(name.split('.').length).to.equal(domain.split('.').length + 1);
    }
    expect(new Set([hostname, host('hostname'), host('other')]).size).to.equal(3);
  });

  it('are plain where the official ones are asked for', () => {
    const official = createNames('seed', true);
    expect(official.baseNamespace).to.equal('gateway-conformance-infra');
    expect(official.scenario('A').object('Header matching')).to.equal('header-matching');
    expect(official.scenario('A').namespace('web-backend')).to.equal('gateway-conformance-web-backend');
    expect(official.scenario('A').hostname).to.equal('www.example.com');
  });
});

describe('random', () => {
  it('repeats for the same seed and scope only', () => {
    const draw = (...scope: string[]) => createRandom('s', ...scope).word(20);
    expect(draw('a')).to.equal(draw('a'));
    expect(new Set([draw('a'), draw('b'), draw('a', 'b'), draw('ab'), draw('a,b')]).size).to.equal(5);
  });

  it('stays within its bounds', () => {
    const random = createRandom('s');
    for (let count = 0; count < 500; count += 1) {
      expect(random.integer(3, 5)).to.be.oneOf([3, 4, 5]);
      expect(random.fraction()).to.be.within(0, 1 - Number.EPSILON / 2);
    }
  });

  it('gives a new seed each time', () => {
    expect(randomSeed()).to.match(/^[a-z][a-z0-9]{9}$/);
    expect(randomSeed()).to.not.equal(randomSeed());
  });
});
