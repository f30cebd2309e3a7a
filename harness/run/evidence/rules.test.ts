import { expect } from 'chai';
import { describeAnswer, readLabels } from '../../protocols/common/backends.ts';
import { tellRules } from './rules.ts';

const route = (name: string, hostname: string, services: readonly (string | [string, string])[]) => ({
  kind: 'HTTPRoute',
  metadata: { name, namespace: 'ns' },
  spec: {
    parentRefs: [{ name: 'gw' }],
    hostnames: [hostname],
    rules: services.map((service) => ({
      backendRefs: [typeof service === 'string' ? { name: service } : { name: service[0], namespace: service[1] }],
    })),
  },
});
const exchange = { line: 'GET http://a.org/', sent: { headers: [['Host', 'a.org'] as [string, string]] } };
const differs = (expected: string, observed: string) => [{ path: 'backend', expected, observed }];
const wrong = differs('an answer by backend v1', 'an answer by backend v2 (pod echo-2 in namespace base)');
const find = (label: string) => ({ name: `${label}-x`, namespace: 'ns' });
const tell = (mismatches: Parameters<typeof tellRules>[0], ...objects: unknown[]) =>
  tellRules(mismatches, { objects, exchanges: [exchange as never] }, find);

describe('the rules behind a wrong answer', () => {
  it('are those that lead to the right backend, and to the one that answered', () => {
    expect(tell(wrong, route('r', 'a.org', ['v2-x', 'v1-x', 'v2-x']))).to.equal(
      '; v1 is behind rule 2 of HTTPRoute r; v2 is behind rule 1 of HTTPRoute r, rule 3 of HTTPRoute r',
    );
  });

  it('are those of routes that the request may have taken, and of that namespace', () => {
    const objects = [route('other', 'b.org', ['v2-x']), route('far', 'a.org', [['v2-x', 'far']])];
    expect(tell(wrong, ...objects)).to.equal('');
    expect(tell(wrong, route('near', 'a.org', [['v2-x', 'ns']]))).to.equal('; v2 is behind rule 1 of HTTPRoute near');
  });

  it('are told with what they ask for', () => {
    const matches = [
      {
        method: 'GET',
        path: { type: 'Exact', value: '/a' },
        headers: [{ name: 'x', value: 'y' }],
        queryParams: [{ name: 'q', value: '1' }],
      },
      { path: { value: '/b' } },
      { headers: [{ name: 'x', value: 'z'.repeat(200) }] },
    ];
    const rules = [
      { matches, backendRefs: [{ name: 'v1-x' }] },
      { matches: [{ method: { service: 'a.B' } }, {}], backendRefs: [{ name: 'v2-x' }] },
    ];
    const object = { ...route('r', 'a.org', []), spec: { parentRefs: [], hostnames: ['a.org'], rules } };
    expect(tell(wrong, object)).to.equal(
      '; v1 is behind rule 1 of HTTPRoute r (GET, Exact /a, header x: y, query q=1 or PathPrefix /b or 1 more)' +
        '; v2 is behind rule 2 of HTTPRoute r (a.B/*)',
    );
    const long = [{ matches: [matches[2]], backendRefs: [{ name: 'v1-x' }] }];
    expect(tell(wrong, { ...object, spec: { parentRefs: [], rules: long } })).to.match(/\(header x: z{110}…\)$/);
  });

  it('are counted where they are many', () => {
    const many = route('r', 'a.org', ['v2-x', 'v2-x', 'v2-x', 'v2-x', 'v2-x']);
    expect(tell(wrong, many)).to.match(/rule 3 of HTTPRoute r and 2 more$/);
  });

  it('are not told where no backend is wrong, none is known, or nothing was sent', () => {
    const objects = [route('r', 'a.org', ['v1-x'])];
    expect(tell([{ path: 'response.status', expected: '200', observed: '404' }], ...objects)).to.equal('');
    expect(tellRules(wrong, { objects, exchanges: [exchange as never] }, () => undefined)).to.equal('');
    expect(tellRules(wrong, { objects, exchanges: [] }, find)).to.equal('');
    const strange = [
      null,
      { kind: 'HTTPRoute', metadata: { name: 'r' }, spec: { rules: [null, { backendRefs: 'x' }] } },
    ];
    expect(tell(wrong, ...strange)).to.equal('');
  });

  it('reads the labels out of what an answer is called', () => {
    for (const labels of [['v1'], ['a', 'b'], ['a', 'b', 'strange-dns']] as const) {
      expect(readLabels(describeAnswer({ oneOf: [...labels] } as never))).to.deep.equal(labels);
    }
    expect(readLabels('an answer by backend v2 (pod p in namespace n)')).to.deep.equal(['v2']);
    expect(readLabels('an answer by pod p in namespace n, which is no backend of the scenario')).to.deep.equal([]);
    expect(readLabels('an answer that is no backend\'s, with the body ""')).to.deep.equal([]);
  });
});
