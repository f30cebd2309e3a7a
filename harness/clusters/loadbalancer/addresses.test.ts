import { expect } from 'chai';
import { createAddressPool, normalizeAddress } from './addresses.ts';

const kindNetwork = ['172.18.0.0/16', 'fc00:f853:ccd:e793::/64'];

describe('address pool', () => {
  it('takes addresses of both families from the upper end, each once', () => {
    const pool = createAddressPool({ subnets: kindNetwork, taken: ['172.18.0.2'], seed: 'a' });
    const four = Array.from({ length: 50 }, () => pool.take('IPv4'));
    const six = Array.from({ length: 50 }, () => pool.take('IPv6'));
    expect(new Set([...four, ...six]).size).to.equal(100);
    for (const address of four) expect(address).to.match(/^172\.18\.2(39|[45]\d)\.\d+$/);
    for (const address of six) expect(address).to.match(/^fc00:f853:ccd:e793:ffff:ffff:ffff:\w+$/);
  });

  it('begins elsewhere for another cluster', () => {
    const take = (seed: string) => createAddressPool({ subnets: kindNetwork, taken: [], seed }).take('IPv4');
    expect(take('one')).not.to.equal(take('two'));
    expect(take('one')).to.equal(take('one'));
  });

  it('gives what is left of a small network, never its first or last address, and then nothing', () => {
    const pool = createAddressPool({ subnets: ['10.0.0.0/29'], taken: ['10.0.0.5'], seed: '' });
    const given = Array.from({ length: 5 }, () => pool.take('IPv4'));
    expect(given.filter(Boolean).sort()).to.deep.equal(['10.0.0.3', '10.0.0.4', '10.0.0.6']);
    pool.release('10.0.0.4');
    expect(pool.take('IPv4')).to.equal('10.0.0.4');
    expect(pool.take('IPv6')).to.equal(undefined);
  });

  it('gives the address that is asked for only where it is free and of the network', () => {
    const pool = createAddressPool({ subnets: kindNetwork, taken: ['172.18.0.2'], seed: '' });
    expect(pool.take('IPv4', '172.18.9.9')).to.equal('172.18.9.9');
    expect(pool.take('IPv4', '172.18.9.9')).to.equal(undefined);
    expect(pool.take('IPv4', '172.18.0.2')).to.equal(undefined);
    expect(pool.take('IPv4', '192.0.2.1')).to.equal(undefined);
    expect(pool.take('IPv6', '172.18.9.10')).to.equal(undefined);
    pool.block('fc00:f853:0ccd:e793::00ff');
    expect(pool.take('IPv6', 'fc00:f853:ccd:e793::ff')).to.equal(undefined);
  });

  it('knows one address in several spellings', () => {
    expect(normalizeAddress('FC00:0:0::1')).to.equal('fc00::1');
    expect(normalizeAddress('10.0.0.1')).to.equal('10.0.0.1');
  });
});
