import { expect } from 'chai';
import { samplePassingResult, sampleScenario } from '../../harness/result/sample.ts';
import { toConformanceReport } from '../conformance/report.ts';
import type { ConformanceReport } from '../conformance/types.ts';
import { findBrowser, startStudio } from '../html/browser.test.ts';
import { compareSources } from './compare.ts';
import { renderComparison } from './render.ts';
import type { KnownRelease } from './types.ts';

const release: KnownRelease = {
  version: 'v1.7',
  tests: [
    { name: 'Core', features: ['Gateway', 'HTTPRoute'] },
    { name: 'Skipped', features: ['Gateway', 'HTTPRoute'] },
    { name: 'Extra', features: ['Gateway', 'HTTPRoute', 'Extra'] },
    { name: 'Other', features: ['Gateway', 'HTTPRoute', 'Other'] },
    { name: 'Grpc', features: ['Gateway', 'GRPCRoute'] },
  ],
  profiles: [
    { name: 'GATEWAY-HTTP', coreFeatures: ['Gateway', 'HTTPRoute'], extendedFeatures: ['Extra', 'Other'] },
    { name: 'GATEWAY-GRPC', coreFeatures: ['Gateway', 'GRPCRoute'], extendedFeatures: [] },
  ],
};

function sampleReport(version: string): ConformanceReport {
  const report = toConformanceReport(samplePassingResult());
  const [profile] = report.profiles;
  if (!profile) throw new Error('no profile');
  Object.assign(profile.core, { result: 'partial', skippedTests: ['Skipped'] });
  profile.extended = {
    result: 'success',
    statistics: { Passed: 1, Failed: 0, Skipped: 0 },
    supportedFeatures: ['Extra'],
    unsupportedFeatures: ['Other'],
  };
  return { ...report, implementation: { ...report.implementation, version } };
}

const run = (outcome: 'passed' | 'failed') =>
  samplePassingResult({
    scenarios: [
      sampleScenario({ id: 'Core', outcome, features: ['Gateway', 'HTTPRoute'] }),
      sampleScenario({ id: 'Broken', outcome: 'error', features: ['Gateway'] }),
    ],
    official: { release: 'v1.7', known: true, missing: ['Extra'], inNoProfile: [] },
  });

describe('compareSources', () => {
  const comparison = compareSources(
    [
      { file: 'a.yaml', report: sampleReport('v1') },
      { file: 'b.json', result: run('failed') },
    ],
    [release],
  );
  const stateOf = (name: string): unknown => comparison.tests.find((line) => line.name === name)?.states;

  it('tells apart what passed, failed, was skipped, is unsupported, was not tried, and is not known', () => {
    expect(stateOf('Core')).to.deep.equal(['passed', 'failed']);
    expect(stateOf('Skipped')).to.deep.equal(['skipped', 'unknown']);
    expect(stateOf('Extra')).to.deep.equal(['passed', 'untested']);
    expect(stateOf('Other')).to.deep.equal(['unsupported', 'unknown']);
    expect(stateOf('Grpc')).to.deep.equal(['untested', 'unknown']);
    expect(stateOf('Broken')).to.deep.equal(['unknown', 'untested']);
    const features = Object.fromEntries(comparison.features.map(({ name, states }) => [name, states]));
    expect(features).to.deep.include({ Extra: ['passed', 'unknown'], Other: ['unsupported', 'unknown'] });
    expect(features.HTTPRoute).to.deep.equal(['skipped', 'failed']);
  });

  it('names what fails only in one of them', () => {
    expect(comparison.failsOnlyHere).to.deep.equal([{ subject: 'gwconf/reference v0.1.0', tests: ['Core'] }]);
  });

  it('tells two of the same name apart', () => {
    const twice = compareSources(
      ['a', 'b'].map((file) => ({ file, report: sampleReport('v1') })),
      [release],
    );
    expect(new Set(twice.subjects.map(({ name }) => name)).size).to.equal(2);
  });

  it('knows of a release that nobody knows what the report itself says', () => {
    const { tests } = compareSources([{ file: 'a', report: sampleReport('v1') }], []);
    expect(tests).to.deep.equal([{ name: 'Skipped', states: ['skipped'] }]);
  });

  it('is rendered in each format', () => {
    expect(renderComparison(comparison, 'console')).to.match(/\nHTTPRoute +skip +FAIL\n/);
    expect(renderComparison(comparison, 'markdown')).to.contain('| HTTPRoute | skip | FAIL |');
    expect(renderComparison(comparison, 'csv')).to.contain('test,Core,passed,failed\r\n');
    expect(JSON.parse(renderComparison(comparison, 'json')).subjects).to.have.length(2);
    expect(renderComparison(comparison, 'html')).to.contain('<span class="badge failed">failed</span>');
  });

  it('is not taken over by what a report says', () => {
    const report = sampleReport('=1+1|<script>alert(1)</script>\n# forged, "x"');
    const hostile = compareSources(
      [
        { file: 'a', report },
        { file: 'b', report: sampleReport('v1') },
      ],
      [release],
    );
    expect(renderComparison(hostile, 'html')).not.to.contain('<script>alert');
    expect(renderComparison(hostile, 'markdown')).not.to.match(/<script|^# forged/m);
    expect(renderComparison(hostile, 'console')).not.to.match(/^\s*# forged/m);
    expect(renderComparison(hostile, 'csv').split('\r\n')[0]).to.match(/^kind,name,"gwconf\/reference =1\+1\|<script>/);
  });

  it('opens in a browser and is filtered there', async function () {
    this.timeout(60_000);
    const browser = findBrowser();
    if (browser === undefined) {
      (this.test as Mocha.Test).title += ' (skipped: no Chromium in PATH; GWCONF_CHROMIUM names one)';
      return this.skip();
    }
    const studio = await startStudio(browser);
    try {
      const { page, errors } = await studio.open(renderComparison(comparison, 'html'));
      await page.getByLabel('Where somebody').selectOption('failed');
      expect(await page.locator('tr[data-entry]:visible th').allTextContents()).to.deep.equal([
        'Gateway',
        'HTTPRoute',
        'Core',
      ]);
      await page.getByLabel('Search').fill('core');
      expect(await page.locator('tr[data-entry]:visible th').allTextContents()).to.deep.equal(['Core']);
      expect(errors).to.deep.equal([]);
    } finally {
      await studio.close();
    }
  });
});
