import { expect } from 'chai';
import { schemaOfKind } from '../../../apimachinery/models/schema.ts';
import { patchShapeOfSchema } from './shape.ts';
import { strategicMergePatch } from './strategic.ts';

const POD = patchShapeOfSchema(schemaOfKind('v1', 'Pod'));
const DEPLOYMENT = patchShapeOfSchema(schemaOfKind('apps/v1', 'Deployment'));
const SERVICE = patchShapeOfSchema(schemaOfKind('v1', 'Service'));

const names = (object: object) =>
  ((object as { spec: { containers: { name: string }[] } }).spec.containers ?? []).map(({ name }) => name).join(' ');
const pod = (...containers: string[]) => ({ spec: { containers: containers.map((name) => ({ name, image: 'i' })) } });

describe('embedded API server: strategic merge', () => {
  const orders: [string, object, string][] = [
    ['a new item after those that it is not compared with', { containers: [{ name: 'z' }] }, 'z a b c'],
    ['named items in the order of the patch', { containers: [{ name: 'c' }, { name: 'a' }] }, 'b c a'],
    [
      'all by the order that is told',
      { '$setElementOrder/containers': [{ name: 'c' }, { name: 'b' }, { name: 'a' }] },
      'c b a',
    ],
    [
      'an item of another writer where it was',
      {
        '$setElementOrder/containers': [{ name: 'a' }, { name: 'n' }, { name: 'c' }],
        containers: [{ name: 'n', image: 'n' }],
      },
      'a n b c',
    ],
    ['what is left of a deletion', { containers: [{ $patch: 'delete', name: 'b' }] }, 'a c'],
    ['what replaces the list', { containers: [{ $patch: 'replace' }, { name: 'x', image: 'i' }] }, 'x'],
  ];
  for (const [what, spec, expected] of orders) {
    it(`keeps ${what}`, () => {
      expect(names(strategicMergePatch(pod('a', 'b', 'c'), { spec }, POD))).to.equal(expected);
    });
  }

  it('merges by the key of the kind: ports of a Service by port, of a container by containerPort', () => {
    const service = {
      spec: {
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
      },
    };
    const change = { spec: { ports: [{ port: 53, name: 'dns' }] } };
    expect(strategicMergePatch(service, change, SERVICE)).to.deep.equal({
      spec: {
        ports: [
          { port: 80, protocol: 'TCP' },
          { port: 53, protocol: 'UDP', name: 'dns' },
        ],
      },
    });
    const live = { spec: { containers: [{ name: 'a', ports: [{ containerPort: 1 }, { containerPort: 2 }] }] } };
    const gone = { spec: { containers: [{ name: 'a', ports: [{ containerPort: 1, $patch: 'delete' }] }] } };
    expect(strategicMergePatch(live, gone, POD)).to.deep.equal({
      spec: { containers: [{ name: 'a', ports: [{ containerPort: 2 }] }] },
    });
  });

  it('replaces lists that do not merge, and maps under $patch: replace', () => {
    const live = { spec: { tolerations: [{ key: 'a' }], nodeSelector: { a: '1' }, securityContext: { runAsUser: 1 } } };
    const patch = {
      spec: {
        tolerations: [{ key: 'b' }],
        nodeSelector: { b: '2' },
        securityContext: { $patch: 'replace', runAsGroup: 2 },
      },
    };
    expect(strategicMergePatch(live, patch, POD)).to.deep.equal({
      spec: { tolerations: [{ key: 'b' }], nodeSelector: { a: '1', b: '2' }, securityContext: { runAsGroup: 2 } },
    });
    const emptied = strategicMergePatch(live, { spec: { securityContext: { $patch: 'delete' } } }, POD);
    expect(emptied).to.have.nested.property('spec.securityContext').that.deep.equals({});
  });

  it('drops with $retainKeys what the patch does not name', () => {
    const live = { spec: { strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } };
    const patch = { spec: { strategy: { $retainKeys: ['type'], type: 'Recreate' } } };
    expect(strategicMergePatch(live, patch, DEPLOYMENT)).to.deep.equal({ spec: { strategy: { type: 'Recreate' } } });
  });

  it('merges scalars by value, and deletes them by name', () => {
    const live = { metadata: { finalizers: ['a/a', 'b/b'] } };
    const added = strategicMergePatch(live, { metadata: { finalizers: ['c/c', 'a/a'] } }, POD);
    expect(added).to.deep.equal({ metadata: { finalizers: ['c/c', 'a/a', 'b/b'] } });
    const gone = { metadata: { '$deleteFromPrimitiveList/finalizers': ['a/a'] } };
    expect(strategicMergePatch(live, gone, POD)).to.deep.equal({ metadata: { finalizers: ['b/b'] } });
  });

  it('adds what is new without nulls and directives', () => {
    const patch = { spec: { affinity: { nodeAffinity: null, podAffinity: { $patch: 'delete' } }, hostname: null } };
    expect(strategicMergePatch({}, patch, POD)).to.deep.equal({ spec: { affinity: {} } });
  });

  const refusals: [string, object, number, string][] = [
    [
      'an item without its key',
      { spec: { containers: [{ image: 'z' }] } },
      500,
      'map: map[image:z] does not contain declared merge key: name',
    ],
    ['an unknown directive', { spec: { $patch: 'bogus' } }, 500, 'unknown patch type: bogus in map: map[$patch:bogus]'],
    ['fields beside $retainKeys', { spec: { $retainKeys: ['a'], b: 1 } }, 400, 'invalid patch format of retainKeys'],
    [
      'items against the order',
      {
        spec: {
          '$setElementOrder/containers': [{ name: 'b' }, { name: 'a' }],
          containers: [{ name: 'a' }, { name: 'b' }],
        },
      },
      500,
      'The order in patch list',
    ],
  ];
  for (const [what, patch, code, message] of refusals) {
    it(`refuses ${what}`, () => {
      expect(() => strategicMergePatch(pod('a'), patch as Record<string, unknown>, POD))
        .to.throw(message)
        .that.has.property('code', code);
    });
  }
});
