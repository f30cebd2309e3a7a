import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { createFakeIo, createFakeWiring } from '../fakes.test.ts';
import { main } from '../main.ts';
import { runOptions } from '../options/run.ts';
import { loadConfig, parseConfig } from './load.ts';

const read = (text: string) => parseConfig(text, 'gwconf.yaml', runOptions);

describe('gwconf.yaml', () => {
  it('says what flags say, lists also as YAML lists', () => {
    const text = `
# what we certify
profiles: [GATEWAY-HTTP]
skip-tests: A, B
run-test: [C, D]
concurrency: 4
timeout-scale: 2
fail-fast: true
keep: on-failure
contact: ["@me"]
set: { faults: weights, replicas: 2 }
`;
    expect(read(text)).to.deep.equal({
      'conformance-profiles': ['GATEWAY-HTTP'],
      'skip-tests': ['A', 'B'],
      'run-test': ['C', 'D'],
      concurrency: 4,
      'timeout-scale': 2,
      'fail-fast': true,
      keep: 'on-failure',
      contact: ['@me'],
      set: { faults: 'weights', replicas: '2' },
    });
  });

  it('may be empty', () => {
    expect(read('')).to.deep.equal({});
    expect(read('# nothing yet\n')).to.deep.equal({});
  });

  const broken: readonly [string, string, string][] = [
    ['YAML that is none', 'seed: a\nset: {a: b\n', 'gwconf.yaml:3:1: not valid YAML: '],
    ['a key given twice', 'seed: a\nmode: b\nseed: c\n', 'gwconf.yaml:3:1: not valid YAML: Map keys must be unique'],
    ['a list at the top', '- a\n', 'gwconf.yaml:1:1: it must hold settings, each as name: value'],
    [
      'an unknown setting',
      'seed: a\nconcurency: 4\n',
      "gwconf.yaml:2:1: there is no setting 'concurency'; did you mean concurrency",
    ],
    ['a setting for the command line only', 'config: a.yaml\n', "gwconf.yaml:1:1: there is no setting 'config'"],
    [
      'a word for a number',
      'mode: a\n\nconcurrency: many\n',
      'gwconf.yaml:3:14: concurrency takes a whole number of at least 1 and at most 1000, not "many"',
    ],
    [
      'a number that is too small',
      'concurrency: 0\n',
      'gwconf.yaml:1:14: concurrency takes a whole number of at least 1 and at most 1000, not 0',
    ],
    ['an unknown choice', 'keep: maybe\n', 'gwconf.yaml:1:7: keep takes one of never, on-failure, always, not "maybe"'],
    [
      'a wrong entry of a list',
      'skip-tests:\n  - A\n  - 3\n',
      'gwconf.yaml:3:5: skip-tests takes a list of texts, not ["A",3]',
    ],
    ['a number for a text', 'seed: 7\n', 'gwconf.yaml:1:7: seed takes a text, not 7; in quotes it is one: "7"'],
    ['a number that is too great', 'timeout-scale: 1e9\n', 'takes a number above 0 and at most 1000, not 1000000000'],
    [
      'a number as it is written',
      'version: 1.10\n',
      'gwconf.yaml:1:10: version takes a text, not 1.10; in quotes it is one: "1.10"',
    ],
    ['a list for a value', 'set: {a: [b]}\n', 'gwconf.yaml:1:10: set takes names with a value each, not {"a":["b"]}'],
    [
      'two names of one setting',
      'skip: A\nskip-tests: B\n',
      'gwconf.yaml: skip-tests and skip are the same; give one of them',
    ],
  ];
  for (const [name, text, message] of broken) {
    it(`refuses ${name}, naming the line`, () => {
      expect(() => read(text)).to.throw(UsageError, message);
    });
  }

  describe('as a file', () => {
    let dir: string;
    beforeEach(() => {
      dir = mkdtempSync(join(tmpdir(), 'gwconf-config-'));
    });
    afterEach(() => rmSync(dir, { recursive: true }));

    it('is found in the working directory, or need not be', () => {
      expect(loadConfig(undefined, dir, runOptions)).to.deep.equal({});
      writeFileSync(join(dir, 'gwconf.yaml'), 'seed: a\n');
      expect(loadConfig(undefined, dir, runOptions)).to.deep.equal({ seed: 'a' });
    });

    it('must be there where it is named', () => {
      expect(() => loadConfig('other.yaml', dir, runOptions)).to.throw(
        UsageError,
        'cannot read other.yaml: there is no',
      );
      expect(() => loadConfig('.', dir, runOptions)).to.throw(UsageError, 'it is a folder');
    });

    it('gives way to flags, parameter by parameter', async () => {
      writeFileSync(
        join(dir, 'gwconf.yaml'),
        'seed: file\nmode: hybrid\nset: {faults: a, variants: b}\nfail-fast: true\n',
      );
      const wiring = createFakeWiring();
      const argv = ['run', '--seed', 'flag', '--set', 'faults=c', '--no-fail-fast'];
      expect(await main(argv, createFakeIo(dir), wiring)).to.equal(0);
      expect(wiring.inputs[0]?.settings).to.include({ seed: 'flag', mode: 'hybrid', failFast: false });
      expect(wiring.inputs[0]?.implementation.parameters).to.deep.equal({ faults: 'c', variants: 'b' });
    });

    it('is told in one sentence where it is broken, before anything is started', async () => {
      writeFileSync(join(dir, 'gwconf.yaml'), 'seed: [\n');
      const wiring = createFakeWiring();
      const io = createFakeIo(dir);
      expect(await main(['run'], io, wiring)).to.equal(2);
      expect(io.err()).to.match(/^gwconf: gwconf\.yaml:\d+:\d+: not valid YAML: [^\n]+\n$/);
      expect(wiring.events).to.deep.equal([]);
    });
  });
});
