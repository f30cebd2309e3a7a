import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../../harness/result/sample.ts';
import type { ChangeRecord, RunResult } from '../../harness/result/types.ts';
import { checkRunResult } from '../../harness/result/validate.ts';
import { compareSources } from '../compare/compare.ts';
import { type CompareFormat, renderComparison } from '../compare/render.ts';
import { renderHtml } from '../html/render.ts';
import { renderMarkdown } from '../markdown/render.ts';
import { measureChanges } from './measure.ts';
import { renderMeasurements } from './render.ts';

const record = (over: Partial<ChangeRecord>): ChangeRecord => ({
  requests: 50,
  everyMs: 20,
  hasStatus: true,
  errors: [],
  ...over,
});

/** Rounds in which a grant was given and revoked after so long. */
const result = (version: string, rounds: readonly number[], over: Partial<RunResult> = {}): RunResult => {
  const passing = samplePassingResult(over);
  return {
    ...passing,
    implementation: { ...passing.implementation, version },
    scenarios: rounds.map((ms, index) =>
      sampleScenario({
        id: `Round${index}`,
        rows: [
          sampleRow({
            kind: 'timed',
            name: 'grant given',
            change: record({ statusAfterMs: ms / 10, firstAfterMs: ms, allAfterMs: ms * 2 }),
          }),
          sampleRow({
            kind: 'timed',
            name: 'grant <revoked>',
            change: record({
              hasStatus: false,
              errors: [{ kind: index % 2 ? 'none ECONNRESET' : '503', count: index + 1 }],
              ...(ms > 900 ? {} : { firstAfterMs: ms, allAfterMs: ms }),
            }),
          }),
        ],
      }),
    ),
  };
};

describe('measured changes', () => {
  const rounds = Array.from({ length: 10 }, (_, index) => (index + 1) * 100);
  const timed = result('v1', rounds);
  const measured = measureChanges(timed);

  it('are summed up over all rounds, by what shows them', () => {
    const [given, revoked] = measured;
    expect(given?.seen.map(({ in: seenIn, median, p90, most }) => [seenIn, median, p90, most])).to.deep.equal([
      ['status', 55, 91, 100],
      ['first answer', 550, 910, 1000],
      ['all answers', 1100, 1820, 2000],
    ]);
    expect(revoked?.seen.map(({ in: seenIn, missed }) => [seenIn, missed])).to.deep.equal([
      ['first answer', 1],
      ['all answers', 1],
    ]);
    expect(revoked).to.include({ rounds: 10, requests: 500 });
    expect(revoked?.errors).to.deep.equal([
      { kind: '503', count: 25 },
      { kind: 'none ECONNRESET', count: 30 },
    ]);
  });

  it('are a part of the result that its schema knows', () => {
    expect(checkRunResult(JSON.parse(JSON.stringify(timed)))).to.deep.equal([]);
    const [scenario] = timed.scenarios;
    const wrong = {
      ...timed,
      scenarios: [{ ...scenario, rows: [{ ...scenario?.rows[0], change: { requests: -1 } }] }],
    };
    expect(checkRunResult(JSON.parse(JSON.stringify(wrong))).join()).to.contain('rows[0].change');
  });

  it('are told on the console, in Markdown and as plots, and nowhere where nothing was timed', () => {
    const text = renderMeasurements(measured);
    expect(text).to.match(/^grant given +status +10 +55 ms +91 ms/m);
    expect(text).to.match(/^ +all answers +10 +1\.1 s/m);
    expect(text).to.match(/^grant <revoked> +503 × 25, none ECONNRESET × 30 in 500$/m);
    expect(renderMarkdown(timed)).to.contain('| grant given | status | 10 | 55 ms |');
    const page = renderHtml(timed);
    expect(page.match(/<figure class="plot">/g)).to.have.length(2);
    expect(page).to.contain('grant &lt;revoked&gt;').and.not.contain('grant <revoked>');
    expect(page).to.match(/<path style="stroke:var\(--accent\)[^"]*" d="M[\d.,A-Z-]+"/);
    expect(page).not.to.match(/NaN|undefined/);
    expect(renderHtml(samplePassingResult())).not.to.contain('class="plot"');
    expect(renderMarkdown(samplePassingResult())).not.to.contain('steady traffic');
  });

  it('are put beside those of another implementation in every format', () => {
    const sources = [
      { file: 'a', result: timed },
      { file: 'b', result: result('v2', [50]) },
      { file: 'c', result: samplePassingResult() },
    ];
    const comparison = compareSources(sources, []);
    expect(comparison.changes.map(({ change, by }) => [change, by.map((one) => one?.rounds)])).to.deep.equal([
      ['grant given', [10, 1, undefined]],
      ['grant <revoked>', [10, 1, undefined]],
    ]);
    const render = (format: CompareFormat): string => renderComparison(comparison, format);
    expect(render('console')).to.match(/^grant given +first answer +\(2\) +50 ms/m);
    expect(render('markdown')).to.contain('| grant given | first answer | (2) | 50 ms |');
    expect(render('csv')).to.contain('change median ms,grant given: all answers,1100,100,\r\n');
    expect(render('csv')).to.contain('change errors,grant <revoked>,55,1,\r\n');
    expect(JSON.parse(render('json')).changes[0].by[0].seen[0]).to.include({ in: 'status', median: 55 });
    expect(render('html').match(/<figure class="plot">/g)).to.have.length(2);
    expect(render('html')).not.to.match(/NaN|undefined/);
  });
});
