import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parse } from 'yaml';
import { samplePassingResult, sampleRunResult } from '../../result/sample.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { createFakeIo, createFakeWiring, type FakeIo, failingEngine } from '../fakes.test.ts';
import { main } from '../main.ts';
import { toRunRequest } from './request.ts';

describe('gwconf run', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-run-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  it('starts, installs, runs, writes the reports, and cleans up in reverse order', async () => {
    const wiring = createFakeWiring();
    expect(await main(['run'], io, wiring)).to.equal(0);
    expect(wiring.events).to.deep.equal(['start', 'install', 'run', 'uninstall', 'close', 'stop']);
    expect(readdirSync(join(dir, 'gwconf-report')).sort()).to.deep.equal([
      'junit.xml',
      'report.html',
      'report.run.json',
      'report.yaml',
      'result.json',
      'summary.md',
    ]);
    expect(parse(readFileSync(join(dir, 'gwconf-report/report.yaml'), 'utf8')).kind).to.equal('ConformanceReport');
    expect(io.out()).to.match(
      /\nreports: gwconf-report\/report.yaml, gwconf-report\/report.run.json, gwconf-report\/junit.xml, gwconf-report\/result.json, .*summary.md\n$/,
    );
    expect(io.err()).to.equal('');
  });

  it('hands every setting to the engine', async () => {
    const wiring = createFakeWiring();
    const argv = [
      ['run', '--profiles', 'GATEWAY-HTTP', '--supported-features', 'Gateway,HTTPRoute', '--exempt-features='],
      ['--skip-tests', 'HTTPRouteWeight', '--only', 'HTTPRouteHeaderMatching', '--grep', 'one'],
      [
        '--mode',
        'hybrid',
        '--level',
        'official',
        '--strict',
        '--concurrency',
        '3',
        '--gateway-budget',
        '2',
        '--seed',
        's',
        '--timeout-scale',
        '0.5',
        '--patience',
        '2',
      ],
      ['--official-names', '--fail-fast', '--no-rerun', '--set', 'faults=weights', '--organization', 'o', '--contact'],
      ['@a,@b', '--mocha-reporter', 'dot', '--cleanup-base-resources=true'],
    ].flat();
    expect(await main(argv, io, wiring)).to.equal(0);
    const [input] = wiring.inputs;
    expect(input?.settings).to.deep.equal({
      selection: {
        profiles: ['GATEWAY-HTTP'],
        supportedFeatures: ['Gateway', 'HTTPRoute'],
        exemptFeatures: [],
        allFeatures: false,
        skip: ['HTTPRouteWeight'],
        only: ['HTTPRouteHeaderMatching'],
        grep: 'one',
      },
      seed: 's',
      mode: 'hybrid',
      level: 'official',
      strict: true,
      concurrency: 3,
      gatewayBudget: 2,
      timeoutScale: 0.5,
      patience: 2,
      officialNames: true,
      failFast: true,
      keep: 'never',
      wait: true,
      rerunFailures: false,
      mochaReporter: 'dot',
    });
    expect(input?.implementation).to.include({ organization: 'o', project: 'reference' });
    expect(input?.implementation.contact).to.deep.equal(['@a', '@b']);
    expect(input?.implementation.parameters).to.deep.equal({ faults: 'weights' });
    expect(input?.command).to.deep.equal(['gwconf', ...argv]);
    expect(input?.phases.map(({ name }) => name)).to.deep.equal(['cluster', 'install']);
  });

  it('says with --dry-run what would run and why not the rest, and starts nothing', async () => {
    const wiring = createFakeWiring();
    expect(await main(['run', '--dry-run', '--seed', 's', '--skip', 'HTTPRouteWeight'], io, wiring)).to.equal(0);
    expect(io.out()).to.match(/would run 1 of 2 scenarios, seed s:\n {2}HTTPRouteHeaderMatching {2}A route selects/);
    expect(io.out()).to.match(/would not run:\n {2}1 {2}named by --skip\n$/);
    expect(wiring.events).to.deep.equal([]);
    expect(readdirSync(dir)).to.deep.equal([]);
  });

  it('lets the more Gateways live at the same time the less they cost', async () => {
    const budgetOf = (provider: string) => toRunRequest({ provider }, dir, createFakeWiring()).settings.gatewayBudget;
    expect(['embedded', 'envtest', 'kind', 'existing'].map(budgetOf)).to.deep.equal([32, 32, 14, 14]);
  });

  it('waits for the end of namespaces where something is removed after them, or where it is told to', () => {
    const waits = (values: Record<string, string | boolean>): boolean =>
      toRunRequest(values, dir, createFakeWiring()).settings.wait;
    const existing = { provider: 'existing' };
    expect(waits({})).to.equal(true);
    expect(waits({ ...existing, implementation: 'traefik' })).to.equal(true);
    expect(waits({ ...existing, 'install-crds': true })).to.equal(true);
    expect(waits(existing)).to.equal(false);
    expect(waits({ ...existing, wait: true })).to.equal(true);
    expect(waits({ wait: false })).to.equal(false);
  });

  it('takes another class than the profile installs, with its controller', async () => {
    const wiring = createFakeWiring();
    expect(await main(['run', '--gateway-class', 'mine'], io, wiring)).to.equal(0);
    expect(wiring.inputs[0]?.implementation).to.include({ gatewayClass: 'mine', controllerName: 'example.com/other' });
  });

  it('ends with 1 where the implementation is not conformant', async () => {
    const wiring = createFakeWiring({ runConformance: async () => sampleRunResult() });
    expect(await main(['run'], io, wiring)).to.equal(1);
  });

  it('ends with 3 and cleans up where the engine fails', async () => {
    const wiring = createFakeWiring({ runConformance: failingEngine });
    expect(await main(['run'], io, wiring)).to.equal(3);
    expect(io.err()).to.match(/^gwconf: the API server went away$/m);
    expect(wiring.events).to.deep.equal(['start', 'install', 'logs', 'uninstall', 'close', 'stop']);
  });

  it('leaves a cluster in which the installation failed where --keep asks for it', async () => {
    const events: string[] = [];
    const wiring = createFakeWiring({
      createInstallation: async () => ({
        install: () => Promise.reject(new HarnessError('Deployment gateway was not Available')),
        uninstall: async () => void events.push('uninstall'),
        readProcessLog: () => undefined,
        findFailure: () => undefined,
        onFailure: () => undefined,
      }),
    });
    const { createProvider } = wiring;
    wiring.createProvider = async (name, options) => {
      const provider = await createProvider(name, options);
      const start = async (signal: AbortSignal) => ({
        ...(await provider.start(signal)),
        leave: async () => void events.push('leave'),
      });
      return { name, start };
    };
    expect(await main(['run', '--keep=on-failure'], io, wiring)).to.equal(3);
    expect(events).to.deep.equal(['leave']);
    expect(wiring.events).to.deep.equal(['start', 'logs', 'close']);
    expect(io.err()).to.contain('kept: the cluster and what the run made\nexport KUBECONFIG=');
  });

  it('saves the logs of the cluster after an error that is not the implementation’s, before it is stopped', async () => {
    const errors = [{ phase: 'base', message: 'no pod got ready' }];
    const wiring = createFakeWiring({ runConformance: async () => samplePassingResult({ exitCode: 3, errors }) });
    expect(await main(['run'], io, wiring)).to.equal(3);
    expect(wiring.events).to.deep.equal(['start', 'install', 'logs', 'uninstall', 'close', 'stop']);
    expect(io.err()).to.contain('note: logs of the cluster are in gwconf-report/cluster-logs');
  });

  it('cleans up an installation that failed half way', async () => {
    const events: string[] = [];
    const wiring = createFakeWiring({
      createInstallation: async () => ({
        install: async () => {
          throw new HarnessError('Deployment gateway was not Available');
        },
        uninstall: async () => void events.push('uninstall'),
        readProcessLog: () => undefined,
        findFailure: () => undefined,
        onFailure: () => undefined,
      }),
    });
    expect(await main(['run'], io, wiring)).to.equal(3);
    expect([...events, ...wiring.events]).to.deep.equal(['uninstall', 'start', 'logs', 'close', 'stop']);
  });

  it('goes on cleaning up where a part fails, and tells of it', async () => {
    const wiring = createFakeWiring({
      createInstallation: async () => ({
        install: async () => ({ controllerName: 'c', supportedFeatures: [] }),
        uninstall: async () => {
          throw new HarnessError('not removed whole');
        },
        readProcessLog: () => undefined,
        findFailure: () => undefined,
        onFailure: () => undefined,
      }),
    });
    expect(await main(['run'], io, wiring)).to.equal(0);
    expect(io.err()).to.equal('gwconf: the implementation could not be cleaned up: not removed whole\n');
    expect(wiring.events.at(-1)).to.equal('stop');
  });

  it('ends with 3 where a port is taken, naming it', async () => {
    const error = Object.assign(new Error('listen EADDRINUSE: address already in use 127.0.0.1:6443'), {
      code: 'EADDRINUSE',
      syscall: 'listen',
    });
    const start = async () => {
      throw error;
    };
    const wiring = createFakeWiring({ createProvider: async (name) => ({ name, start }) });
    expect(await main(['run'], io, wiring)).to.equal(3);
    expect(io.err()).to.equal('gwconf: listen EADDRINUSE: address already in use 127.0.0.1:6443\n');
  });

  it('ends with 3 where a report cannot be written, after writing the others', async () => {
    const result = samplePassingResult({ gatewayApi: { version: 'none', channel: 'standard', source: 'a test' } });
    const wiring = createFakeWiring({ runConformance: async () => result });
    expect(await main(['run'], io, wiring)).to.equal(3);
    expect(io.err()).to.match(/^gwconf: the conformance report failed: [^\n]+\n$/);
    expect(readdirSync(join(dir, 'gwconf-report')).sort()).to.deep.equal([
      'junit.xml',
      'report.html',
      'result.json',
      'summary.md',
    ]);
  });

  it('writes the result alone to stdout with --json', async () => {
    expect(await main(['run', '--json'], io, createFakeWiring())).to.equal(0);
    expect(JSON.parse(io.out()).seed).to.equal('fresh');
    expect(io.err()).to.contain('Conformant: reference');
  });

  it('refuses to write into the folder of another run, before anything is started', async () => {
    const other = createFakeWiring();
    const wiring = createFakeWiring({
      runConformance: async () => {
        expect(await main(['run'], io, other)).to.equal(2);
        return samplePassingResult();
      },
    });
    expect(await main(['run'], io, wiring)).to.equal(0);
    expect(io.err()).to.contain('another run writes into');
    expect(other.events).to.deep.equal([]);
    expect(readdirSync(join(dir, 'gwconf-report'))).not.to.include('.gwconf-run.json');
  });

  it('mentions the settings that come from a file', async () => {
    writeFileSync(join(dir, 'gwconf.yaml'), 'concurrency: 3\nseed: abc\n');
    expect(await main(['run', '--seed', 'x'], io, createFakeWiring())).to.equal(0);
    expect(io.out()).to.contain('note: settings of gwconf.yaml: concurrency\n');
  });

  it('takes a profile without installing it', async () => {
    const usual = createFakeWiring();
    const places: (boolean | undefined)[] = [];
    const wiring = createFakeWiring({
      loadImplementation(name, set, place) {
        places.push(place.installed);
        return usual.loadImplementation(name, set, place);
      },
    });
    expect(await main(['run', '--no-install'], io, wiring)).to.equal(0);
    expect(await main(['run'], io, wiring)).to.equal(0);
    expect(places).to.deep.equal([true, false]);
  });

  it('puts the conformance report where --report-output says', async () => {
    expect(await main(['run', '--report-output', 'mine/r.yaml'], io, createFakeWiring())).to.equal(0);
    expect(existsSync(join(dir, 'mine/r.yaml'))).to.equal(true);
    expect(existsSync(join(dir, 'gwconf-report/report.yaml'))).to.equal(false);
  });

  describe('kubeconfig', () => {
    it('is written for its owner only, and gone afterwards', async () => {
      const path = join(dir, 'kubeconfig');
      let mode = 0;
      const wiring = createFakeWiring({
        runConformance: async () => {
          mode = statSync(path).mode & 0o777;
          return samplePassingResult();
        },
      });
      expect(await main(['run', '--kubeconfig-out', 'kubeconfig'], io, wiring)).to.equal(0);
      expect(mode).to.equal(0o600);
      expect(existsSync(path)).to.equal(false);
    });

    it('never replaces one that is not ours', async () => {
      writeFileSync(join(dir, 'config'), 'mine');
      expect(await main(['run', '--kubeconfig-out', 'config'], io, createFakeWiring())).to.equal(2);
      expect(io.err()).to.contain('config exists already and was not written by gwconf');
      expect(readFileSync(join(dir, 'config'), 'utf8')).to.equal('mine');
    });
  });
});
