import { expect } from 'chai';
import { parseObjects } from './documents.ts';

const deployment = (fields: string) => `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec:\n${fields}`;

describe('the objects of a source', () => {
  it('have what a merge key brings', () => {
    const containers = `  containers:\n  - &first\n    name: first\n    image: example.net/one:1\n  - <<: *first\n    name: second\n`;
    expect(parseObjects(deployment(containers), 'a.yaml')[0]?.spec).to.deep.equal({
      containers: [
        { name: 'first', image: 'example.net/one:1' },
        { name: 'second', image: 'example.net/one:1' },
      ],
    });
  });

  it('have numbers and words as kubectl reads them', () => {
    expect(
      parseObjects(deployment('  mode: 0400\n  mount: off\n  other: 0o17\n  quoted: "0400"\n'), 'a.yaml')[0]?.spec,
    ).to.deep.equal({ mode: 256, mount: false, other: 15, quoted: '0400' });
  });

  it('come from joined files, from JSON one after another, and from typed lists', () => {
    const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });
    const yaml = (name: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}}\n`;
    expect(parseObjects(`${yaml('a')}---\n\ufeff${yaml('b')}`, 'a.yaml')).to.deep.equal([map('a'), map('b')]);
    expect(parseObjects(`${JSON.stringify(map('a'))}\n${JSON.stringify(map('b'))}\n`, 'a.json')).to.deep.equal([
      map('a'),
      map('b'),
    ]);
    const list = 'apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n';
    expect(parseObjects(list, 'a.yaml')).to.deep.equal([map('a')]);
    expect(parseObjects('apiVersion: v1\nkind: SecretList\nitems:\n', 'a.yaml')).to.deep.equal([]);
  });

  it('are refused where they stand', () => {
    expect(() => parseObjects('kind: ConfigMap\n---\na: [', 'a.yaml')).to.throw(/^a\.yaml:3:\d+: /);
    expect(() => parseObjects('\n\nkind: ConfigMap\n', 'a.yaml')).to.throw(
      'a.yaml:3:1: this is no Kubernetes object: it needs apiVersion, kind and metadata.name.',
    );
  });
});
