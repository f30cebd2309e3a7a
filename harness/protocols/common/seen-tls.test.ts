import { expect } from 'chai';
import { createAuthority } from '../../run/certificates/index.ts';
import { matchSeenTls, readSeenTls, type SeenTls } from './seen-tls.ts';

describe('what a backend saw of TLS', () => {
  let shown: string;
  before(async () => {
    const authority = await createAuthority();
    shown = (await authority.issue(['client.example'], { client: true })).certificate;
  });
  const seen = (more: Partial<SeenTls> = {}): SeenTls => ({ serverName: 'a.example', peerCertificates: [], ...more });
  const paths = (...args: Parameters<typeof matchSeenTls>) => matchSeenTls(...args).map(({ path }) => path);

  it('is read from an echo, where there was any', () => {
    expect(readSeenTls(undefined)).to.equal(undefined);
    expect(readSeenTls({})).to.equal(undefined);
    expect(readSeenTls({ serverName: 'a', version: 'TLSv1.3' })).to.deep.equal({
      serverName: 'a',
      peerCertificates: [],
    });
    expect(readSeenTls({ serverName: 'a', peerCertificates: ['x', 1] })?.peerCertificates).to.deep.equal(['x']);
  });

  it('may be anything where nothing is expected', () => {
    expect(paths(undefined, undefined)).to.deep.equal([]);
    expect(paths(seen(), undefined)).to.deep.equal([]);
  });

  it('must be there, or must not', () => {
    expect(paths(seen(), null)).to.deep.equal(['backend saw TLS']);
    expect(paths(undefined, null)).to.deep.equal([]);
    expect(paths(undefined, {})).to.deep.equal(['backend saw TLS']);
    expect(paths(seen(), {})).to.deep.equal([]);
  });

  it('must have the server name, without regard to case', () => {
    expect(paths(seen(), { sni: 'A.example' })).to.deep.equal([]);
    expect(matchSeenTls(seen({ serverName: '' }), { sni: 'a.example' })).to.deep.equal([
      { path: 'backend saw TLS server name', expected: '"a.example"', observed: 'no server name' },
    ]);
  });

  it('must have a certificate for the name, or none', () => {
    const with1 = seen({ peerCertificates: [shown] });
    expect(paths(with1, { clientCertificate: 'client.example' })).to.deep.equal([]);
    expect(paths(with1, { clientCertificate: null })).to.deep.equal(['backend saw TLS client certificate']);
    expect(matchSeenTls(with1, { clientCertificate: 'other.example' })[0]?.observed).to.equal(
      'one for DNS:client.example',
    );
    expect(paths(seen(), { clientCertificate: null })).to.deep.equal([]);
    expect(matchSeenTls(seen(), { clientCertificate: 'client.example' })[0]?.observed).to.equal('none');
    expect(paths(seen({ peerCertificates: ['rubbish'] }), { clientCertificate: 'a' })).to.have.length(1);
  });
});
