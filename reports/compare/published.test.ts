import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { catalogue } from '../../suites/index.ts';
import type { ConformanceReport } from '../conformance/types.ts';
import { readReport } from '../conformance/verify.ts';
import { findBrowser, startStudio } from '../html/browser.test.ts';
import { compareSources } from './compare.ts';
import { renderComparison } from './render.ts';

const folder =
  process.env.GWCONF_PUBLISHED_REPORTS ??
  new URL('../../../shared/gateway-api/published-reports', import.meta.url).pathname;

function skip(context: Mocha.Context, why: string): never {
  (context.test as Mocha.Test).title += ` (skipped: ${why})`;
  return context.skip();
}

const NONE = 'none here; GWCONF_PUBLISHED_REPORTS names a folder of them';

function readAll(inside: string): { file: string; report: ConformanceReport }[] {
  const files = readdirSync(inside, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
  return files.map((name) => {
    const read = readReport(readFileSync(join(inside, name), 'utf8'), name);
    if (typeof read === 'string') throw new Error(`${name}: ${read}`);
    return { file: name, report: read.report };
  });
}

describe('published reports', () => {
  it('of one release open in a browser, a column for each implementation', async function () {
    if (!existsSync(join(folder, 'v1.6'))) return skip(this, NONE);
    const browser = findBrowser();
    if (browser === undefined) return skip(this, 'there is no browser; GWCONF_CHROMIUM names one');
    this.timeout(60_000);
    const comparison = compareSources(readAll(join(folder, 'v1.6')), catalogue.releases);
    const studio = await startStudio(browser);
    try {
      const { page, requests, errors } = await studio.open(renderComparison(comparison, 'html'));
      expect(await page.locator('[data-column]').count()).to.equal(comparison.subjects.length);
      const supported = comparison.features.flatMap(({ states }) => states).filter((state) => state === 'passed');
      expect(await page.locator('section[aria-labelledby=features] .badge.passed').count()).to.equal(supported.length);
      expect([...requests, ...errors]).to.deep.equal([]);
    } finally {
      await studio.close();
    }
  });

  it('are all read, and their features are counted as they say themselves', function () {
    if (!existsSync(folder)) return skip(this, NONE);
    const sources = readAll(folder);
    expect(sources.length).to.be.greaterThan(0);
    const { subjects } = compareSources(sources, catalogue.releases);
    for (const [at, source] of sources.entries()) {
      const named = (which: 'supportedFeatures' | 'unsupportedFeatures'): Set<string> =>
        new Set(source.report.profiles.flatMap(({ extended }) => extended?.[which] ?? []));
      const supported = named('supportedFeatures');
      const features = subjects[at]?.features ?? new Map();
      const core = new Set(
        catalogue.releases.flatMap(({ profiles }) => profiles.flatMap(({ coreFeatures }) => coreFeatures)),
      );
      const counted = [...features].filter(([name, state]) => state !== 'unsupported' && !core.has(name));
      const own = [...supported].filter((name) => !core.has(name));
      expect(counted.map(([name]) => name).sort(), source.file).to.deep.equal(own.sort());
      for (const name of named('unsupportedFeatures')) {
        if (!supported.has(name)) expect(features.get(name), `${source.file} ${name}`).to.equal('unsupported');
      }
    }
  });
});
