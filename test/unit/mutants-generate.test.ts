import { expect } from 'chai';
import { transform } from 'esbuild';
import { drawMutants, equivalents, findEquivalent, findFeature } from '../mutants/generate/choose.ts';
import { listMutants } from '../mutants/generate/mutants.ts';
import { operators } from '../mutants/generate/operators/index.ts';
import { readSources } from '../mutants/generate/sources.ts';
import { parseOptions } from '../mutants/options.ts';

const inSource = (text: string) => listMutants({ file: 'embedded/gateway/some.ts', text });
const changes = (text: string, operator: string) =>
  inSource(text)
    .filter((mutant) => mutant.operator === operator)
    .map(({ source }) => source);

describe('defects by machine', () => {
  const all = readSources().flatMap(listMutants);

  it('makes one mistake of the kind at a time', () => {
    expect(changes('f(a && b);', 'dropped-condition')).to.deep.equal(['f((a));', 'f((b));']);
    expect(changes('f((a ?? b) < c);', 'boundary')).to.deep.equal(['f((a ?? b) <= c);', 'f((a ?? b) > c);']);
    expect(changes('if (a) g(); else h();', 'dropped-guard')).to.deep.equal(['h();']);
    expect(changes('list.some(test);', 'any-for-all')).to.deep.equal(['list.every(test);']);
    expect(changes('list.map(f);', 'first-for-all')).to.deep.equal(['list.map(f).slice(0, 1);']);
    expect(changes('f({ a, b: 1 });', 'dropped-field')).to.deep.equal(['f({ b: 1 });', 'f({ a });']);
    expect(changes('f([a, b]);', 'reordered-elements')).to.deep.equal(['f([b, a]);']);
    expect(changes('f(a.b, c);', 'swapped-arguments')).to.deep.equal(['f(c, a.b);']);
    expect(changes('name.toLowerCase();', 'dropped-step')).to.deep.equal(['name;']);
  });

  it('remembers what was read first', async () => {
    const [source = ''] = changes('globalThis.read = (map, key) => map.get(key);', 'stale-read');
    const { code } = await transform(source, { loader: 'ts' });
    new Function(code)();
    const { read } = globalThis as unknown as { read(map: Map<string, number>, key: string): number | undefined };
    expect([read(new Map(), 'a'), read(new Map([['a', 1]]), 'a'), read(new Map([['a', 2]]), 'a')]).to.deep.equal([
      undefined,
      1,
      1,
    ]);
  });

  it('leaves alone what is for people, types, and what habits decide', () => {
    expect(inSource('type A = [1, 2]; import { b } from "c"; log(a && b);')).to.deep.equal([]);
    expect(inSource("const message = a ?? b; const c = { message: a ? 'x' : 'y' };")).to.deep.equal([]);
    expect(inSource('if (habits.late) wait(1);').map(({ operator }) => operator)).to.not.include('negated-condition');
  });

  it('gives every mistake a name of its own, which outlives changes elsewhere', () => {
    expect(new Set(all.map(({ name }) => name)).size).to.equal(all.length);
    const text = 'export function f(a, b) { return a && b; }';
    const names = inSource(text).map(({ name }) => name);
    expect(inSource(`const before = 1;\n${text}`).map(({ name }) => name)).to.include.members(names);
  });

  it('makes programs: each changed source can be read', async () => {
    for (const { name, source } of drawMutants(all, 150, 'parse')) {
      const error = await transform(source, { loader: 'ts' }).catch(String);
      expect(error, name).to.be.an('object');
    }
  });

  it('draws the same by the same seed, and as many of each kind', () => {
    const names = (seed: string) => drawMutants(all, operators.length, seed).map(({ name }) => name);
    expect(names('1')).to.deep.equal(names('1'));
    expect(names('1')).to.not.deep.equal(names('2'));
    const kinds = drawMutants(all, operators.length, '1').map(({ operator }) => operator);
    expect(new Set(kinds).size).to.equal(operators.length);
  });

  it('knows why some make no difference, and each reason fits one', () => {
    for (const entry of equivalents) {
      expect(
        all.some((mutant) => findEquivalent(mutant, [entry]) !== undefined),
        JSON.stringify(entry),
      ).to.equal(true);
    }
  });

  it('tells what only a feature beyond the core needs', () => {
    expect(all.some((mutant) => mutant.file.includes('/kinds/grpc/') && findFeature(mutant) !== 'GRPCRoute')).to.equal(
      false,
    );
    expect(all.filter((mutant) => findFeature(mutant) === undefined)).to.have.length.above(all.length / 2);
  });

  it('are asked for on the command line', () => {
    const subjects = parseOptions(['--generate', '--sample', '5', '--seed', 's', '--core'])?.subjects ?? [];
    expect(subjects.map(({ kind }) => kind)).to.deep.equal(['control', ...Array(5).fill('generated')]);
    expect(subjects.slice(1).every(({ mutant }) => mutant && findEquivalent(mutant) === undefined)).to.equal(true);
  });
}).timeout(60_000);
