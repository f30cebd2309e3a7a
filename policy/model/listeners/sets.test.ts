import { expect } from 'chai';
import { answerHttp } from '../http/answer.ts';
import { createModel } from '../model.ts';
import { compareStatus } from '../status/compare.ts';
import { judgeStatuses } from '../status/judge.ts';
import {
  allKinds,
  controllerName,
  gateway,
  gatewayClass,
  get,
  linesOf,
  listener,
  object,
  route,
  rule,
  service,
} from '../testing.ts';

const allowing = (from: string, listeners: readonly object[] = [listener('http', { hostname: 'own.example' })]) => {
  const edge = gateway('edge', listeners) as { spec: object };
  return { ...edge, spec: { ...edge.spec, allowedListeners: { namespaces: { from } } } };
};
const set = (name: string, listeners: readonly object[], createdAt = '') =>
  object('ListenerSet', name, { parentRef: { name: 'edge', namespace: 'infra' }, listeners }, 'shop', createdAt);
const attach = (name: string, backend: string, parent = name) =>
  route(`r-${name}`, { parentRefs: [{ kind: 'ListenerSet', name: parent }], rules: [rule('/', backend)] });

const target = { namespace: 'infra', name: 'edge', port: 80 };
const modelOf = (...objects: readonly object[]) =>
  createModel([gatewayClass, service('a'), service('b'), ...objects], allKinds);
const ask = (objects: readonly object[], url: string) => linesOf(answerHttp(modelOf(...objects), target, get(url)));
const conditionsOf = (objects: readonly object[], name: string) => {
  const opinion = judgeStatuses(modelOf(...objects)).find((each) => each.name === name);
  return opinion && 'conditions' in opinion ? opinion.conditions.flatMap(({ allowed }) => allowed[0] ?? []) : [];
};

describe('a ListenerSet', () => {
  const plain = set('more', [listener('m', { hostname: 'more.example' })]);

  it('adds its listeners to the Gateway, to which routes attach by its name', () => {
    expect(ask([allowing('All'), plain, attach('more', 'a')], 'http://more.example/')).to.deep.equal([
      'an answer of shop/a:80',
    ]);
    // What is attached to the Gateway is not attached to the set.
    const whole = route('whole', { rules: [rule('/', 'b')] });
    expect(ask([allowing('All'), plain, whole], 'http://more.example/')).to.deep.equal(['status 404']);
  });

  it('is left out where the Gateway does not allow its namespace, which is what allows none unless it says so', () => {
    for (const edge of [
      allowing('Same'),
      allowing('None'),
      gateway('edge', [listener('http', { hostname: 'own.example' })]),
    ]) {
      expect(ask([edge, plain, attach('more', 'a')], 'http://more.example/')).to.deep.equal(['status 404']);
      expect(conditionsOf([edge, plain], 'more')[0]).to.deep.equal({ status: 'False', reasons: ['NotAllowed'] });
    }
  });

  it('loses to the Gateway, and to an older one, where listeners cannot be told apart', () => {
    const same = listener('s', { hostname: 'same.example' });
    const old = set('z-old', [same], '2026-01-01T00:00:00Z');
    const young = set('a-young', [same], '2026-02-01T00:00:00Z');
    const objects = [allowing('All'), young, old, attach('z-old', 'a'), attach('a-young', 'b')];
    expect(ask(objects, 'http://same.example/')).to.deep.equal(['an answer of shop/a:80']);
    expect(conditionsOf(objects, 'a-young')[0]?.status).to.equal('False');
    expect(conditionsOf(objects, 'z-old')[0]?.status).to.equal('True');
    const own = [allowing('All', [same]), old, attach('z-old', 'a')];
    expect(ask(own, 'http://same.example/')).to.deep.equal(['status 404']);
  });

  it('has no winner among its own listeners, as a Gateway has none', () => {
    const same = { hostname: 'same.example' };
    const both = set('more', [listener('m', same), listener('n', same), listener('o', { hostname: 'o.example' })]);
    const objects = [allowing('All'), both, attach('more', 'a')];
    expect(ask(objects, 'http://same.example/')).to.include('status 404').and.not.contain('an answer of shop/a:80');
    expect(ask(objects, 'http://o.example/')).to.deep.equal(['an answer of shop/a:80']);
    const opinion = judgeStatuses(modelOf(...objects)).find(({ name }) => name === 'more');
    const listeners = opinion && 'listeners' in opinion ? opinion.listeners : [];
    const isConflicted = listeners.map(({ conditions }) =>
      conditions.some(({ type, allowed }) => type === 'Conflicted' && allowed.every(({ status }) => status === 'True')),
    );
    expect(isConflicted).to.deep.equal([true, true, false]);
  });

  it('is counted by its Gateway', () => {
    const model = modelOf(allowing('All'), plain);
    const opinion = judgeStatuses(model).find(({ kind }) => kind === 'Gateway');
    const wrong = opinion ? compareStatus(opinion, { status: { attachedListenerSets: 2 } }, controllerName) : [];
    expect(wrong.find(({ path }) => path.endsWith('ListenerSets'))).to.include({ expected: '1', observed: '2' });
  });
});
