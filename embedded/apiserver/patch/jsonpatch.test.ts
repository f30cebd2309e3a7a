import { expect } from 'chai';
import { jsonPatch } from './jsonpatch.ts';

const document = () => ({
  list: ['a', 'b'],
  map: { k: 'v', constructor: 'c', 'x/y~z': 1 },
  deep: { a: { b: [{ c: 1 }] } },
});

describe('JSON patch', () => {
  /** What a real server made of each, on a like object; undefined: it refused the patch. */
  const cases: [string, object, unknown][] = [
    ['adds a field', { op: 'add', path: '/map/n', value: 1 }, { n: 1 }],
    ['adds null where no value is given', { op: 'add', path: '/map/n' }, { n: null }],
    ['replaces a field that is not there', { op: 'replace', path: '/map/n', value: 1 }, { n: 1 }],
    ['removes a field', { op: 'remove', path: '/map/k' }, { k: undefined }],
    ['reads escapes', { op: 'replace', path: '/map/x~1y~0z', value: 2 }, { 'x/y~z': 2 }],
    ['moves a field', { op: 'move', from: '/map/k', path: '/map/l' }, { k: undefined, l: 'v' }],
    ['copies a field', { op: 'copy', from: '/map/k', path: '/map/l' }, { l: 'v' }],
    ['copies what is missing as null', { op: 'copy', from: '/map/none', path: '/map/l' }, { l: null }],
    ['tests a value', { op: 'test', path: '/map/k', value: 'v' }, {}],
    ['tests that a field is missing', { op: 'test', path: '/map/none', value: null }, {}],
    [
      'takes names that JavaScript has too as data',
      { op: 'replace', path: '/map/constructor', value: 'd' },
      { constructor: 'd' },
    ],
  ];
  for (const [what, operation, change] of cases) {
    it(what, () => {
      const { map } = document();
      const expected = Object.fromEntries(
        Object.entries({ ...map, ...(change as object) }).filter(([, value]) => value !== undefined),
      );
      expect(jsonPatch(document(), [operation])).to.have.deep.property('map', expected);
    });
  }

  const lists: [string, string, string[] | undefined][] = [
    ['add', '/list/0', ['n', 'a', 'b']],
    ['add', '/list/2', ['a', 'b', 'n']],
    ['add', '/list/-', ['a', 'b', 'n']],
    ['add', '/list/-1', ['a', 'b', 'n']],
    ['add', '/list/01', ['a', 'n', 'b']],
    ['add', '/list/3', undefined],
    ['add', '/list/-4', undefined],
    ['add', '/list/x', undefined],
    ['add', '/list/length', undefined],
    ['replace', '/list/1', ['a', 'n']],
    ['replace', '/list/5', undefined],
    ['replace', '/list/-', undefined],
    ['remove', '/list/-1', ['a']],
    ['remove', '/list/-', undefined],
    ['remove', '/list/2', undefined],
  ];
  for (const [op, path, expected] of lists) {
    it(`${expected ? 'follows' : 'refuses'} ${op} ${path}`, () => {
      const patch = () => jsonPatch(document(), [{ op, path, value: 'n' }]);
      if (expected) expect(patch()).to.have.deep.property('list', expected);
      else expect(patch).to.throw('the server rejected our request');
    });
  }

  const misfits: object[] = [
    { op: 'remove', path: '/map/none' },
    { op: 'test', path: '/map/k', value: 'w' },
    { op: 'test', path: '/map/none/none', value: null },
    { op: 'add', path: '/map/none/n', value: 1 },
    { op: 'add', path: '/map/k/n', value: 1 },
    { op: 'add', path: '', value: {} },
    { op: 'remove', path: '' },
    { op: 'move', from: '/deep', path: '/deep/a' },
    { op: 'move', from: '/map/none', path: '/map/n' },
    { op: 'move', path: '/map/n' },
    { op: 'foo', path: '/map/k' },
    { op: 'toString', path: '/map/k' },
    { path: '/map/k' },
    { op: 'remove' },
    { op: 'add', path: 5, value: 1 },
  ];
  for (const operation of misfits) {
    it(`refuses ${JSON.stringify(operation)}`, () => {
      expect(() => jsonPatch(document(), [operation])).to.throw('the server rejected our request');
    });
  }

  it('replaces or tests the whole', () => {
    expect(jsonPatch(document(), [{ op: 'replace', path: '', value: { a: 1 } }])).to.deep.equal({ a: 1 });
    expect(jsonPatch(document(), [{ op: 'test', path: '', value: document() }])).to.deep.equal(document());
  });

  it('leaves alone what it is given, and applies all or nothing', () => {
    const given = document();
    const value = { shared: [1] };
    const patched = jsonPatch(given, [
      { op: 'add', path: '/value', value },
      { op: 'add', path: '/value/shared/-', value: 2 },
    ]);
    expect(patched).to.have.deep.property('value', { shared: [1, 2] });
    expect([given, value]).to.deep.equal([document(), { shared: [1] }]);
  });

  it('reaches nothing but the document', () => {
    const paths = [
      '/__proto__/bad',
      '/map/constructor/prototype/bad',
      '/map/toString/bad',
      '/map/hasOwnProperty/call',
      '/list/push/bad',
    ];
    for (const path of paths) {
      for (const op of ['add', 'replace', 'remove']) {
        expect(() => jsonPatch({ ...document(), map: {} }, [{ op, path, value: 'bad' }]), `${op} ${path}`).to.throw();
      }
    }
    const copied = { op: 'copy', from: '/map/toString', path: '/map/copy' };
    expect(jsonPatch(document(), [copied])).to.have.nested.property('map.copy', null);
    const patched = jsonPatch(document(), [{ op: 'add', path: '/map/__proto__', value: { bad: true } }]) as {
      map: object;
    };
    expect(Object.hasOwn(patched.map, '__proto__')).to.equal(true);
    expect(Object.getPrototypeOf(patched.map)).to.equal(Object.prototype);
    expect(({} as { bad?: unknown }).bad).to.equal(undefined);
  });

  it('refuses copies of copies before they fill the memory, or the stack', () => {
    const big = { a: 'x'.repeat(1000) };
    const copies = Array.from({ length: 40 }, (_, index) => ({ op: 'copy', from: '/big', path: `/big/c${index}` }));
    expect(() => jsonPatch({ big }, copies)).to.throw('exceeding the limit 3145728');
    const nested = Array.from({ length: 12 }, () => ({ op: 'copy', from: '/a', path: '/a/b/b' }));
    let chain: object = {};
    for (let level = 0; level < 300; level++) chain = { b: chain };
    expect(() => jsonPatch({ a: chain }, [{ op: 'copy', from: '/a', path: `/a${'/b'.repeat(300)}/c` }])).to.throw(
      'nested too deeply',
    );
    expect(() => jsonPatch({ a: { b: {} } }, nested)).not.to.throw();
    const many = Array(10_001).fill({ op: 'test', path: '/a', value: 1 });
    expect(() => jsonPatch({ a: 1 }, many)).to.throw('allowed maximum operations in a JSON patch is 10000, got 10001');
  });
});
