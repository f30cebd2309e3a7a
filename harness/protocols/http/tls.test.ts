import { expect } from 'chai';
import type { TlsDetails } from '../common/sockets.ts';
import { fails, type Made, match, passes } from './exchanges.test.ts';

describe('matchHttp over TLS', () => {
  const TLS: TlsDetails = {
    protocol: 'TLSv1.3',
    alpn: 'http/1.1',
    authorized: true,
    subjectAltNames: ['DNS:other.example.org', 'DNS:*.example.com'],
  };
  const https = (tls: TlsDetails | undefined, sni = 'a.example.com', echo: false | undefined = undefined): Made => ({
    request: { scheme: 'https', sni },
    echo,
    response: { status: echo === false ? 404 : 200, tls },
  });

  it('passes a certificate that verifies for the name', () => {
    passes(https(TLS), { backend: 'v1' });
    passes(https(TLS, 'A.Example.Com'), { backend: 'v1' });
    passes(https(TLS, 'other.example.org', false), { status: 404 });
    passes(https(TLS, ''), { backend: 'v1' });
  });

  it('fails one that does not verify, on any expectation', () => {
    const tls = { ...TLS, authorized: false, authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' };
    const told: [string, string, string] = [
      'tls.certificate',
      'one that verifies for "a.example.com"',
      'one for DNS:other.example.org, DNS:*.example.com (DEPTH_ZERO_SELF_SIGNED_CERT)',
    ];
    fails(https(tls), { backend: 'v1' }, told);
    fails(https(tls), { oneOf: ['v1'] }, told);
    fails(https(tls, 'a.example.com', false), { status: 404 }, told);
    expect(match(https(tls, ''), { backend: 'v1' })).to.have.length(1);
  });

  it('fails one for other names, even where the client took it', () => {
    for (const sni of ['example.com', 'a.b.example.com', 'example.org', 'aexample.com']) {
      expect(match(https(TLS, sni), { backend: 'v1' }), sni).to.have.length(1);
    }
    expect(match(https({ ...TLS, subjectAltNames: [] }), { backend: 'v1' })).to.have.length(1);
    expect(match(https({ ...TLS, subjectAltNames: ['IP Address:a.example.com'] }), { backend: 'v1' })).to.have.length(
      1,
    );
  });

  it('fails an answer without TLS', () => {
    fails(https(undefined), { backend: 'v1' }, ['tls.certificate', 'TLS', 'plain text']);
  });
});
