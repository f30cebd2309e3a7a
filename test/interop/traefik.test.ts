import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { execa } from 'execa';
import type { RunResult } from '../../harness/result/types.ts';
import { type Ending, runProgram } from '../run-program.ts';
import { startCluster } from './cluster.ts';
import { findLack } from './go-test.ts';
import { buildOfficialSuite } from './official/build.ts';
import { coreFeatures, coreTests } from './official/core.ts';
import { runOfficialSuite } from './official/run.ts';
import { findTraefik, traefikVersion } from './traefik/find.ts';

const limitMs = 900_000;

/** Rows that fail, by scenario; docs/parity.md has the reason of each. */
const expected: Readonly<Record<string, readonly string[]>> = {
  GatewayPreserveForeignConditions: ['the foreign conditions are still there'],
  HTTPRouteHeaderMatching: ['first of two matches for one header name'],
  HTTPRouteMatchingAcrossRoutes: [
    'an exact hostname before a wildcard with a better path',
    'the longer wildcard before one with a better path',
  ],
};
/** One address serves all Gateways: which of three routes for the same name answers is a matter of luck. */
const expectedWhole = 'HTTPRouteMultipleGateways';

const { binary, lack } = await findTraefik();
const noGo = await findLack();

describe('Traefik as a local process, on the embedded cluster', function () {
  if (lack !== undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  this.timeout(limitMs);
  let folder: string;
  let ending: Ending;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-traefik-'));
    // A failure costs the whole time-out; half of it is far more than Traefik ever takes.
    const flags = ['--implementation', 'traefik', '--set', `binary=${binary}`, '--no-rerun', '--timeout-scale', '0.5'];
    ending = await runProgram(folder, 'report', flags, limitMs);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('is told apart: not conformant, without an error of the harness', () => {
    expect(ending.exitCode, ending.stderr).to.equal(1);
    expect(ending.result?.errors).to.deep.equal([]);
    expect(ending.result?.implementation).to.include({
      controllerName: 'traefik.io/gateway-controller',
      version: `v${traefikVersion}`,
    });
    expect(ending.result?.features.source).to.equal('published');
  });

  it('gets the verdicts that docs/parity.md explains, and no other', () => {
    const failed = listFailed(ending.result);
    expect(failed.delete(expectedWhole)).to.equal(true);
    expect(Object.fromEntries(failed)).to.deep.equal(expected);
    const others = ending.result?.scenarios.filter(({ outcome }) => outcome === 'error' || outcome === 'skipped');
    expect(others?.map(({ id, reason }) => `${id}: ${reason}`)).to.deep.equal([]);
    expect(ending.result?.scenarios.filter(({ outcome }) => outcome === 'passed').length).to.be.at.least(36);
  });

  it('has left nothing running', async () => {
    const { stdout } = await execa('ps', ['-eo', 'args']);
    expect(stdout.split('\n').filter((line) => line.startsWith(`${binary} `))).to.deep.equal([]);
  });

  if (noGo !== undefined) it(`is not judged by the official suite: ${noGo}`);
  else
    it('is judged by the official suite as by this one, save where docs/parity.md says so', async () => {
      const official = await runOfficial(folder);
      const ours = new Map(ending.result?.scenarios.map(({ id, outcome }) => [id, outcome]));
      const differences = coreTests.filter((name) => official.get(name) !== ours.get(name));
      expect(differences, JSON.stringify([...official])).to.deep.equal([
        'HTTPRouteHeaderMatching',
        'HTTPRouteMatchingAcrossRoutes',
      ]);
      for (const name of differences) expect([official.get(name), ours.get(name)]).to.deep.equal(['passed', 'failed']);
    });

  it('leaves its log as evidence', () => {
    const rows = ending.result?.scenarios.flatMap(({ rows }) => rows) ?? [];
    const sources = rows.flatMap(({ evidence }) => evidence?.logs ?? []).map(({ source }) => source);
    expect(new Set(sources)).to.deep.equal(new Set(['process traefik']));
  });
});

/** Verdicts of the official suite, on a cluster of its own with the CRDs that it asks for. */
async function runOfficial(folder: string): Promise<ReadonlyMap<string, string>> {
  const suite = await buildOfficialSuite((line) => console.log(`  ${line}`));
  const flags = ['--install', 'traefik', '--set', `binary=${binary}`, '--crds', suite.crds];
  const cluster = await startCluster(folder, flags);
  try {
    const features = ['-supported-features', coreFeatures.join(',')];
    const { kubeconfig } = cluster;
    const { tests } = await runOfficialSuite(suite, { kubeconfig, gatewayClass: 'traefik', flags: features, limitMs });
    return new Map(tests.map(({ name, outcome }) => [name, outcome]));
  } finally {
    await cluster.stop();
  }
}

function listFailed(result: RunResult | undefined): Map<string, readonly string[]> {
  const failed = (result?.scenarios ?? []).filter(({ outcome }) => outcome === 'failed');
  return new Map(
    failed.map(({ id, rows }) => [id, rows.filter(({ outcome }) => outcome === 'failed').map(({ name }) => name)]),
  );
}
