import axe from 'axe-core';
import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleScenario } from '../../harness/result/sample.ts';
import type { AnswerRecord, RunResult } from '../../harness/result/types.ts';
import { findBrowser, startStudio } from '../html/browser.test.ts';
import { compareSources } from './compare.ts';
import { renderComparison } from './render.ts';

const runOf = (project: string, answers: readonly (AnswerRecord | undefined)[], times: readonly number[]): RunResult =>
  samplePassingResult({
    implementation: { ...samplePassingResult().implementation, organization: project, project },
    scenarios: [
      sampleScenario({
        id: 'Redirects',
        rows: answers.map((answer, at) =>
          sampleRow({ name: `row ${at}`, rightAfterMs: times[at], ...(answer ? { answer } : { outcome: 'failed' }) }),
        ),
      }),
    ],
  });

const one = runOf(
  'one',
  [
    { status: '404', version: '1.1', headers: ['date', 'x-one'] },
    { status: '302', version: '1.1', redirect: 'https://HOST/x' },
    { status: '200', version: '1.1' },
    undefined,
  ],
  [10, 20, 30],
);
const two = runOf(
  'two',
  [
    { status: '500', version: '1.1', headers: ['date'] },
    { status: '302', version: '1.1', redirect: 'https://HOST:443/x' },
    { status: '200', version: '1.1' },
    { status: '503', version: '1.1' },
  ],
  [100, 200],
);

describe('compareBehaviour', () => {
  const comparison = compareSources(
    [one, two].map((result, at) => ({ file: `${at}`, result })),
    [],
  );

  it('takes no answer for a habit that is one of many by chance', () => {
    const distribution = { tolerance: 0.1, confidence: 0.99, requests: 100, shares: [] };
    const shared = [one, two].map((result) => ({
      ...result,
      scenarios: result.scenarios.map((scenario) => ({
        ...scenario,
        rows: scenario.rows.map((row) => ({ ...row, distribution })),
      })),
    }));
    const { behaviours, headers } = compareSources(
      shared.map((result, at) => ({ file: `${at}`, result })),
      [],
    );
    expect({ behaviours, headers }).to.deep.equal({ behaviours: [], headers: [] });
  });

  it('tells of rows that both pass and answer differently, and of no other', () => {
    expect(comparison.behaviours.map(({ row, trait, values }) => [row, trait, ...values])).to.deep.equal([
      ['row 0', 'status', '404', '500'],
      ['row 1', 'redirect', 'https://HOST/x', 'https://HOST:443/x'],
    ]);
  });

  it('counts headers that some send, over rows that all passed', () => {
    expect(comparison.headers).to.deep.equal([{ name: 'x-one', rows: [1, 0] }]);
  });

  it('measures how long it took until traffic was right', () => {
    expect(comparison.promptness).to.deep.equal([
      { subject: 'one v0.1.0', rows: 3, median: 20, p90: 30, most: 30 },
      { subject: 'two v0.1.0', rows: 2, median: 200, p90: 200, most: 200 },
    ]);
  });

  it('is in each format, labelled as left open', () => {
    for (const format of ['console', 'markdown', 'html'] as const) {
      const text = renderComparison(comparison, format);
      expect(text, format)
        .to.contain('HOST:443/x')
        .and.to.match(/specification leaves (it|these) open/);
    }
    expect(renderComparison(comparison, 'csv')).to.contain('behaviour status,Redirects: row 0,404,500\r\n');
    expect(JSON.parse(renderComparison(comparison, 'json')))
      .to.have.property('behaviours')
      .with.length(2);
  });

  it('says nothing where reports tell of no rows', () => {
    expect(compareSources([{ file: 'a', result: one }], []).behaviours).to.deep.equal([]);
  });

  it('lets one choose columns and find who has what is needed', async function () {
    this.timeout(60_000);
    const browser = findBrowser();
    if (browser === undefined) {
      (this.test as Mocha.Test).title += ' (skipped: no Chromium in PATH; GWCONF_CHROMIUM names one)';
      return this.skip();
    }
    const supported = (result: RunResult, features: readonly string[]): RunResult => ({
      ...result,
      features: { ...result.features, supported: features },
      scenarios: features.map((name) => sampleScenario({ id: `Tests${name}`, features: [name] })),
    });
    const wide = compareSources(
      [
        { file: 'a', result: supported(one, ['Must', 'Nice']) },
        { file: 'b', result: supported(two, ['Must']) },
        { file: 'c', result: supported(runOf('three', [], []), ['Nice']) },
      ],
      [],
    );
    const studio = await startStudio(browser);
    try {
      const { page, errors, requests } = await studio.open(renderComparison(wide, 'html'), { width: 360 });
      await page.getByText('Say which features are needed').click();
      await page.locator('[data-wish=Must]').selectOption('must');
      const fitting = page.locator('li[data-match]:visible strong');
      expect((await fitting.allTextContents()).sort()).to.deep.equal(['one v0.1.0', 'two v0.1.0']);
      await page.locator('[data-wish=Nice]').selectOption('nice');
      expect(await fitting.allTextContents()).to.deep.equal(['one v0.1.0', 'two v0.1.0']);
      expect(await page.locator('[data-match-count]').textContent()).to.equal('2 of 3 fit');
      expect(await page.locator('li[data-match]:visible span').last().textContent()).to.contain('without Nice');
      await page.locator('[data-wish=Nice]').selectOption('must');
      expect(await fitting.allTextContents()).to.deep.equal(['one v0.1.0']);

      const heads = page.locator('#features ~ div th[scope=col]:visible');
      expect(await heads.count()).to.equal(4);
      await page.getByLabel('show two v0.1.0').uncheck();
      expect(await heads.count()).to.equal(3);
      await page.getByRole('button', { name: 'Show none' }).click();
      expect(await heads.count()).to.equal(1);
      await page.getByRole('button', { name: 'Show all' }).click();
      const { violations } = await page
        .evaluate(`${axe.source}; axe.run(document)`)
        .then((found) => found as { violations: { id: string; nodes: { html: string }[] }[] });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      const overflow = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      expect(await page.evaluate(overflow), 'wider than the screen').to.equal(false);
      expect(errors).to.deep.equal([]);
      expect(requests).to.deep.equal([]);
    } finally {
      await studio.close();
    }
  });
});
