import { expect } from 'chai';
import { HarnessError } from '../../scenario/errors.ts';
import { findAddress, findLacks } from './static-addresses.ts';
import type { RunInput } from './types.ts';

/** What was given, and what the cluster knows. */
function input(staticAddresses?: { usable?: string; unusable?: string }, staticAddress?: string) {
  return { settings: { staticAddresses }, cluster: { capabilities: { staticAddress } } } as Pick<
    RunInput,
    'settings' | 'cluster'
  >;
}

describe('addresses that a Gateway may ask for', () => {
  it('are those that were given, then one that the cluster knows', () => {
    expect(findAddress(input({ usable: '203.0.113.7' }, '127.1.2.3'), 'usable').value).to.equal('203.0.113.7');
    expect(findAddress(input({ unusable: '203.0.113.8' }, '127.1.2.3'), 'usable').value).to.equal('127.1.2.3');
    expect(findAddress(input({ unusable: '203.0.113.8' }), 'unusable').value).to.equal('203.0.113.8');
    expect(findAddress(input(), 'unusable').value).to.equal('192.0.2.1');
  });

  it('are hostnames where they are no IP address', () => {
    expect(findAddress(input({ usable: 'lb.example.net' }), 'usable').type).to.equal('Hostname');
    expect(findAddress(input({ usable: '2001:db8::1' }), 'usable').type).to.equal('IPAddress');
  });

  it('lack where none is known that can be had', () => {
    expect(findLacks(input({ unusable: '203.0.113.8' })).staticAddresses).to.contain('--usable-address');
    expect(findLacks(input({}, '127.1.2.3'))).to.deep.equal({});
    expect(() => findAddress(input(), 'usable')).to.throw(HarnessError, 'no usable address');
  });
});
