import { expect } from 'chai';
import { sampleFailedRow, samplePassingResult, sampleRunResult, sampleScenario } from '../../harness/result/sample.ts';
import { renderJUnit } from './render.ts';

/** The element that starts with `start`, up to its end tag. */
function elementOf(xml: string, start: string, end: string): string {
  const from = xml.indexOf(start);
  expect(from, `no ${start}`).to.be.at.least(0);
  return xml.slice(from, xml.indexOf(end, from));
}

describe('JUnit report', () => {
  it('counts a mismatch as failure, a harness error as error, what was not run as skipped', () => {
    const xml = renderJUnit(sampleRunResult());
    expect(xml).to.contain('tests="7" failures="2" errors="1" skipped="2"');
    expect(xml).to.contain('<testsuite name="HTTPRouteHeaderMatching" timestamp="2026-01-02T03:04:05"');
  });

  it('tells of a failure what was expected, sent and got, and how to rerun it', () => {
    const text = elementOf(
      renderJUnit(sampleRunResult()),
      '<testcase classname="HTTPRouteHeaderMatching" name="other',
      '</testcase>',
    );
    expect(text).to.contain('message="GET / with color: purple was answered 200 by v1, expected 404" type="Mismatch"');
    expect(text).to.contain('response.status   expected  404\n                  observed  200');
    expect(text).to.contain('GET http://k3x9q1.header-matching.example.com:80/ (to 127.112.0.1:80)');
    expect(text).to.contain('status 200');
    expect(text).to.contain('programmed 1 route');
    expect(text).to.contain('rerun: gwconf run --run-test HTTPRouteHeaderMatching --seed 7f3a');
  });

  it('tells why a scenario was not run', () => {
    const xml = renderJUnit(sampleRunResult());
    const text = elementOf(xml, '<testcase classname="HTTPRouteMethodMatching" name="not run"', '</testcase>');
    expect(text).to.contain('<skipped/>');
    expect(text).to.contain('the implementation does not claim HTTPRouteMethodMatching');
  });

  it('counts a known failure as skipped, and one that passed as failed', () => {
    const failed = sampleScenario({ outcome: 'failed', rows: [sampleFailedRow()], knownFailure: 'bug 1' });
    const stale = { scenario: 'HTTPRouteMatching', reason: 'bug 2', outcome: 'passed' } as const;
    const xml = renderJUnit(samplePassingResult({ scenarios: [failed], knownFailures: [stale] }));
    expect(xml).to.contain('tests="2" failures="1" errors="0" skipped="1"').and.to.contain('known failure: bug 1');
    expect(elementOf(xml, '<testsuite name="known failures"', '</testsuite>')).to.contain(
      'it passed, though listed: bug 2',
    );
  });

  it('carries the seed, the versions and the flaky mark as properties', () => {
    const suite = elementOf(renderJUnit(sampleRunResult()), '<testsuite name="HTTPRouteWeight"', '</testsuite>');
    expect(suite).to.contain('<property name="seed" value="7f3a"/>');
    expect(suite).to.contain('<property name="gatewayAPIVersion" value="v1.7.0 standard"/>');
    expect(suite).to.contain('<property name="flaky" value="true"/>');
    expect(suite).to.contain('observed 79.0 %  (76.0 % to 82.0 %, 395 of 500)');
  });

  it('shows an error outside of the rows, so that no suite looks green that is not', () => {
    const scenario = sampleScenario({ outcome: 'error', reason: 'the namespace could not be made' });
    const xml = renderJUnit(samplePassingResult({ scenarios: [scenario] }));
    expect(xml).to.contain('tests="2" failures="0" errors="1"');
    expect(xml).to.contain('message="the namespace could not be made" type="HarnessError"');
  });

  it('shows errors outside of any scenario', () => {
    const xml = renderJUnit(samplePassingResult({ errors: [{ phase: 'install', message: 'no pod became ready' }] }));
    expect(xml).to.contain('<testcase classname="gwconf" name="install">');
    expect(xml).to.contain('message="no pod became ready"');
  });

  it('replaces what XML cannot hold, and keeps the CDATA whole', () => {
    const row = { ...sampleFailedRow(), message: 'got \u0000\u001b[31m \ud800 ]]> 🙂', name: '<a & "b">' };
    const xml = renderJUnit(samplePassingResult({ scenarios: [sampleScenario({ outcome: 'failed', rows: [row] })] }));
    expect(xml).to.contain('message="got \ufffd\ufffd[31m \ufffd ]]> 🙂"');
    expect(xml).to.contain('name="&lt;a &amp; &quot;b&quot;>"');
  });

  it('is the same for the same result', () => {
    expect(renderJUnit(sampleRunResult())).to.equal(renderJUnit(sampleRunResult()));
  });
});
