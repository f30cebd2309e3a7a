import { expect } from 'chai';
import Mocha from 'mocha';
import { sampleRow, sampleScenario } from '../../result/sample.ts';
import { UsageError } from '../../scenario/errors.ts';
import { startMochaHost } from './index.ts';

/** What a reporter sees, in order. */
function recordingReporter(events: string[]): Mocha.ReporterConstructor {
  class Recorder extends Mocha.reporters.Base {
    constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
      super(runner, options);
      runner.on('pass', (test) => events.push(`pass ${test.fullTitle()}`));
      runner.on('fail', (test, error) => events.push(`fail ${test.fullTitle()}: ${error.name}: ${error.message}`));
      runner.on('pending', (test) => events.push(`pending ${test.fullTitle()}`));
      runner.on('end', () => events.push('end'));
    }
  }
  return Recorder;
}

describe('startMochaHost', () => {
  it('shows one suite a scenario and one test a row, whatever order the outcomes come in', async () => {
    const events: string[] = [];
    const scenarios = [
      { id: 'A', title: 'a', rows: ['one', 'two'] },
      { id: 'B', title: 'b', rows: ['one', 'later'] },
      { id: 'C', title: 'the title', rows: [], notRun: 'feature X is not claimed' },
    ];
    const host = startMochaHost(scenarios, recordingReporter(events));
    const mismatches = [{ path: 'response.status', expected: '404', observed: '200' }];
    host.finishRow('B', sampleRow({ name: 'one', outcome: 'failed', message: 'it was served', mismatches }));
    host.finishRow('B', sampleRow({ name: 'later', outcome: 'skipped', message: 'not reached' }));
    host.finishRow('A', sampleRow({ name: 'two', outcome: 'error', message: 'no API' }));
    host.finishRow('A', sampleRow({ name: 'one' }));
    expect(await host.finish()).to.equal(2);
    expect(events).to.deep.equal([
      'pass A one',
      'fail A two: HarnessError: no API',
      'fail B one: Mismatch: it was served\n  response.status: expected 404, observed 200',
      'pending B later',
      'pending C the title (feature X is not claimed)',
      'end',
    ]);
  });

  it('ends rows without an outcome as their scenario, and those of no scenario as pending', async () => {
    const events: string[] = [];
    const scenarios = ['A', 'B'].map((id) => ({ id, title: id, rows: ['row'] }));
    const host = startMochaHost(scenarios, recordingReporter(events));
    host.finishScenario(sampleScenario({ id: 'A', outcome: 'error', reason: 'interrupted' }));
    expect(await host.finish()).to.equal(1);
    expect(events).to.deep.equal(['fail A row: HarnessError: interrupted', 'pending B row', 'end']);
  });

  it('leaves nothing behind in the process', async () => {
    const count = (): number[] =>
      ['uncaughtException', 'unhandledRejection'].map((event) => process.listenerCount(event));
    const { hideDiff, useColors, inlineDiffs } = Mocha.reporters.Base as unknown as Record<string, unknown>;
    const before = count();
    const host = startMochaHost([{ id: 'A', title: 'a', rows: ['one'] }]);
    const meanwhile = count();
    await host.finish();
    expect(meanwhile, 'while it runs').to.deep.equal(before);
    expect(count(), 'afterwards').to.deep.equal(before);
    expect(Mocha.reporters.Base).to.include({ hideDiff, useColors, inlineDiffs });
  });

  it('refuses a reporter that Mocha does not have', () => {
    expect(() => startMochaHost([], 'fancy')).to.throw(UsageError, "Mocha has no reporter 'fancy'; it has ");
  });
});
