import { readFileSync } from 'node:fs';
import { DOMParser, type Element } from '@xmldom/xmldom';
import { expect } from 'chai';
import { validateXML } from 'xmllint-wasm';
import {
  sampleFailedRow,
  samplePassingResult,
  sampleRow,
  sampleRunResult,
  sampleScenario,
} from '../../harness/result/sample.ts';
import type { RowResult, RunResult } from '../../harness/result/types.ts';
import { renderJUnit } from './render.ts';

const schema = readFileSync(new URL('./junit.xsd', import.meta.url), 'utf8');

async function validate(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml: [{ fileName: 'junit.xml', contents: xml }], schema: [schema] });
  return errors.map(({ message }) => message);
}

/** Elements of this name, as a reader sees them who takes no second-best. */
function read(result: RunResult, name: string): Element[] {
  const onError = (level: string, message: string): void => {
    if (level !== 'warning') throw new Error(message);
  };
  return [...new DOMParser({ onError }).parseFromString(renderJUnit(result), 'text/xml').getElementsByTagName(name)];
}

const caseOf = (result: RunResult, name: string): Element => {
  const found = read(result, 'testcase').find((one) => one.getAttribute('name') === name);
  if (!found) throw new Error(`no case ${name}`);
  return found;
};

/** Attributes by name. */
const attributes = (element: Element | undefined): Record<string, string> =>
  Object.fromEntries([...(element?.attributes ?? [])].map(({ name, value }) => [name, value]));

const failedWith = (row: RowResult): RunResult =>
  samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows: [row] })] });

describe('JUnit report', () => {
  it('is what the common schema describes, for each outcome', async function () {
    this.timeout(60_000);
    expect(await validate(renderJUnit(sampleRunResult()))).to.deep.equal([]);
    expect(await validate(renderJUnit(samplePassingResult()))).to.deep.equal([]);
    expect(await validate(renderJUnit(samplePassingResult({ scenarios: [] })))).to.deep.equal([]);
    const skipped = renderJUnit(sampleRunResult()).replace('<testsuites ', '<testsuites skipped="1" ');
    expect((await validate(skipped)).join()).to.contain('skipped');
  });

  it('counts a mismatch as failure, a harness error as error, what was not run as skipped', () => {
    const result = sampleRunResult();
    expect(attributes(read(result, 'testsuites')[0])).to.deep.include({ tests: '7', failures: '2', errors: '1' });
    expect(attributes(read(result, 'testsuite')[1])).to.deep.include({
      name: 'HTTPRouteHeaderMatching',
      timestamp: '2026-01-02T03:04:05',
      tests: '2',
      failures: '1',
    });
  });

  it('tells of a failure the clause, what was expected, sent and got, and how to rerun it', () => {
    const failed = caseOf(sampleRunResult(), 'other header');
    const text = failed.textContent ?? '';
    expect(attributes([...failed.getElementsByTagName('failure')][0])).to.deep.equal({
      message: 'GET / with color: purple was answered 200 by v1, expected 404 [httproute.match.headers.exact]',
      type: 'Mismatch',
    });
    expect(text).to.contain('response.status   expected  404\n                  observed  200');
    expect(text).to.contain('MUST: Header values are compared exactly. [httproute.match.headers.exact]');
    expect(text).to.contain('https://gateway-api.sigs.k8s.io/reference/1.7/spec/#httpheadermatch');
    expect(text).to.contain('GET http://k3x9q1.header-matching.example.com:80/ (to 127.112.0.1:80)');
    expect(text).to.contain('status 200');
    expect(text).to.contain('programmed 1 route');
    expect(text).to.contain('rerun: gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a');
  });

  it('tells why a scenario was not run', () => {
    const cases = read(sampleRunResult(), 'testcase');
    const one = cases.find((found) => found.getAttribute('classname') === 'HTTPRouteMethodMatching');
    expect(attributes([...(one?.getElementsByTagName('skipped') ?? [])][0])).to.deep.equal({
      message: 'the implementation does not claim HTTPRouteMethodMatching',
    });
  });

  it('counts a known failure as skipped, and one that passed as failed', () => {
    const failed = sampleScenario({ outcome: 'failed', rows: [sampleFailedRow()], knownFailure: 'bug 1' });
    const stale = { scenario: 'HTTPRouteMatching', reason: 'bug 2', outcome: 'passed' } as const;
    const result = samplePassingResult({ scenarios: [failed], knownFailures: [stale] });
    expect(attributes(read(result, 'testsuites')[0])).to.deep.include({ tests: '2', failures: '1', errors: '0' });
    expect(read(result, 'skipped')[0]?.getAttribute('message')).to.contain('known failure, bug 1: GET / with color');
    expect(read(result, 'failure')[0]?.getAttribute('message')).to.equal('it passed, though listed: bug 2');
  });

  it('carries the seed, the versions and the flaky mark as properties', () => {
    const suite = read(sampleRunResult(), 'testsuite').find((one) => one.getAttribute('name') === 'HTTPRouteWeight');
    const properties = Object.fromEntries(
      [...(suite?.getElementsByTagName('property') ?? [])].map((one) => [
        one.getAttribute('name'),
        one.getAttribute('value'),
      ]),
    );
    expect(properties).to.include({ seed: '7f3a', gatewayAPIVersion: 'v1.7.0 standard', flaky: 'true' });
    expect(properties).to.include({ profiles: 'GATEWAY-HTTP', level: 'official' });
    expect(suite?.textContent).to.contain('observed 79.0 %  (76.0 % to 82.0 %, 395 of 500)');
  });

  it('says of an official test of no profile that no official report tells of it', () => {
    const result = samplePassingResult({ scenarios: [sampleScenario({ profiles: [] })] });
    expect(renderJUnit(result)).to.contain('name="profiles" value="none, so that no official report tells of it"');
  });

  it('shows an error outside of the rows, so that no suite looks green that is not', () => {
    const scenario = sampleScenario({ outcome: 'error', reason: 'the namespace could not be made' });
    const result = samplePassingResult({ scenarios: [scenario] });
    expect(attributes(read(result, 'testsuites')[0])).to.deep.include({ tests: '2', failures: '0', errors: '1' });
    expect(attributes(read(result, 'error')[0])).to.deep.equal({
      message: 'the namespace could not be made',
      type: 'HarnessError',
    });
  });

  it('shows errors outside of any scenario', () => {
    const result = samplePassingResult({ errors: [{ phase: 'install', message: 'no pod became ready' }] });
    expect(attributes(caseOf(result, 'install'))).to.include({ classname: 'gwconf' });
    expect(read(result, 'error')[0]?.getAttribute('message')).to.equal('no pod became ready');
  });

  it('gives rows that were tried together the time that they took together, once', () => {
    const together = { startedAt: '2026-01-02T03:04:05.500Z', durationMs: 3000 };
    const rows = ['a', 'b', 'c'].map((name) => sampleRow({ name, ...together }));
    const spec = sampleRow({ name: 'd', ...together, level: 'spec', durationMs: 2000 });
    const skipped = sampleRow({ name: 'e', outcome: 'skipped', durationMs: 0 });
    const result = samplePassingResult({
      scenarios: [sampleScenario({ durationMs: 4000, rows: [...rows, spec, skipped] })],
    });
    const times = read(result, 'testcase').map((one) => Number(one.getAttribute('time')));
    expect(times).to.deep.equal([0.75, 0.75, 0.75, 0, 0.5]);
    const suites = read(result, 'testsuite').map((one) => Number(one.getAttribute('time')));
    expect(suites).to.deep.equal([3.5, 0.5]);
  });

  it('stays whole whatever an implementation answers', async function () {
    this.timeout(60_000);
    const twice = 'an error page: <e><![CDATA[one]]></e><e><![CDATA[two]]></e>';
    const texts = [
      twice,
      'got \u0000\u001b[31m \ud800 ]]> 🙂',
      '<script>alert(1)</script>',
      'a\n</failure>\nb',
      '&#0; &x;',
    ];
    for (const text of texts) {
      const [mismatch] = sampleFailedRow().mismatches;
      if (!mismatch) throw new Error('no mismatch');
      const row = { ...sampleFailedRow(), message: text, name: text, mismatches: [{ ...mismatch, observed: text }] };
      const [exchange] = row.evidence?.exchanges ?? [];
      if (exchange) Object.assign(exchange, { error: text });
      const result = failedWith(row);
      expect(await validate(renderJUnit(result)), text).to.deep.equal([]);
      expect(read(result, 'testcase')).to.have.length(1);
      const seen = text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cs}\p{Cc}]/gu, '\ufffd');
      expect(read(result, 'failure')[0]?.getAttribute('message')).to.equal(`${seen} [httproute.match.headers.exact]`);
      expect(read(result, 'system-out')[0]?.textContent).to.contain(seen);
    }
  });

  it('is the same for the same result', () => {
    expect(renderJUnit(sampleRunResult())).to.equal(renderJUnit(sampleRunResult()));
  });
});
