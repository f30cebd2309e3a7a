import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import type { KubeApi } from '../harness/kube/types.ts';
import type { Exchange } from '../harness/protocols/types.ts';
import { sampleFailedRow, samplePassingResult, sampleRow, sampleScenario } from '../harness/result/sample.ts';
import type { AnswerRecord, RunResult } from '../harness/result/types.ts';
import { checkRunResult } from '../harness/result/validate.ts';
import { createRowRecorder } from '../harness/run/engine/row-recorder.ts';
import { collectEvidence } from '../harness/run/evidence/index.ts';
import { fakeClock } from '../harness/wait/fake-clock.ts';
import { compareSources } from './compare/compare.ts';
import { renderComparison } from './compare/render.ts';
import { checkConformanceReport, renderConformanceReport } from './conformance/write.ts';
import { diffResults, renderDifference } from './diff/diff.ts';
import { hostileTexts, sampleHostileResult } from './hostile.test.ts';
import { renderHtml } from './html/render.ts';
import { createReporters } from './index.ts';
import { renderResult } from './json/write.ts';
import { renderJUnit } from './junit/render.ts';
import { renderMarkdown } from './markdown/render.ts';
import { checkSidecar, renderSidecar } from './sidecar/write.ts';

const FORGED = /^\s*(forged|# forged|## forged|::|##vso|Conformant)/m;

/** JSON has no place for half of a pair, which is no valid text. */
const isWhole = (text: string): boolean => !/\p{Cs}/u.test(text);

describe('what an implementation says', () => {
  for (const hostile of hostileTexts) {
    const name = JSON.stringify(hostile.slice(0, 40));
    const result = sampleHostileResult(hostile);

    it(`stays a text in JSON and in the sidecar: ${name}`, () => {
      const text = renderResult(result);
      expect(checkRunResult(JSON.parse(text))).to.deep.equal([]);
      if (isWhole(hostile)) expect(JSON.parse(text).scenarios[0].title).to.equal(hostile);
      const sidecar = renderSidecar(result);
      expect(checkSidecar(JSON.parse(sidecar))).to.deep.equal([]);
      expect(sidecar).not.to.match(FORGED);
    });

    it(`stays a text in the conformance report: ${name}`, () => {
      const text = renderConformanceReport(result);
      const documents = parseAllDocuments(text);
      expect(documents).to.have.length(1);
      const report = (documents as unknown as { toJS(): unknown }[])[0]?.toJS();
      expect(checkConformanceReport(report)).to.deep.equal([]);
      expect(report).to.have.property('kind', 'ConformanceReport');
    });

    it(`forges no line of a comparison or a difference: ${name}`, () => {
      const answer = { status: hostile, redirect: hostile, headers: [hostile] } as AnswerRecord;
      const say = (over: Partial<AnswerRecord>): RunResult =>
        samplePassingResult({
          implementation: { ...samplePassingResult().implementation, version: hostile.slice(0, 50) },
          scenarios: [sampleScenario({ rows: [sampleRow({ name: hostile, answer: { ...answer, ...over } })] })],
        });
      const [one, two] = [say({}), say({ status: '200', headers: [] })];
      const comparison = compareSources(
        [
          { file: 'a', result: one },
          { file: 'b', result: two },
        ],
        [],
      );
      for (const format of ['console', 'markdown'] as const) {
        const text = renderComparison(comparison, format);
        expect(text, format).not.to.match(FORGED);
        expect(text, format).not.to.match(/[\u202e]|(?!\n)\p{Cc}/u);
      }
      expect(renderComparison(comparison, 'html')).not.to.match(/<script>document|<img src=x|id="forged"/);
      const heads = renderComparison(comparison, 'csv').split('\r\n');
      expect(heads.filter((line) => /^[=+@]/.test(line))).to.deep.equal([]);
      JSON.parse(renderComparison(comparison, 'json'));
      const difference = renderDifference(diffResults(one, sampleHostileResult(hostile)));
      expect(difference).not.to.match(FORGED);
      expect(difference).not.to.match(/[\u202e]|(?!\n)\p{Cc}/u);
    });

    it(`is written nowhere but in the folder of the reports: ${name}`, async () => {
      const dir = mkdtempSync(join(tmpdir(), 'gwconf-hostile-'));
      try {
        const files = { evidence: join(dir, 'out/evidence'), junit: join(dir, 'out/junit.xml') };
        const reporters = createReporters({ files });
        await reporters.write(result);
        expect(reporters.problems()).to.deep.equal([]);
        expect(readdirSync(dir)).to.deep.equal(['out']);
        expect(readdirSync(join(dir, 'out')).sort()).to.deep.equal(['evidence', 'junit.xml']);
        expect(existsSync(files.junit)).to.equal(true);
        new DOMParser({
          onError: (level, message) => {
            if (level !== 'warning') throw new Error(`${level}: ${message}`);
          },
        }).parseFromString(readFileSync(files.junit, 'utf8'), 'text/xml');
      } finally {
        rmSync(dir, { recursive: true });
      }
    });
  }
});

describe('an answer of 10 MB with secrets in it', () => {
  const secret = 'hunter2-is-no-password';
  const body = `${'y'.repeat(10_000_000)}\nAuthorization: Bearer ${secret}\n`;
  const exchange = {
    protocol: 'http',
    remote: { address: '10.0.0.1', port: 80 },
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    request: {
      method: 'GET',
      scheme: 'http',
      host: 'a.example',
      path: '/',
      headers: [['authorization', `Bearer ${secret}`]],
    },
    response: {
      status: 200,
      httpVersion: '1.1',
      headers: [
        ['set-cookie', `session=${secret}`],
        ['location', `https://user:${secret}@a.example/`],
      ],
      body: `Authorization: Bearer ${secret}\n${body}`,
    },
  } as unknown as Exchange;

  async function recordResult(): Promise<RunResult> {
    const api = { list: async () => [], get: async () => undefined } as Partial<KubeApi> as KubeApi;
    const evidence = await collectEvidence({
      api,
      keys: [],
      namespaces: [],
      logSources: [],
      since: new Date(0),
      exchanges: Array.from({ length: 30 }, () => exchange),
    });
    const recorder = createRowRecorder(fakeClock(), () => {});
    const { step, kind, name, level, requirements } = sampleFailedRow();
    recorder.record(
      { step, kind, name, level, requirements, selected: true } as Parameters<typeof recorder.record>[0],
      {
        outcome: 'failed',
        message: `was ${body}`,
        startedAt: '2026-01-01T00:00:00.000Z',
        durationMs: 1,
        tries: 1,
        mismatches: [{ path: 'body', expected: '', observed: `Authorization: Bearer ${secret}\n${body}` }],
        exchanges: [exchange],
      },
      evidence,
    );
    return samplePassingResult({
      scenarios: [sampleScenario({ outcome: 'failed', rows: recorder.rows() })],
      exitCode: 1,
    });
  }

  it('leaks into no report and makes none large', async () => {
    const result = await recordResult();
    const texts = {
      json: renderResult(result),
      html: renderHtml(result),
      junit: renderJUnit(result),
      markdown: renderMarkdown(result),
      conformance: renderConformanceReport(result),
      sidecar: renderSidecar(result),
    };
    for (const [format, text] of Object.entries(texts)) {
      expect(text.includes(secret), format).to.equal(false);
      expect(text.length, format).to.be.lessThan(2_000_000);
    }
  });
});
