import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { catalogue } from '../../suites/index.ts';
import type { ConformanceReport } from '../conformance/types.ts';
import { readReport } from '../conformance/verify.ts';
import { compareSources } from './compare.ts';

const folder =
  process.env.GWCONF_PUBLISHED_REPORTS ??
  new URL('../../../shared/gateway-api/published-reports', import.meta.url).pathname;

describe('published reports', () => {
  it('are all read, and their features are counted as they say themselves', function () {
    if (!existsSync(folder)) {
      (this.test as Mocha.Test).title += ' (skipped: none here; GWCONF_PUBLISHED_REPORTS names a folder of them)';
      return this.skip();
    }
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.ya?ml$/.test(name));
    const sources = files.map((name): { file: string; report: ConformanceReport } => {
      const read = readReport(readFileSync(join(folder, name), 'utf8'), name);
      if (typeof read === 'string') throw new Error(`${name}: ${read}`);
      return { file: name, report: read.report };
    });
    expect(files.length).to.be.greaterThan(0);
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
