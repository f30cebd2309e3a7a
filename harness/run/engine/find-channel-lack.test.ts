import { expect } from 'chai';
import { findChannelLack } from './find-channel-lack.ts';

describe('a field of the experimental channel', () => {
  const lack = (channel: string) => findChannelLack({ gatewayApi: { version: 'v1.7.0', channel } }).experimentalChannel;

  it('is lacking in the standard one, and the reason says what to give', () => {
    expect(lack('experimental')).to.equal(undefined);
    expect(lack('standard')).to.contain('the standard one').and.contain('--crds v1.7.0-experimental');
  });
});
