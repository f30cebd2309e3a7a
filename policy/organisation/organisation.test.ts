import { expect } from 'chai';
import { renderJson } from '../output/json.ts';
import { renderSarif } from '../output/sarif.ts';
import { validate } from '../validate/index.ts';
import { makeRules, PolicyError, readCases, readPolicy, tryCases } from './index.ts';

const rulesOf = (rules: string, variables = '') =>
  makeRules(readPolicy('x.yaml', `policy: x\n${variables}rules:\n${rules}`));

const owned = rulesOf(`
  - id: owner-label
    title: A route has no owner
    for: route
    check: "'owner' in route.labels"
    messageExpression: "route.kind + ' ' + route.name + ' has no label owner'"
    field: metadata
`);

const manifest = (kind: string, meta: string, spec: string) =>
  `apiVersion: ${kind === 'Namespace' || kind === 'Service' ? 'v1' : 'gateway.networking.k8s.io/v1'}\nkind: ${kind}\nmetadata: {${meta}}\nspec: ${spec}\n---\n`;

const gateway = manifest(
  'Gateway',
  'name: edge, namespace: infra',
  '{gatewayClassName: a, listeners: [{name: h, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}]}',
);
const route = manifest(
  'HTTPRoute',
  'name: r, namespace: shop',
  '{parentRefs: [{name: edge, namespace: infra}], hostnames: [a.example], rules: [{backendRefs: [{name: cart, port: 80}]}]}',
);

const judge = (text: string, rules: ReturnType<typeof rulesOf>, closed = false) =>
  validate([{ name: 'a.yaml', text }], { rules, closed, only: new Set(['policy']) });

describe("rules of an organisation's own", () => {
  it('are found, placed and suppressed as others are', () => {
    const { findings } = judge(route, owned);
    expect(findings).to.have.length(1);
    expect(findings[0]).to.include({
      ...{ rule: 'owner-label', level: 'error', stage: 'policy', object: 'HTTPRoute shop/r' },
      ...{ message: 'HTTPRoute r has no label owner', line: 3, column: 1, field: 'metadata' },
    });
    expect(judge(`# gwconf:ignore owner-label: an old one\n${route}`, owned)).to.have.nested.property(
      'suppressed[0].reason',
      'an old one',
    );
    const unused = judge(`# gwconf:ignore owner-label: none\n${gateway}`, owned);
    expect(unused.findings.map(({ rule }) => rule)).to.deep.equal(['suppression-unused']);
  });

  it('are in the output as others are', () => {
    const validation = judge(route, owned);
    const rendered = { validation, textOf: () => route, notes: [], version: '0.0.0' };
    expect(JSON.parse(renderSarif(rendered, owned)).runs[0].tool.driver.rules[0]).to.include({ id: 'owner-label' });
    expect(JSON.parse(renderJson(rendered)).findings[0]).to.include({ stage: 'policy' });
  });

  it('see objects in their relations', () => {
    const ask = (subject: string, check: string, text: string) =>
      judge(text, rulesOf(`  - {id: r, title: t, for: ${subject}, check: ${JSON.stringify(check)}}`)).findings.length;
    const world = gateway + route + manifest('Service', 'name: cart, namespace: shop', '{type: ExternalName}');
    for (const [subject, check] of [
      ['gateway', "gateway.routes.exists(r, r.name == 'r' && r.backends[0].name == 'cart')"],
      ['gateway', "gateway.className == 'a' && gateway.listeners[0].routes[0].listeners[0].name == 'h'"],
      ['listener', "listener.from == 'All' && listener.owner.name == gateway.name && listener.tls == null"],
      ['route', "route.parents[0].name == 'edge' && route.listeners.size() == 1 && route.hostnames == ['a.example']"],
      ['backend', "backend.object.spec.type == 'ExternalName' && route.name == 'r' && backend.weight == 1"],
      ['object', "object.kind in ['Gateway', 'HTTPRoute', 'Service']"],
    ] as const) {
      expect(ask(subject, check, world), check).to.equal(0);
      expect(ask(subject, `!(${check})`, world), `not ${check}`).to.be.at.least(1);
    }
  });

  it('only warn where they rest on a namespace that no file tells of', () => {
    const rules = rulesOf(
      '  - {id: r, title: t, for: route, check: "\'team\' in namespaceObject.metadata.labels", message: no team}',
    );
    expect(judge(route, rules).findings[0]).to.include({
      level: 'warning',
      message: 'no team (no file tells of its namespace)',
    });
    expect(judge(route, rules, true).findings[0]).to.include({ level: 'error', message: 'no team' });
    expect(judge(`${manifest('Namespace', 'name: shop', '{}')}${route}`, rules).findings[0]).to.include({
      level: 'error',
    });
    expect(judge(manifest('Namespace', 'name: shop, labels: {team: a}', '{}') + route, rules).findings).to.deep.equal(
      [],
    );
  });

  it('tell of what cannot be judged, and are stopped where they run away', () => {
    const many = `'${'a,'.repeat(9999)}'.split(',')`;
    for (const [check, told] of [
      ['object.spec.nothing.size() > 0', 'no such key: nothing'],
      [`${many}.all(a, ${many}.all(b, a + b != 'x'))`, 'actual cost limit exceeded'],
      ['route.listeners == [route]', undefined],
      ['route == route.listeners[0].routes[0]', 'goes too deep'],
    ] as const) {
      const { findings } = judge(
        gateway + route,
        rulesOf(`  - {id: r, title: t, for: route, check: ${JSON.stringify(check)}}`),
      );
      expect(findings[0]?.message, check).to.contain(told ?? 't');
    }
  });

  it('are refused with file, field and what was expected', () => {
    const read = (text: string) => () => makeRules(readPolicy('x.yaml', text));
    const one = (rule: string) => read(`policy: x\nrules:\n  - {id: r, title: t, ${rule}}`);
    for (const [attempt, message] of [
      [read('policy: x'), "x.yaml: the file must have required property 'rules'"],
      [read('policy: X\nrules: []'), 'x.yaml: policy must match pattern'],
      [read('a: [1'), 'x.yaml: not valid YAML: '],
      [one('for: pod, check: "true"'), `x.yaml: rules[0].for must be one of object, gateway, listener`],
      [one('for: route, chek: "true"'), "x.yaml: rules[0] must have required property 'check'"],
      [one('for: route, check: "true", x: 1'), 'x.yaml: rules[0] has no field x'],
      [one('for: route, check: routes.size()'), "x.yaml: rule r: check: CEL 1:1: undeclared reference to 'routes'"],
      [one('for: gateway, check: route.name'), "undeclared reference to 'route'"],
      [one('for: route, check: "1 + 1"'), 'x.yaml: rule r: check must give bool, and gives int'],
      [one('for: route, check: "true", messageExpression: "1"'), 'messageExpression must give string, and gives int'],
      [one('for: route, check: variables.x'), "undefined field 'x'"],
      [read(`policy: x\nabout: ${'x'.repeat(1_000_001)}`), 'expected at most 1000000'],
    ] as const) {
      expect(attempt).to.throw(PolicyError, message);
    }
  });

  it('are tried by cases, which tell what is judged otherwise and what nothing tries', () => {
    const outcomes = tryCases(
      owned,
      readCases(
        'x.cases.yaml',
        `cases:
  - {rule: owner-label, name: wrong, accepted: [{apiVersion: gateway.networking.k8s.io/v1, kind: HTTPRoute, metadata: {name: a}}]}
  - {rule: other, name: gone, accepted: [{apiVersion: v1, kind: Service}]}
`,
      ),
      (object) => object,
    );
    expect(outcomes).to.deep.equal([
      {
        ...{ rule: 'owner-label', name: 'wrong' },
        faults: ['HTTPRoute default/a must be accepted, and is refused: HTTPRoute a has no label owner'],
      },
      { rule: 'other', name: 'gone', faults: ['there is no rule other in the file'] },
      { rule: 'owner-label', name: 'has cases', faults: ['no case has an object that is refused'] },
    ]);
  });
});
