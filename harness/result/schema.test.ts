import { expect } from 'chai';
import { samplePassingResult, sampleRunResult } from './sample.ts';
import { checkRunResult } from './validate.ts';

describe('schema of the run result', () => {
  it('accepts a result with every outcome in it', () => {
    expect(checkRunResult(sampleRunResult())).to.deep.equal([]);
    expect(checkRunResult(samplePassingResult())).to.deep.equal([]);
  });

  it('accepts the extended part of a profile', () => {
    const core = {
      result: 'success',
      passed: 1,
      failed: 0,
      skipped: 0,
      failedTests: [],
      skippedTests: [],
      untried: [],
    } as const;
    const extended = { ...core, supportedFeatures: ['HTTPRouteMethodMatching'], unsupportedFeatures: [] };
    const result = samplePassingResult({ profiles: [{ name: 'GATEWAY-HTTP', core, extended }] });
    expect(checkRunResult(result)).to.deep.equal([]);
  });

  it('survives a round trip through JSON', () => {
    expect(checkRunResult(JSON.parse(JSON.stringify(sampleRunResult())))).to.deep.equal([]);
  });

  const broken: readonly [string, object, string][] = [
    ['a missing field', { seed: undefined }, "document: must have required property 'seed'"],
    ['several missing', { seed: undefined, runId: undefined }, 'document: must have the properties runId, seed'],
    ['an unknown field', { colour: 'red' }, 'document: unknown field "colour"'],
    ['a wrong exit code', { exitCode: 2 }, 'exitCode: must be one of 0, 1, 3, 130'],
    ['a time that is none', { startedAt: 'yesterday' }, 'startedAt: must match pattern'],
    ['a negative duration', { durationMs: -1 }, 'durationMs: must be >= 0'],
    ['an unknown outcome', { scenarios: [{ outcome: 'fine' }] }, 'scenarios[0].outcome: must be one of "passed"'],
  ];
  for (const [name, change, message] of broken) {
    it(`refuses ${name}, naming the field`, () => {
      const value = JSON.parse(JSON.stringify({ ...sampleRunResult(), ...change }));
      expect(checkRunResult(value).join('\n')).to.contain(message);
    });
  }
});
