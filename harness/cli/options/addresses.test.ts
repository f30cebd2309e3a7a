import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { toStaticAddresses } from './addresses.ts';

describe('addresses that Gateways may ask for', () => {
  it('are IP addresses of either family, and hostnames', () => {
    for (const usable of ['203.0.113.8', '2001:db8::8', 'lb.example.com']) {
      expect(toStaticAddresses(usable, undefined)).to.deep.equal({ staticAddresses: { usable, unusable: undefined } });
    }
    expect(toStaticAddresses(undefined, undefined)).to.deep.equal({});
  });

  it('are refused as anything else', () => {
    for (const wrong of ['', 'a b', '203.0.113.800', '203.0.113.8:80', 'http://lb', '-a', `${'a'.repeat(254)}`]) {
      expect(() => toStaticAddresses(wrong, undefined), wrong).to.throw(UsageError, '--usable-address takes an IP');
      expect(() => toStaticAddresses(undefined, wrong), wrong).to.throw(UsageError, '--unusable-address takes an IP');
    }
    expect(() => toStaticAddresses('203.0.113.8', '203.0.113.8')).to.throw(UsageError, 'cannot be the same');
  });
});
