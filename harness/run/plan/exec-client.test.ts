import { expect } from 'chai';
import { distribution, grpc, http } from '../../scenario/define.ts';
import type { Step } from '../../scenario/steps.ts';
import { listRows } from '../../steps/rows.ts';
import { findNothingSendable, leaveOutUnsendable } from './exec-client.ts';

const target = { service: 'echo', from: 'echo' };
const calls = grpc([{ name: 'call', send: {}, expect: { backend: 'v1' } }], target);
const requests = http(
  [
    { name: 'plain', send: { path: '/' }, expect: { backend: 'v1' } },
    { name: 'with a body', send: { method: 'PUT', body: 'text' }, expect: { backend: 'v1' } },
    { name: 'by HTTP/2', send: { version: '2' }, expect: { backend: 'v1' } },
  ],
  target,
);
const shares = distribution({ name: 'shares', protocol: 'grpc', send: {}, weights: { v1: 1 }, tolerance: 0.1, target });

function plan(...steps: Step[]) {
  const rows = listRows({ id: 'A', requirements: [] } as never, steps);
  return { rows: leaveOutUnsendable(steps, rows), nothing: findNothingSendable(steps, rows) };
}

describe('rows of a mesh for the client that is run by exec', () => {
  it('are left out, with the reason, where it cannot send them', () => {
    const { rows, nothing } = plan(requests, shares);
    expect(rows.map(({ name, selected, leftOut = '' }) => [name, selected, leftOut.slice(38)])).to.deep.equal([
      ['plain', true, ''],
      ['with a body', false, 'sends no body'],
      ['by HTTP/2', false, 'is asked for HTTP/1.1 alone'],
      ['shares', false, 'sends no grpc that the backends of this run answer'],
    ]);
    expect(nothing).to.equal(undefined);
  });

  it('are a reason to leave out the scenario where it can send none of them', () => {
    expect(plan(calls, shares).nothing).to.contain('sends no grpc');
    expect(plan().nothing).to.equal(undefined);
  });
});
