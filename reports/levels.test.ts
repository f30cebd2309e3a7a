import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../harness/result/sample.ts';
import type { Level, RunResult } from '../harness/result/types.ts';
import { toConformanceReport } from './conformance/report.ts';
import { createStyle } from './console/style.ts';
import { summaryLines } from './console/summary.ts';
import { renderJUnit } from './junit/render.ts';
import { describeLevels } from './levels.ts';

/** A scenario that meets the official test, with two rows that the specification asks for and that failed. */
function stricter(gate: Level = 'spec'): RunResult {
  const strict = { level: 'spec', outcome: 'failed', message: 'wrong' } as const;
  const rows = [sampleRow(), sampleRow({ ...strict, name: 'one' }), sampleRow({ ...strict, name: 'two' })];
  const scenario = sampleScenario({ outcome: 'failed', official: 'passed', rows });
  return samplePassingResult({ scenarios: [scenario], gate, exitCode: gate === 'spec' ? 1 : 0 });
}

const summary = (result: RunResult): string =>
  summaryLines(result, { style: createStyle(false), columns: 100 }).join('\n');

describe('levels of rows in reports', () => {
  it('are told apart in one sentence', () => {
    expect(describeLevels(stricter())).to.equal('official: success; specification: 2 rows failed');
    expect(describeLevels(samplePassingResult())).to.equal(undefined);
  });

  it('are told apart on the console', () => {
    expect(summary(stricter())).to.contain('\nofficial: success; specification: 2 rows failed\n');
    expect(summary(stricter())).to.contain('one (asked by the specification, not by the official test)');
    expect(summary(stricter())).to.match(/\nNot as the specification asks, though no official test failed: .*$/);
    expect(summary(stricter('official'))).to.match(
      /\nNot as the specification asks, though no official test failed: .*$/,
    );
  });

  it('are suites of their own in JUnit, which fail only where they decide', () => {
    const suites = (gate: Level): string[] =>
      [...renderJUnit(stricter(gate)).matchAll(/<testsuite name="([^"]*)".*?(failures="\d+").*?(skipped="\d+")/g)].map(
        ([, name, failures, skipped]) => `${name} ${failures} ${skipped}`,
      );
    expect(suites('spec')).to.deep.equal([
      'HTTPRouteSimpleSameNamespace failures="0" skipped="0"',
      'HTTPRouteSimpleSameNamespace (specification) failures="2" skipped="0"',
    ]);
    expect(suites('official')[1]).to.equal('HTTPRouteSimpleSameNamespace (specification) failures="0" skipped="2"');
  });

  it('leave no trace in the conformance report', () => {
    expect(JSON.stringify(toConformanceReport(stricter()))).not.to.contain('failedTests');
  });
});
