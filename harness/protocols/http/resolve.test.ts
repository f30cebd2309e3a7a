import { expect } from 'chai';
import { createExplainEnv } from '../../run/engine/explain-env.ts';
import { fakeBase } from '../../run/engine/fake-base.test.ts';
import { scenario } from '../../scenario/define.ts';
import { findHttpEntry, resolveHttp } from './resolve.ts';

describe('resolveHttp', () => {
  const env = createExplainEnv(
    scenario({ id: 'Sample', title: 't', requirements: ['r'], features: ['f'], since: 'v1.0', steps: [] }),
    fakeBase,
  );

  it('gives defaults', () => {
    expect(resolveHttp({}, env)).to.deep.equal({
      method: 'GET',
      scheme: 'http',
      version: '1.1',
      host: env.hostname,
      path: '/',
      headers: [],
      sni: '',
    });
  });

  it('keeps the order and the spelling of headers, one line for each value', () => {
    const { headers } = resolveHttp({ headers: { 'X-b': ['2', '1'], A: '3' } }, env);
    expect(headers).to.deep.equal([
      ['X-b', '2'],
      ['X-b', '1'],
      ['A', '3'],
    ]);
  });

  it('names the host to TLS without its port, unless told otherwise', () => {
    expect(resolveHttp({ scheme: 'https', host: 'a.example:8443' }, env).sni).to.equal('a.example');
    expect(resolveHttp({ scheme: 'https', sni: '' }, env).sni).to.equal('');
    expect(findHttpEntry({ scheme: 'https' })).to.deep.equal({ transport: 'tcp', tls: true, port: 443 });
    expect(findHttpEntry({})).to.deep.equal({ transport: 'tcp', tls: false, port: 80 });
  });
});
