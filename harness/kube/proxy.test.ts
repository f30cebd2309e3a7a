import { once } from 'node:events';
import http from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect } from 'chai';
import { createKubeApi } from './api.ts';
import { findProxy } from './proxy.ts';

describe('findProxy', () => {
  const environment = { HTTPS_PROXY: 'http://proxy.example:3128', http_proxy: 'proxy.example:3129' };
  const find = (server: string, noProxy = '') => findProxy(new URL(server), { ...environment, NO_PROXY: noProxy });

  it('takes the one for the scheme, in either case of letters', () => {
    expect(find('https://api.example:6443')).to.equal('http://proxy.example:3128');
    expect(find('http://api.example')).to.equal('http://proxy.example:3129');
    expect(findProxy(new URL('https://api.example'), {})).to.equal(undefined);
  });

  it('never reaches this machine by one', () => {
    for (const host of ['localhost', '127.0.0.1', '127.5.0.1', '[::1]'])
      expect(find(`https://${host}:6443`), host).to.equal(undefined);
  });

  const excepted: readonly [string, string, boolean][] = [
    ['https://api.example', 'api.example', true],
    ['https://a.api.example', 'other,api.example', true],
    ['https://api.example', '.api.example', false],
    ['https://a.api.example', '.api.example', true],
    ['https://notapi.example', 'api.example', false],
    ['https://api.example:6443', 'api.example:6443', true],
    ['https://api.example:6443', 'api.example:443', false],
    ['https://10.1.2.3', '10.0.0.0/8', true],
    ['https://11.1.2.3', '10.0.0.0/8', false],
    ['https://[2001:db8::1]', '2001:db8::/32', true],
    ['https://api.example', '*', true],
    ['https://api.example', '10.0.0.0/99, ,', false],
  ];
  for (const [server, noProxy, isExcepted] of excepted) {
    it(`${isExcepted ? 'leaves out' : 'keeps'} ${server} with NO_PROXY ${noProxy}`, () => {
      expect(find(server, noProxy) === undefined).to.equal(isExcepted);
    });
  }
});

describe('createKubeApi behind a proxy', () => {
  it('goes by the proxy of the environment', async () => {
    const server = http.createServer((_request, response) => response.end('{"gitVersion":"v1.34.0"}'));
    const proxy = http.createServer();
    const asked: string[] = [];
    for (const one of [server, proxy]) one.listen(0, '127.0.0.1');
    await Promise.all([once(server, 'listening'), once(proxy, 'listening')]);
    const portOf = (one: http.Server) => (one.address() as AddressInfo).port;
    proxy.on('connect', (request, socket) => {
      asked.push(String(request.url));
      const through = connect(portOf(server), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        through.pipe(socket).pipe(through);
      });
      for (const end of [through, socket]) end.on('error', () => {});
    });
    const before = process.env.HTTP_PROXY;
    process.env.HTTP_PROXY = `http://127.0.0.1:${portOf(proxy)}`;
    const stopping = new AbortController();
    try {
      const kubeconfig = JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: 'http://api.example:8001' } }],
        users: [{ name: 'u', user: { token: 't' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      });
      const api = await createKubeApi(kubeconfig, { runId: 'r', signal: stopping.signal });
      expect(await api.serverVersion()).to.equal('v1.34.0');
      expect(asked).to.deep.equal(['api.example:8001']);
      api.close();
    } finally {
      if (before === undefined) delete process.env.HTTP_PROXY;
      else process.env.HTTP_PROXY = before;
      stopping.abort();
      for (const one of [server, proxy]) {
        one.closeAllConnections();
        one.close();
      }
    }
  });
});
