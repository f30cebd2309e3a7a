import { expect } from 'chai';
import type { Exchange } from '../../protocols/types.ts';
import { describeAnswer } from './answer.ts';

const exchange = (over: object): Exchange =>
  ({
    protocol: 'http',
    remote: { address: '10.0.0.1', port: 80 },
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 1,
    request: { method: 'GET', scheme: 'http', host: 'a.example', path: '/', headers: [] },
    ...over,
  }) as unknown as Exchange;

const answered = (status: number, headers: readonly (readonly [string, string])[] = []): Exchange =>
  exchange({ response: { status, httpVersion: '1.1', headers, body: '' } });

describe('describeAnswer', () => {
  it('tells status and names of headers of the last answer, without their values', () => {
    const headers = [
      ['Server', 'acme'],
      ['x-request-id', '4711'],
      ['server', 'twice'],
    ] as const;
    expect(describeAnswer([answered(500), answered(404, headers)])).to.deep.equal({
      answer: { status: '404', version: '1.1', headers: ['server', 'x-request-id'] },
    });
  });

  const forms: readonly [string, string][] = [
    ['https://k3.a.example.com:8443/x?y', 'https://HOST:8443/x?y'],
    ['http://[::1]:80/', 'http://HOST:80/'],
    ['//other.example/x', '//HOST/x'],
    ['/only/path', '/only/path'],
    ['https://user:secret@a.example/', 'https://HOST/'],
    ['http://a/\u001b[2J\nforged', 'http://HOST/?[2J?forged'],
  ];
  for (const [location, form] of forms) {
    it(`gives the form of ${JSON.stringify(location)}`, () => {
      expect(describeAnswer([answered(302, [['location', location]])]).answer?.redirect).to.equal(form);
    });
  }

  it('says why nothing came', () => {
    const none = exchange({ error: { code: 'ECONNRESET', message: 'reset' } });
    expect(describeAnswer([none])).to.deep.equal({ answer: { status: 'none ECONNRESET' } });
    expect(describeAnswer([])).to.deep.equal({});
  });

  it('keeps no more than can be compared', () => {
    const many = Array.from({ length: 500 }, (_, at) => [`h-${at}`, ''] as const);
    const odd = [
      ['<script>', ''],
      ['a b', ''],
      ['x'.repeat(1000), ''],
    ] as const;
    const { answer } = describeAnswer([answered(200, [...odd, ...many, ['location', `/${'a'.repeat(10_000)}`]])]);
    expect(answer?.headers).to.have.length(64);
    expect(answer?.headers?.every((name) => name.startsWith('h-'))).to.equal(true);
    expect(answer?.redirect).to.have.length(200);
  });
});
