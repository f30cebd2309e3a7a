import { expect } from 'chai';
import { readAsk, readRequest, readService } from './request.ts';

describe('requests of the simulator', () => {
  it('are read with method, port and headers', () => {
    const { port, request } = readRequest('post https://a.example:8443/x%2Fy?q=1', ['version: one', 'list: a', 'b']);
    expect(port).to.equal(8443);
    expect(request).to.deep.equal({
      method: 'POST',
      scheme: 'https',
      host: 'a.example:8443',
      path: '/x%2Fy?q=1',
      headers: [
        ['version', 'one'],
        ['list', 'a,b'],
      ],
      sni: 'a.example',
    });
  });

  it('take the Host header before the name of the address', () => {
    const { request } = readRequest('http://a.example', ['Host: b.example']);
    expect(request).to.include({ method: 'GET', host: 'b.example', path: '/' });
    expect(request.headers).to.deep.equal([]);
  });

  for (const text of ['', 'a.example', 'GET', 'ftp://a.example/x', 'GET http://a.example/x y'])
    it(`refuse «${text}»`, () => {
      expect(() => readRequest(text, [])).to.throw("expected one like 'GET https://a.example/x'");
    });
});

describe('what the simulator is asked', () => {
  it('may be a call, a connection or a datagram', () => {
    const call = { service: 'pkg.Cart', method: 'Add', scheme: 'http', authority: 'g.example:8080' };
    expect(readAsk('GRPC pkg.Cart/Add g.example:8080', ['version: one'])).to.deep.equal({
      port: 8080,
      host: 'g.example',
      ask: { kind: 'grpc', request: { ...call, metadata: [['version', 'one']] } },
    });
    const tls = { protocol: 'tls', sni: 'a.example' };
    expect(readAsk('TLS a.example', [])).to.deep.equal({
      port: 443,
      host: 'a.example',
      ask: { kind: 'stream', request: tls },
    });
    expect(readAsk('tcp :9000', []).ask).to.deep.equal({ kind: 'stream', request: { protocol: 'tcp' } });
    expect(readAsk('UDP :53', [])).to.include({ port: 53, host: '' });
    expect(readAsk('GET http://a.example/', [])).to.include({ port: 80, host: 'a.example' });
  });

  for (const text of ['GRPC pkg.Cart a.example', 'GRPC pkg.Cart/Add', 'TLS :443', 'TCP', 'UDP :0', 'TCP :99999'])
    it(`is not «${text}»`, () => {
      expect(() => readAsk(text, [])).to.throw("'GRPC pkg.Service/Method a.example'");
    });

  it('names a Service as clients in a cluster do', () => {
    expect(readService('cart', 'shop')).to.deep.equal({ namespace: 'shop', name: 'cart' });
    expect(readService('cart.store.svc.cluster.local', 'shop')).to.deep.equal({ namespace: 'store', name: 'cart' });
    expect(() => readService('a.example.com', 'shop')).to.throw('expected NAME or NAME.NAMESPACE');
  });
});
