import { expect } from 'chai';
import { createModel } from '../model.ts';
import { controllerName, everyFeature, gateway, gatewayClass, listener, route, rule, service } from '../testing.ts';
import { compareStatus } from './compare.ts';
import { judgeStatuses } from './judge.ts';
import type { ConditionOpinion, StatusOpinion } from './opinion.ts';

function judge(objects: readonly object[], kind: string): readonly StatusOpinion[] {
  const model = createModel([gatewayClass, service('a'), ...objects], everyFeature);
  return judgeStatuses(model).filter((opinion) => opinion.kind === kind);
}

function tell(conditions: readonly ConditionOpinion[] | undefined): readonly string[] {
  return (conditions ?? [])
    .filter(({ type }) => type !== 'PartiallyInvalid' && type !== 'Conflicted')
    .map(
      ({ type, allowed }) =>
        `${type}=${allowed.map(({ status, reasons }) => `${status}:${reasons?.join('|') ?? '*'}`)}`,
    );
}

function parents(objects: readonly object[]): readonly (readonly string[])[] {
  return judge(objects, 'HTTPRoute').flatMap((opinion) =>
    'parents' in opinion ? opinion.parents.map(({ conditions }) => tell(conditions)) : [],
  );
}

const edge = gateway('edge', [listener('http')]);
const good = ['Accepted=True:Accepted', 'ResolvedRefs=True:ResolvedRefs'];

describe('the status of a route', () => {
  const refused = (reason: string) => [`Accepted=False:${reason}`, 'ResolvedRefs=True:ResolvedRefs'];
  const spec = { rules: [rule('/', 'a')] };

  it('is accepted where a listener takes it', () => {
    expect(parents([edge, route('r', spec)])).to.deep.equal([good]);
  });

  it('tells why no listener takes it', () => {
    const section = { ...spec, parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'no' }] };
    expect(parents([edge, route('r', section)])).to.deep.equal([refused('NoMatchingParent')]);
    const same = gateway('edge', [listener('http', { allowedRoutes: {} })]);
    expect(parents([same, route('r', spec)])).to.deep.equal([refused('NotAllowedByListeners')]);
    const named = gateway('edge', [listener('http', { hostname: '*.example.com' })]);
    expect(parents([named, route('r', { ...spec, hostnames: ['example.com'] })])).to.deep.equal([
      refused('NoMatchingListenerHostname'),
    ]);
  });

  it('says nothing of a Gateway of somebody else', () => {
    const [opinion] = judge([route('r', spec)], 'HTTPRoute');
    expect(opinion && 'parents' in opinion && opinion.parents[0]?.optional).to.equal(true);
  });

  it('tells what does not resolve', () => {
    const refs = (ref: object) => parents([edge, route('r', { rules: [{ backendRefs: [ref] }] })])[0]?.[1];
    expect(refs({ name: 'no', port: 80 })).to.equal('ResolvedRefs=False:BackendNotFound');
    expect(refs({ name: 'a', kind: 'Thing' })).to.equal('ResolvedRefs=False:InvalidKind');
    expect(refs({ name: 'no', namespace: 'x', port: 80 })).to.equal('ResolvedRefs=False:RefNotPermitted');
  });
});

describe('the status of a Gateway', () => {
  const listeners = (objects: readonly object[]) =>
    judge(objects, 'Gateway').flatMap((opinion) => ('listeners' in opinion ? opinion.listeners : []));

  it('counts the routes that are accepted, each once', () => {
    const twice = route('r', { rules: [rule('/', 'a')] });
    const other = route('s', { parentRefs: [{ name: 'edge', namespace: 'infra', sectionName: 'no' }] });
    expect(listeners([edge, twice, other])[0]?.attachedRoutes).to.deep.equal({ least: 1, most: 1, routes: ['shop/r'] });
  });

  it('leaves open whether a route counts that only another listener takes', () => {
    const two = gateway('edge', [listener('x', { hostname: 'x.example' }), listener('y', { hostname: 'y.example' })]);
    const counts = listeners([two, route('r', { hostnames: ['x.example'] })]).map(
      ({ attachedRoutes }) => attachedRoutes,
    );
    expect(counts.map((count) => [count?.least, count?.most])).to.deep.equal([
      [1, 1],
      [0, 1],
    ]);
  });

  it('tells the listed kinds that are supported', () => {
    const kinds = [{ kind: 'HTTPRoute' }, { kind: 'NoRoute' }];
    const [view] = listeners([gateway('edge', [listener('http', { allowedRoutes: { kinds } })])]);
    expect(view?.kinds).to.deep.equal({ must: ['HTTPRoute'], may: [] });
    expect(tell(view?.conditions)).to.include('ResolvedRefs=False:InvalidRouteKinds');
  });

  it('is not programmed where the certificate is missing, nor where the protocol is unknown', () => {
    const tls = { certificateRefs: [{ name: 'cert' }] };
    const [https, odd] = listeners([
      gateway('edge', [
        listener('https', { port: 443, protocol: 'HTTPS', tls }),
        listener('odd', { port: 99, protocol: 'x.example/odd' }),
      ]),
    ]);
    expect(tell(https?.conditions)).to.include.members([
      'ResolvedRefs=False:InvalidCertificateRef',
      'Programmed=False:*,Unknown:*',
    ]);
    expect(tell(odd?.conditions)).to.include('Accepted=False:UnsupportedProtocol');
  });

  it('is compared with what the API server gives', () => {
    const [opinion] = judge([edge], 'Gateway');
    const condition = (type: string, status: string, reason = type, observedGeneration = 2) => ({
      type,
      status,
      reason,
      observedGeneration,
    });
    const all = ['Accepted', 'Programmed'].map((type) => condition(type, 'True'));
    const entry = (fields: object) => ({
      name: 'http',
      attachedRoutes: 0,
      supportedKinds: [{ kind: 'HTTPRoute' }],
      conditions: [...all, condition('ResolvedRefs', 'True')],
      ...fields,
    });
    const compare = (conditions: readonly object[], fields: object) =>
      opinion
        ? compareStatus(
            opinion,
            { metadata: { generation: 2 }, status: { conditions, listeners: [entry(fields)] } },
            controllerName,
          ).map(({ path, expected, observed }) => `${path}: ${expected}, not ${observed}`)
        : ['no opinion'];
    expect(compare(all, {})).to.deep.equal([]);
    expect(
      compare([condition('Accepted', 'True', 'Accepted', 1)], { attachedRoutes: 1, supportedKinds: [] }),
    ).to.deep.equal([
      'status.conditions[Accepted].observedGeneration: 2, not 1',
      'status.conditions[Programmed]: True (Programmed), not absent',
      'status.listeners[http].attachedRoutes: 0 (no route), not 1',
      'status.listeners[http].supportedKinds: HTTPRoute, not none',
    ]);
  });
});
