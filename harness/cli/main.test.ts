import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import { commands } from './commands/index.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from './fakes.test.ts';
import { main } from './main.ts';

describe('command line', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-cli-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const call = (...argv: string[]): Promise<number> => main(argv, io, createFakeWiring());

  describe('bad input is told in one sentence, with exit code 2 and nothing left behind', () => {
    const cases: readonly [string, string[], string][] = [
      ['unknown command', ['rnu'], "there is no command 'rnu'; did you mean gwconf run?"],
      ['unknown member of a group', ['cluster', 'upp'], 'did you mean gwconf cluster up?'],
      ['unknown flag', ['run', '--gateway-clas', 'x'], 'there is no flag --gateway-clas; did you mean --gateway-class'],
      ['unknown flag without a command', ['--colour'], "there is no command '--colour'"],
      [
        'flag with one dash',
        ['run', '-gateway-class=x'],
        '-gateway-class: flags take two dashes; did you mean --gateway',
      ],
      ['flag without its value', ['run', '--seed'], '--seed needs a value'],
      ['flag given twice', ['run', '--seed', 'a', '--seed', 'b'], '--seed is given more than once'],
      [
        'unknown profile',
        ['run', '--profiles', 'GATEWAY-HTP'],
        "there is no profile 'GATEWAY-HTP'; did you mean GATEWAY-HTTP?",
      ],
      ['unknown feature', ['run', '--supported-features', 'Gatway'], 'did you mean Gateway'],
      ['unknown exempt feature', ['run', '--exempt-features', 'HTTPRout'], 'did you mean HTTPRoute'],
      ['unknown scenario to run', ['run', '--run-test', 'HTTPRouteHeader'], 'did you mean HTTPRouteHeaderMatching'],
      ['unknown scenario to skip', ['run', '--skip', 'HTTPRouteWait'], 'did you mean HTTPRouteWeight'],
      ['unknown scenario to explain', ['explain', 'HTTPRouteWeigth'], 'did you mean HTTPRouteWeight'],
      ['no scenario to explain', ['explain'], 'gwconf explain needs SCENARIO'],
      ['class of no name', ['run', '--gateway-class', 'Bad Name'], '--gateway-class takes the name of an object'],
      ['result that is not there', ['diff', 'a.json', 'b.json'], 'a.json: there is no such file'],
      ['baseline that is not there', ['run', '--baseline', 'none.json'], 'none.json: there is no such file'],
      [
        'a base without manifests',
        ['explain', 'HTTPRouteWeight', '--with-base'],
        '--with-base is of manifests: gwconf',
      ],
      ['unknown list', ['list', 'routes'], 'gwconf list takes one of scenarios, features, profiles, requirements'],
      ['argument too many', ['run', 'HTTPRouteWeight'], "gwconf run does not take the argument 'HTTPRouteWeight'"],
      ['unknown provider', ['run', '--provider', 'kindd'], 'There is no provider "kindd"'],
      ['unknown implementation', ['run', '--implementation', 'envy'], 'There is no implementation "envy"'],
      [
        'concurrency 0',
        ['run', '--concurrency', '0'],
        "--concurrency takes a whole number of at least 1 and at most 1000, not '0'",
      ],
      ['concurrency abc', ['run', '--concurrency', 'abc'], "and at most 1000, not 'abc'"],
      ['concurrency 1.5', ['run', '--concurrency', '1.5'], "at most 1000, not '1.5'"],
      ['concurrency beyond any', ['run', '--concurrency', '1e9'], "of at least 1 and at most 1000, not '1e9'"],
      ['a time below zero', ['explore', '--budget', '-5s'], '--budget is "-5s", expected a duration as 90s'],
      [
        'negative time-out scale',
        ['run', '--timeout-scale=-1'],
        "--timeout-scale takes a number above 0 and at most 1000, not '-1'",
      ],
      ['unknown way to keep', ['run', '--keep=maybe'], '--keep takes one of never, on-failure, always'],
      ['flag that is neither true nor false', ['run', '--fail-fast=perhaps'], '--fail-fast takes true or false'],
      ['parameter without a value', ['run', '--set', 'faults'], "--set takes name=value, not 'faults'"],
      ['expression that is none', ['run', '--grep', '('], "'(' is not a regular expression"],
      ['expression that matches nothing', ['run', '--grep', 'versoin: one'], 'did you mean version: one?'],
      ['time-out scale beyond any', ['run', '--timeout-scale', '1e300'], "at most 1000, not '1e300'"],
      ['port beyond any', ['cluster', 'up', '--port', '65536'], "of at least 1 and at most 65535, not '65536'"],
      [
        'scenario that is asked for and skipped',
        ['run', '--only', 'HTTPRouteWeight', '--skip', 'HTTPRouteWeight'],
        '--only and --skip both name HTTPRouteWeight; take it out of one of them',
      ],
      [
        'feature that is claimed and declined',
        ['run', '--supported-features', 'Gateway', '--exempt-features', 'Gateway'],
        '--supported-features and --exempt-features both name Gateway',
      ],
      [
        'kept and not kept',
        ['run', '--keep=always', '--cleanup-base-resources=true'],
        '--keep=always and --cleanup-base-resources=true contradict one another',
      ],
      ['config that is not there', ['run', '--config', 'no.yaml'], 'cannot read no.yaml: there is no such file'],
      ['report path that is a folder', ['run', '--report-output', '.'], 'it is a folder'],
      ['report path that is a device', ['run', '--report-output', '/dev/null'], 'it is not a regular file'],
      ['output folder where none can be', ['run', '--output-dir', '/proc/x'], 'no folder can be made there'],
      ['two reports in one file', ['run', '--report-output', 'gwconf-report/junit.xml'], 'is to hold two files'],
      ['output folder below a file', ['run', '--output-dir', '/dev/null/x'], 'a part of its path is a file'],
      ['class that nobody accepts', ['run', '--gateway-class', 'nobody'], 'GatewayClass nobody was not accepted'],
      ['two writers of stdout', ['run', '--json', '--mocha-reporter', 'spec'], 'cannot both have stdout'],
      ['nothing to test', ['run', '--implementation', 'none'], '--gateway-class is needed'],
      ['unknown shell', ['completion', 'fish'], 'gwconf completion takes one of bash, zsh'],
    ];
    for (const [name, argv, message] of cases) {
      it(name, async () => {
        expect(await call(...argv)).to.equal(2);
        expect(io.err()).to.contain(message);
        expect(io.err()).to.match(/^gwconf: [^\n]+\n$/);
        expect(readdirSync(dir)).to.deep.equal([]);
      });
    }
  });

  it('prints the stack with --debug only', async () => {
    expect(await call('run', '--seed', '--debug')).to.equal(2);
    expect(io.err()).to.match(/gwconf: --seed needs a value\nUsageError: .*\n +at /);
  });

  it('calls what it did not foresee unexpected, with exit code 3', async () => {
    const wiring = createFakeWiring({
      loadCatalogue: async () => {
        throw new TypeError('x is not\na function');
      },
    });
    expect(await main(['list'], io, wiring)).to.equal(3);
    expect(io.err()).to.equal(
      'gwconf: unexpected error: x is not a function (run it again with --debug for the stack)\n',
    );
  });

  it('prints its own version, while run --version is the implementation’s', async () => {
    const wiring = createFakeWiring();
    expect(await main(['--version'], io, wiring)).to.equal(0);
    expect(await main(['version'], io, wiring)).to.equal(0);
    expect(io.out()).to.match(/^(\d+\.\d+\.\d+\n)\1$/);
    expect(await main(['run', '--version', 'v9.9.9'], io, wiring)).to.equal(0);
    expect(wiring.inputs[0]?.implementation.version).to.equal('v9.9.9');
  });

  describe('help', () => {
    it('lists every command, with or without --help', async () => {
      expect(await call()).to.equal(0);
      for (const { path } of commands) expect(io.out()).to.contain(`gwconf ${path[0]}`);
      const bare = io.out();
      expect(await call('--help')).to.equal(0);
      expect(io.out()).to.equal(bare + bare);
    });

    it('answers to the word help too', async () => {
      expect(await call('help', 'explain')).to.equal(0);
      expect(io.out()).to.contain('gwconf explain [scenario]');
    });

    it('of a group lists its members', async () => {
      expect(await call('cluster')).to.equal(0);
      expect(io.out()).to.contain('gwconf cluster up');
    });

    for (const { path, examples, options } of commands) {
      it(`of ${path.join(' ')} shows examples and every flag`, async () => {
        expect(await call(...path, '--help')).to.equal(0);
        const text = io.out().replaceAll(/\s+/g, ' ');
        expect(examples).to.not.be.empty;
        expect(text)
          .to.contain(`gwconf ${path.join(' ')}`)
          .and.contain('Examples:');
        for (const { name } of options) expect(text).to.contain(`--${name}`);
        expect(io.out()).to.not.match(/\[(string|boolean|default)|\n\n\n/);
      });
    }
  });

  describe('list', () => {
    it('shows scenarios as a table', async () => {
      expect(await call('list')).to.equal(0);
      expect(io.out()).to.match(/^SCENARIO +TITLE\nHTTPRouteHeaderMatching {2}A route selects/);
    });

    it('shows what requirements must hold for, and what stands for it', async () => {
      expect(await call('list', 'requirements', '--coverage')).to.equal(0);
      expect(io.out()).to.contain('0 of 0 changes have a row');
      expect(await call('list', 'features', '--coverage')).to.equal(2);
      expect(io.err()).to.contain('--coverage is of requirements, not of features');
    });

    for (const what of ['scenarios', 'features', 'profiles', 'requirements']) {
      it(`gives ${what} as JSON`, async () => {
        expect(await call('list', what, '--json')).to.equal(0);
        expect(JSON.parse(io.out())).to.be.an('array').that.is.not.empty;
      });
    }
  });

  describe('explain', () => {
    it('shows requirements with level, text and source, features, rows and manifests', async () => {
      expect(await call('explain', 'HTTPRouteHeaderMatching')).to.equal(0);
      const text = io.out();
      expect(text).to.contain(
        'httproute.match.headers.exact (MUST)\n    Header values are compared exactly.\n    https://',
      );
      expect(text).to.contain('needs Gateway, HTTPRoute');
      expect(text).to.match(/version: one +GET \/; version: one +200 from v1, which saw version: one, no secret\n/);
      expect(text).to.match(/other header +GET \/; color: purple +404 or 410\n/);
      expect(text).to.contain('kind: HTTPRoute');
    });

    it('gives manifests alone that are YAML documents, namespaces first', async () => {
      expect(await call('explain', 'HTTPRouteHeaderMatching', '--manifests')).to.equal(0);
      const objects = parseAllDocuments(io.out()).map((document) => document.toJS());
      expect(objects.map(({ kind }) => kind)).to.deep.equal(['Namespace', 'Namespace', 'HTTPRoute']);
      expect(objects[1].metadata.labels).to.deep.equal({ team: 'blue' });
      expect(objects[2].metadata.namespace).to.equal(objects[0].metadata.name);
    });
  });

  describe('completion', () => {
    it('gives scripts that the shells can parse', async () => {
      expect(await call('completion', 'bash')).to.equal(0);
      execFileSync('bash', ['-n'], { input: io.out() });
      expect(io.out()).to.contain('complete -o default -F _gwconf gwconf');
      expect(await main(['completion'], createFakeIo(dir, { SHELL: '/usr/bin/zsh' }), createFakeWiring())).to.equal(0);
    });

    const cases: readonly [string, string[], string[]][] = [
      [
        'commands',
        ['r'],
        [
          'run',
          'verify-flakes',
          'measure',
          'list',
          'explain',
          'explore',
          'validate',
          'rules',
          'roles',
          'policy',
          'routes',
          'simulate',
          'migrate',
          'cluster',
          'doctor',
          'cleanup',
          'images',
          'crds',
          'implementation',
          'report',
          'job',
          'collect',
          'compare',
          'diff',
          'history',
          'completion',
          'version',
        ],
      ],
      ['members of a group', ['cluster', ''], ['up', 'list', 'down']],
      ['providers', ['run', '--provider', ''], ['embedded', 'envtest', 'existing', 'kind']],
      ['implementations', ['run', '--implementation', ''], ['reference']],
      ['profiles to show', ['implementation', 'show', ''], ['reference']],
      ['CRDs', ['run', '--crds', ''], ['auto']],
      ['formats', ['report', 'render', '.', '--format', ''], ['html', 'markdown', 'junit', 'json', 'conformance']],
      ['scenarios of explain', ['explain', 'HTTP'], ['HTTPRouteHeaderMatching', 'HTTPRouteWeight']],
      ['values of a flag', ['run', '--only', ''], ['HTTPRouteHeaderMatching', 'HTTPRouteWeight']],
      ['values after =, as bash splits it', ['run', '--profiles', '=', 'GAT'], ['GATEWAY-HTTP']],
      ['the last of a list', ['run', '--skip', 'A,HTTP'], ['A,HTTPRouteHeaderMatching', 'A,HTTPRouteWeight']],
      ['choices', ['run', '--keep', ''], ['never', 'on-failure', 'always']],
      ['files by the shell', ['run', '--output-dir', ''], []],
    ];
    for (const [name, words, expected] of cases) {
      it(`offers ${name}`, async () => {
        expect(await call('--get-completions', ...words)).to.equal(0);
        expect(io.out().split('\n').slice(0, -1)).to.deep.equal(expected);
      });
    }

    it('offers flags', async () => {
      expect(await call('--get-completions', 'run', '--f')).to.equal(0);
      expect(io.out()).to.contain('--fail-fast\n').and.contain('--help\n');
    });
  });
});
