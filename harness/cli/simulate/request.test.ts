import { expect } from 'chai';
import { readRequest } from './request.ts';

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
