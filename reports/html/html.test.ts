import axe from 'axe-core';
import { expect } from 'chai';
import { samplePassingResult, sampleRow, sampleRunResult, sampleScenario } from '../../harness/result/sample.ts';
import type { RunResult } from '../../harness/result/types.ts';
import { hostileTexts, sampleHostileResult } from '../hostile.test.ts';
import { findBrowser, type Studio, startStudio } from './browser.test.ts';
import { renderHtml } from './render.ts';

/** A run of so many rows, one in a hundred of which failed. */
function sampleLargeResult(rows: number): RunResult {
  const scenarios = Array.from({ length: rows / 10 }, (_, index) => {
    const failed = index % 10 === 0;
    const own = Array.from({ length: 10 }, (_row, place) =>
      sampleRow({ name: `row ${place} of ${index}`, outcome: failed && place === 0 ? 'failed' : 'passed' }),
    );
    return sampleScenario({ id: `HTTPRouteScenario${index}`, outcome: failed ? 'failed' : 'passed', rows: own });
  });
  return sampleRunResult({ scenarios });
}

describe('HTML report', () => {
  it('tells of a failure the clause, the difference, the exchange beside what was expected, and the command', () => {
    const text = renderHtml(sampleRunResult());
    expect(text).to.contain('<strong>MUST</strong> Header values are compared exactly.');
    expect(text).to.contain('href="https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch"');
    expect(text).to.contain('GET http://k3x9q1.header-matching.example.com:80/ (to 127.112.0.1:80)');
    expect(text).to.contain('response.status: 404');
    expect(text).to.contain('gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a');
    expect(text).to.contain('named by --skip-tests');
  });

  it('tells when what was done: applied, right, and held', () => {
    const startedAt = '2026-01-02T03:04:06.000Z';
    const row = sampleRow({ name: 'two', startedAt, durationMs: 3000, rightAfterMs: 1000 });
    const text = renderHtml(samplePassingResult({ scenarios: [sampleScenario({ rows: [row] })] }));
    expect(text)
      .to.contain('<td>applied</td>')
      .and.contain('right after 1.0 s, held until 3.0 s')
      .and.contain('--f:25.0;--r:50.0;--t:100.0');
  });

  it('has 10,000 rows in less than 5 MB', () => {
    expect(renderHtml(sampleLargeResult(10_000)).length).to.be.below(5_000_000);
  });

  it('is the same for the same result', () => {
    expect(renderHtml(sampleRunResult())).to.equal(renderHtml(sampleRunResult()));
  });

  describe('in a browser', function () {
    this.timeout(120_000);
    let studio: Studio;
    before(async function () {
      const browser = findBrowser();
      if (browser === undefined) {
        (this.test as Mocha.Hook).title += ' (skipped: no Chromium in PATH; GWCONF_CHROMIUM names one)';
        return this.skip();
      }
      studio = await startStudio(browser);
    });
    after(() => studio?.close());

    it('filters by outcome and words, and keeps both in the address', async () => {
      const { page, errors, requests } = await studio.open(renderHtml(sampleRunResult()));
      const shown = (): Promise<number> => page.locator('[data-entry]:visible').count();
      expect(await shown()).to.equal(6);
      await page.getByLabel('Outcome').selectOption('failed');
      expect(await shown()).to.equal(2);
      await page.getByLabel('Search').fill('WEIGHT shares');
      expect(await shown()).to.equal(1);
      expect(await page.locator('[data-count]').textContent()).to.equal('1 of 6 shown');
      const { hash } = new URL(page.url());
      expect(hash).to.equal('#?q=WEIGHT+shares&outcome=failed');
      const again = await studio.open(renderHtml(sampleRunResult()), { hash });
      expect(await again.page.locator('[data-entry]:visible').count()).to.equal(1);
      expect([...errors, ...requests, ...again.errors]).to.deep.equal([]);
    });

    it('opens the entry that a link names, though it is deep in a closed one', async () => {
      const { page } = await studio.open(renderHtml(samplePassingResult()), { hash: '#HTTPRouteSimpleSameNamespace' });
      expect(await page.locator('#HTTPRouteSimpleSameNamespace').getAttribute('open')).to.equal('');
      const row = await studio.open(renderHtml(sampleRunResult()), { hash: '#HTTPRouteHeaderMatching/2' });
      expect(await row.page.locator('[id="HTTPRouteHeaderMatching/2"]').isVisible()).to.equal(true);
    });

    it('is used by keyboard', async () => {
      const { page } = await studio.open(renderHtml(sampleRunResult()));
      await page.keyboard.press('j');
      await page.keyboard.press('j');
      expect(await page.locator(':focus').textContent()).to.contain('HTTPRouteWeight');
      await page.keyboard.press('Enter');
      expect(await page.locator('#HTTPRouteWeight').getAttribute('open')).to.equal(null);
      await page.keyboard.press('f');
      expect(await page.getByLabel('Outcome').inputValue()).to.equal('failed');
      await page.keyboard.press('/');
      await page.keyboard.type('header');
      expect(await page.locator('[data-entry]:visible').count()).to.equal(1);
      await page.keyboard.press('Escape');
      expect(await page.locator('[data-entry]:visible').count()).to.equal(2);
    });

    for (const width of [360, 1440]) {
      for (const dark of [false, true]) {
        it(`has no flaw that axe-core finds, ${width} pixels wide, ${dark ? 'dark' : 'light'}`, async () => {
          const { page } = await studio.open(renderHtml(sampleRunResult()), { width, dark });
          await page.getByRole('button', { name: 'Open all' }).click();
          const { violations } = await page
            .evaluate(`${axe.source}; axe.run(document)`)
            .then((found) => found as { violations: { id: string; nodes: { html: string }[] }[] });
          expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).to.deep.equal([]);
          const overflow = await page.evaluate(
            'document.documentElement.scrollWidth > document.documentElement.clientWidth',
          );
          expect(overflow, 'wider than the screen').to.equal(false);
        });
      }
    }

    it('changes between light and dark', async () => {
      const { page } = await studio.open(renderHtml(samplePassingResult()));
      const colour = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const before = await colour();
      await page.getByRole('button', { name: 'Light or dark' }).click();
      expect(await colour()).not.to.equal(before);
    });

    for (const hostile of hostileTexts) {
      it(`is not taken over by ${JSON.stringify(hostile.slice(0, 40))}`, async () => {
        const { page, errors, requests } = await studio.open(renderHtml(sampleHostileResult(hostile)));
        const found = await page.evaluate(
          `({ title: document.title, headings: document.querySelectorAll('h1').length, strangers: document.querySelectorAll('img, iframe, object, e, b, #forged, [onerror]').length, scripts: document.scripts.length, links: [...document.links].map((one) => one.protocol) })`,
        );
        expect(found).to.deep.include({ headings: 1, strangers: 0, scripts: 1 });
        expect(found).to.have.property('title').that.contains('Gateway API v1.7.0');
        expect((found as { links: string[] }).links).not.to.include('javascript:');
        expect([...errors, ...requests]).to.deep.equal([]);
      });
    }
  });
});
