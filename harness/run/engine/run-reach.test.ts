import { expect } from 'chai';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { FakeOptions } from './fake-cluster.test.ts';
import type { FakeGatewayOptions } from './fake-gateway.test.ts';
import { define, run } from './fake-run.test.ts';

const V6 = '2001:db8::10';

describe('runConformance: Gateways that this machine does not reach', () => {
  const noRoute = { error: { code: 'ENETUNREACH', message: 'connect ENETUNREACH' } };

  /** Gateways with these addresses. */
  const addressed = (...addresses: string[]): FakeOptions => ({
    onApply(object) {
      if (object.kind !== 'Gateway') return object;
      const conditions = ['Accepted', 'Programmed'].map((type) => ({ type, status: 'True', reason: type }));
      return { ...object, status: { addresses: addresses.map((value) => ({ type: 'IPAddress', value })), conditions } };
    },
  });
  const unreachable = (...from: string[]): FakeGatewayOptions => ({
    answer: (_request, _options, { address }) => (from.includes(address) ? noRoute : undefined),
  });

  it('tries all addresses, and passes by the one that it reaches', async () => {
    const { result } = await run([define('A')], {}, unreachable(V6), addressed(V6, '10.0.0.9'));
    expect(result.scenarios[0]).to.include({ outcome: 'passed' });
    expect(result.exitCode).to.equal(0);
  });

  it('ends in an error with the reasons where it reaches none', async () => {
    const { result } = await run([define('A')], {}, unreachable(V6, '10.0.0.9'), addressed(V6, '10.0.0.9'));
    const [scenario] = result.scenarios;
    expect(scenario?.outcome).to.equal('error');
    expect(scenario?.reason).to.match(/this machine could not reach the Gateway, so this says nothing/);
    for (const address of [V6, '10.0.0.9'])
      expect(scenario?.reason).to.contain(`${address}: this machine has no route`);
    expect(result.exitCode).to.equal(3);
  });

  it('is a failure where a connection that got there was refused', async () => {
    const refusing: FakeGatewayOptions = {
      answer: (_request, _options, { address }) =>
        address === V6 ? noRoute : { error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' } },
    };
    const { result } = await run([define('A')], {}, refusing, addressed(V6, '10.0.0.9'));
    expect(result.scenarios[0]).to.include({ outcome: 'failed' });
    expect(result.exitCode).to.equal(1);
  });

  it('follows an address that moves', async () => {
    let moved: (() => void) | undefined;
    const moving: FakeOptions = {
      onApply(object, put) {
        if (object.kind !== 'Gateway') return object;
        const at = (value: string): KubeObject => addressed(value).onApply?.(object, put) as KubeObject;
        moved ??= () => put(at('10.0.0.9'));
        return at('10.0.0.8');
      },
    };
    const gone: FakeGatewayOptions = {
      answer(_request, _options, { address }) {
        if (address !== '10.0.0.8') return undefined;
        moved?.();
        return { error: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' } };
      },
    };
    const { result } = await run([define('A')], {}, gone, moving);
    expect(result.scenarios[0]).to.include({ outcome: 'passed' });
  });
});
