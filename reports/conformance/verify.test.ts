import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { samplePassingResult } from '../../harness/result/sample.ts';
import { toConformanceReport } from './report.ts';
import type { ConformanceReport, PartReport } from './types.ts';
import { nameReport, verifyReport } from './verify.ts';

const published =
  process.env.GWCONF_PUBLISHED_REPORTS ??
  new URL('../../../shared/gateway-api/published-reports', import.meta.url).pathname;

/** A report without a flaw, changed. */
function change(over: (report: ConformanceReport) => void): string[] {
  const report = toConformanceReport(samplePassingResult());
  over(report);
  return verifyReport(stringify(report), nameReport(report)).findings.map(
    ({ rule, severity, message }) => `${severity} ${rule}: ${message}`,
  );
}

const core = (report: ConformanceReport, over: Partial<PartReport>): void => {
  const [profile] = report.profiles;
  if (profile) Object.assign(profile.core, over);
};

describe('verifyReport', () => {
  it('finds nothing in what a run writes under the name that submitted reports have', () => {
    expect(change(() => {})).to.deep.equal([]);
  });

  const flaws: [string, (report: ConformanceReport) => void, string][] = [
    ['another kind', (r) => Object.assign(r, { kind: 'Report' }), 'error fields: kind: must be "ConformanceReport"'],
    [
      'a URL without a scheme',
      (r) => Object.assign(r.implementation, { url: 'github.com/acme/gw' }),
      "error implementation-url: implementation.url: 'github.com/acme/gw' is no absolute http or https URL",
    ],
    [
      'a URL without a scheme of a release that did not ask',
      (r) => Object.assign(Object.assign(r, { gatewayAPIVersion: 'v1.6.1' }).implementation, { url: 'acme.example' }),
      'note implementation-url',
    ],
    ['a placeholder', (r) => Object.assign(r.implementation, { project: 'TODO' }), 'error implementation-named'],
    ['a branch', (r) => Object.assign(r.implementation, { version: 'main' }), 'error version-is-a-snapshot'],
    ['a contact that is none', (r) => Object.assign(r.implementation, { contact: ['us'] }), 'note contact'],
    ['a profile twice', (r) => void r.profiles.push(...r.profiles), 'error one-report-each-profile'],
    [
      'a success with skips',
      (r) => core(r, { statistics: { Passed: 1, Failed: 0, Skipped: 1 }, skippedTests: ['A'] }),
      'error result-fits-statistics: GATEWAY-HTTP core: result is success, though 0 failed and 1 were skipped',
    ],
    [
      'skips without names',
      (r) => core(r, { result: 'partial', statistics: { Passed: 1, Failed: 0, Skipped: 1 } }),
      'error skipped-tests-named: GATEWAY-HTTP core: 1 were skipped, and 0 are named',
    ],
    [
      'more skips than are tolerated',
      (r) =>
        core(r, {
          result: 'partial',
          statistics: { Passed: 1, Failed: 0, Skipped: 6 },
          skippedTests: ['A', 'B', 'C', 'D', 'E', 'F'],
        }),
      'error few-skips: GATEWAY-HTTP core: 6 tests were skipped; since v1.7 at most 5 may be',
    ],
    [
      'a failure',
      (r) => core(r, { result: 'failure', statistics: { Passed: 1, Failed: 1, Skipped: 0 }, failedTests: ['A'] }),
      'error no-failure: GATEWAY-HTTP core: a report with a failure is not accepted',
    ],
    [
      'a test that failed and was skipped',
      (r) =>
        core(r, {
          result: 'failure',
          statistics: { Passed: 1, Failed: 1, Skipped: 1 },
          failedTests: ['A'],
          skippedTests: ['A'],
        }),
      'error failed-or-skipped: GATEWAY-HTTP core: A cannot have failed and been skipped',
    ],
    [
      'a feature that is supported and not',
      (r) => {
        const [profile] = r.profiles;
        if (!profile) return;
        const both = { supportedFeatures: ['A'], unsupportedFeatures: ['A'] };
        profile.extended = { ...profile.core, ...both };
      },
      'error supported-or-not: GATEWAY-HTTP extended: A cannot be supported and unsupported',
    ],
    ['another summary', (r) => Object.assign(r.profiles[0] ?? {}, { summary: 'All is well.' }), 'note summary'],
  ];
  for (const [what, over, expected] of flaws) {
    it(`finds ${what}`, () => {
      expect(change(over).join('\n')).to.contain(expected);
    });
  }

  it('tells the name that a submitted file must have, and a folder of another release', () => {
    const text = stringify(toConformanceReport(samplePassingResult()));
    const rules = (path: string): string[] => verifyReport(text, path).findings.map(({ rule }) => rule);
    expect(rules('report.yaml')).to.deep.equal(['file-name']);
    const name = 'standard-v0.1.0-default-report.yaml';
    expect(rules(`reports/v1.7/acme/${name}`)).to.deep.equal([]);
    expect(rules(`reports/v1.6/acme/${name}`)).to.deep.equal(['release-folder']);
  });

  it('takes no file for a report that is no YAML, or several', () => {
    for (const text of ['a: [', 'a: 1\n---\nb: 2\n', '', '\u0000']) {
      const [finding] = verifyReport(text, 'x.yaml').findings;
      expect(finding?.severity, text).to.equal('error');
    }
  });

  it('finds no error in published reports but in one that a slip of the keyboard broke', function () {
    if (!existsSync(published)) {
      (this.test as Mocha.Test).title += ` (skipped: no folder ${published}; GWCONF_PUBLISHED_REPORTS names another)`;
      return this.skip();
    }
    const files = readdirSync(published, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.yaml'),
    );
    const broken = files.flatMap((file) => {
      const { findings } = verifyReport(readFileSync(join(published, file), 'utf8'), file);
      return findings.filter(({ severity }) => severity === 'error').map(({ message }) => message);
    });
    expect(files).to.have.length.above(70);
    expect(broken).to.deep.equal([
      "document: must have required property 'apiVersion'",
      'document: unknown field "<Right>apiVersion"',
    ]);
  });
});
