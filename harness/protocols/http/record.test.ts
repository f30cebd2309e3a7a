import { expect } from 'chai';
import { toCurl } from './curl.ts';
import { parseEcho } from './echo.ts';
import { describeRequest, recordHttp } from './record.ts';
import type { HttpExchange } from './types.ts';

const EXCHANGE: HttpExchange = {
  protocol: 'http',
  request: {
    method: 'GET',
    scheme: 'http',
    version: '1.1',
    host: 'a.example.com',
    path: '/p?q=it',
    headers: [['Version', "it's"]],
    sni: '',
  },
  remote: { address: '127.0.0.9', port: 80 },
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 3,
};

describe('exchange records', () => {
  it('describes a request in one line', () => {
    expect(describeRequest(EXCHANGE.request)).to.equal('GET http://a.example.com/p?q=it');
    const path = 'http://b.example.com/p';
    expect(describeRequest({ ...EXCHANGE.request, path })).to.equal('GET http://b.example.com/p');
  });

  it('keeps a response', () => {
    const response = {
      status: 200,
      httpVersion: '1.1',
      headers: [['A', 'b']] as const,
      body: 'x',
      bodyTruncated: false,
    };
    expect(recordHttp({ ...EXCHANGE, response })).to.deep.equal({
      startedAt: EXCHANGE.startedAt,
      durationMs: 3,
      line: 'GET http://a.example.com/p?q=it',
      remote: '127.0.0.9:80',
      protocol: 'http',
      repeat: toCurl(EXCHANGE),
      sent: {
        headers: [
          ['Host', 'a.example.com'],
          ['Version', "it's"],
        ],
      },
      received: { status: 200, version: '1.1', headers: [['A', 'b']], body: 'x' },
    });
  });

  it('keeps an error and an IPv6 remote', () => {
    const remote = { address: '::1', port: 443 };
    const record = recordHttp({ ...EXCHANGE, remote, error: { code: 'ECONNREFUSED', message: 'no' } });
    expect(record).to.include({ remote: '[::1]:443', error: 'ECONNREFUSED: no' }).and.not.have.property('received');
  });

  it('gives a curl command for the shell', () => {
    expect(toCurl(EXCHANGE)).to.equal(
      'curl --http1.1 --path-as-is --globoff -i -s -S --max-time 10 -H User-Agent: -H Accept: ' +
        "--connect-to ::127.0.0.9:80 -H 'Host: a.example.com' -H 'Version: it'\\''s' 'http://127.0.0.9:80/p?q=it'",
    );
  });

  it('carries the TLS server name in the URL of the curl command', () => {
    const request = { ...EXCHANGE.request, scheme: 'https', sni: 's.example.com', method: 'POST', body: '{}' } as const;
    const command = toCurl({ ...EXCHANGE, request, remote: { address: '::1', port: 443 } });
    expect(command).to.contain('-k ').and.contain("--connect-to '::[::1]:443'");
    expect(command).to.contain('-X POST').and.contain("--data-raw '{}'");
    expect(command).to.match(/'https:\/\/s\.example\.com:443\/p\?q=it'$/);
  });
});

describe('parseEcho', () => {
  const ECHO = {
    path: '/',
    host: 'h',
    method: 'GET',
    proto: 'HTTP/1.1',
    headers: { A: ['1'] },
    namespace: 'n',
    pod: 'p',
  };

  it('accepts what the official server answers, and a missing service', () => {
    expect(parseEcho(JSON.stringify({ ...ECHO, ingress: '', service: 's', tls: {} }, null, 2))).to.include({
      service: 's',
    });
    expect(parseEcho(JSON.stringify(ECHO))).to.deep.equal({ ...ECHO, service: '' });
  });

  for (const field of ['path', 'host', 'method', 'proto', 'headers', 'namespace', 'pod']) {
    it(`refuses a body without ${field}`, () => {
      expect(parseEcho(JSON.stringify({ ...ECHO, [field]: undefined }))).to.equal(undefined);
    });
  }

  for (const body of [
    '',
    'not found',
    '{',
    '[]',
    'null',
    JSON.stringify({ ...ECHO, headers: { A: '1' } }),
    JSON.stringify({ ...ECHO, headers: { A: [1] } }),
    JSON.stringify({ ...ECHO, pod: '' }),
  ]) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      expect(parseEcho(body)).to.equal(undefined);
    });
  }
});
