import { expect } from 'chai';
import { parseDuration } from '../../model/duration.ts';
import { specifiedRetries } from './retries.ts';
import { specifiedTimeouts } from './timeouts.ts';

describe('durations', () => {
  it('are sums of hours, minutes, seconds and milliseconds', () => {
    expect(['1h', '1m30s', '500ms', '0s', '1h2m3s4ms'].map(parseDuration)).to.deep.equal([
      3_600_000, 90_000, 500, 0, 3_723_004,
    ]);
  });
});

describe('timeouts', () => {
  it('are unlimited where they are zero or not given', () => {
    expect(specifiedTimeouts.request({})).to.equal(0);
    expect(specifiedTimeouts.backendRequest({ backendRequest: '0s', request: '1s' })).to.equal(0);
    expect(specifiedTimeouts.request({ request: '1s' })).to.equal(1000);
  });
});

describe('retries', () => {
  it('are one by default, and none where zero is asked for', () => {
    expect(specifiedRetries.attempts({})).to.equal(1);
    expect(specifiedRetries.attempts({ attempts: 0 })).to.equal(0);
  });

  it('follow listed codes, failed connections and timeouts, not exchanges that broke off', () => {
    const retry = { codes: [503] };
    expect(specifiedRetries.isRetriable(retry, { kind: 'status', status: 503 })).to.equal(true);
    expect(specifiedRetries.isRetriable(retry, { kind: 'status', status: 500 })).to.equal(false);
    expect(specifiedRetries.isRetriable(retry, { kind: 'unreachable' })).to.equal(true);
    expect(specifiedRetries.isRetriable(retry, { kind: 'timeout' })).to.equal(true);
    expect(specifiedRetries.isRetriable(retry, { kind: 'broken' })).to.equal(false);
  });

  it('wait longer each time, up to ten times the base', () => {
    const waits = [1, 2, 3, 5, 9].map((number) => specifiedRetries.backoff({ backoff: '100ms' }, number));
    expect(waits).to.deep.equal([100, 200, 400, 1000, 1000]);
  });
});
