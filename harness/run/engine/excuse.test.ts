import { expect } from 'chai';
import type { HttpExchange } from '../../protocols/http/types.ts';
import type { RowOutcome } from '../../steps/index.ts';
import { excuseRow } from './excuse.ts';

describe('excuseRow', () => {
  const request = {
    method: 'GET',
    scheme: 'http',
    version: '1.1',
    host: 'a',
    path: '/',
    headers: [],
    sni: '',
  } as const;
  const remote = { address: '192.0.2.1', port: 80 };
  const exchange = (code?: string): HttpExchange => {
    const error = code === undefined ? undefined : { code, message: 'no answer' };
    return { protocol: 'http', request, remote, startedAt: '', durationMs: 1, error };
  };
  const row = (...exchanges: HttpExchange[]): RowOutcome => ({
    outcome: 'failed',
    message: 'the row’s own words',
    startedAt: '',
    durationMs: 1,
    tries: 1,
    mismatches: [],
    exchanges,
  });
  const run = (slowness: number, patience = 4) => ({
    load: { slowness: () => slowness },
    input: { settings: { patience } },
  });
  const late = row(exchange(), exchange('ETIMEDOUT'));

  it('leaves a failure where nothing stood in its way', () => {
    expect(excuseRow(late, undefined, run(3.9))).to.equal(late);
    expect(excuseRow(row(exchange('ECONNREFUSED')), undefined, run(4))).to.include({ outcome: 'failed' });
    expect(excuseRow(late, undefined, run(1, 1))).to.equal(late);
    const passed = { ...late, outcome: 'passed' } as const;
    expect(excuseRow(passed, 'the node was not Ready', run(4))).to.equal(passed);
  });

  it('takes a failure for an error where something did', () => {
    const blamed = excuseRow(row(), 'the node was not Ready', run(1));
    expect(blamed?.outcome).to.equal('error');
    expect(blamed?.message).to.equal('the node was not Ready, so this says nothing: the row’s own words');
  });

  it('takes requests that were not answered for an error where time-outs can grow no more', () => {
    const blamed = excuseRow(late, undefined, run(4));
    expect(blamed?.outcome).to.equal('error');
    expect(blamed?.message).to.match(/^requests were not answered in time, and .* 4 times as slow as a quiet one, so/);
  });
});
