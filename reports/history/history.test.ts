import axe from 'axe-core';
import { expect } from 'chai';
import type { Outcome } from '../../harness/result/types.ts';
import { findBrowser, startStudio } from '../html/browser.test.ts';
import { renderHistory, renderHistoryPage } from './render.ts';
import { findTrends } from './trends.ts';
import type { KeptRun } from './types.ts';

const run = (
  id: number,
  version: string,
  outcomes: Record<string, Outcome>,
  flaky: readonly string[] = [],
): KeptRun => ({
  id,
  startedAt: `2026-01-0${id}T00:00:00.000Z`,
  implementation: 'acme',
  version,
  gatewayApi: 'v1.7.0',
  gwconf: '0.1.0',
  exitCode: 1,
  durationMs: 1000 * id,
  phases: [{ name: 'scenarios', durationMs: 900 * id }],
  outcomes: new Map(
    Object.entries(outcomes).map(([name, outcome]) => [name, { outcome, flaky: flaky.includes(name), durationMs: 10 }]),
  ),
});

const runs = [
  run(1, 'v1', { Steady: 'passed', Breaks: 'passed', Mended: 'failed', Both: 'passed', Unrun: 'skipped' }),
  run(2, 'v1', { Steady: 'passed', Breaks: 'passed', Mended: 'failed', Both: 'failed', Unrun: 'skipped' }),
  run(3, 'v2', { Steady: 'passed', Breaks: 'failed', Mended: 'passed', Both: 'passed', Rerun: 'failed' }, ['Rerun']),
  run(4, 'v3', { Steady: 'passed', Breaks: 'failed', Mended: 'passed', Both: 'passed' }),
];

describe('history', () => {
  const trends = new Map(findTrends(runs).map((trend) => [trend.scenario, trend]));

  it('finds the first bad version of what stayed bad', () => {
    expect(trends.get('Breaks')).to.include({ firstBad: 2, failed: 2, tried: 4, flaky: false });
    for (const name of ['Steady', 'Mended', 'Both', 'Unrun', 'Rerun']) {
      expect(trends.get(name), name).not.to.have.property('firstBad');
    }
  });

  it('calls flaky what failed and passed for one version, and what a run called so', () => {
    const flaky = [...trends.values()].filter((trend) => trend.flaky).map(({ scenario }) => scenario);
    expect(flaky.sort()).to.deep.equal(['Both', 'Rerun']);
  });

  it('shows scenario by run, what never failed as a number only', () => {
    const text = renderHistory(runs, false);
    expect(text).to.match(/^Breaks +\.\.FF +2\/4 failed +bad since run 3, acme v2$/m);
    expect(text).to.match(/^Rerun +f +1\/1 failed +flaky$/m);
    expect(text)
      .to.contain('2 scenarios never failed')
      .and.not.to.match(/^Steady/m);
    expect(renderHistory(runs, true)).to.match(/^Steady +\.\.\.\. +0\/4 failed/m);
  });

  it('is not taken over by names', () => {
    const hostile = [{ ...runs[0], version: '\u001b[2J\nforged <script>alert(1)</script>' } as KeptRun];
    expect(renderHistory(hostile, true)).not.to.match(/^forged|(?!\n)\p{Cc}/mu);
    expect(renderHistoryPage(hostile)).not.to.contain('<script>alert');
  });

  it('opens in a browser, is filtered there, and has no flaw that axe-core finds', async function () {
    this.timeout(60_000);
    const browser = findBrowser();
    if (browser === undefined) {
      (this.test as Mocha.Test).title += ' (skipped: no Chromium in PATH; GWCONF_CHROMIUM names one)';
      return this.skip();
    }
    const studio = await startStudio(browser);
    try {
      const { page, errors } = await studio.open(renderHistoryPage(runs), { width: 360 });
      await page.getByLabel('Which').selectOption('steady');
      expect(await page.locator('tr[data-entry]:visible th').allTextContents()).to.have.members(['Steady', 'Unrun']);
      const { violations } = await page
        .evaluate(`${axe.source}; axe.run(document)`)
        .then((found) => found as { violations: { id: string; nodes: { html: string }[] }[] });
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
      expect(errors).to.deep.equal([]);
    } finally {
      await studio.close();
    }
  });
});
