import { expect } from 'chai';
import { fails, match, passes } from './exchanges.test.ts';
import type { EchoReply } from './types.ts';

describe('matchHttp of what the backend saw', () => {
  it('must be what was sent', () => {
    fails({ echo: { path: '/' } }, { backend: 'v1' }, ['backend saw path', '"/p?q=1"', '"/"']);
    fails({ echo: { method: 'POST' } }, { backend: 'v1' }, ['backend saw method', '"GET"', '"POST"']);
    fails({ echo: { host: 'b' } }, { backend: 'v1' }, ['backend saw host', '"a.example.com"', '"b"']);
  });

  it('may be told otherwise, and then must be that', () => {
    const saw = { path: '/new', method: 'PUT', host: 'new.example.com' };
    passes({ echo: saw }, { backend: 'v1', saw });
    expect(match({}, { backend: 'v1', saw }).map(({ path }) => path)).to.deep.equal([
      'backend saw method',
      'backend saw path',
      'backend saw host',
    ]);
  });

  it('knows a host by its name, with or without the port', () => {
    passes({ echo: { host: 'A.Example.com:80' } }, { backend: 'v1' });
    passes({ request: { host: 'a.example.com:8080' } }, { backend: 'v1' });
    passes({ request: { host: '[::1]:80' }, echo: { host: '[::1]' } }, { backend: 'v1' });
    fails({ request: { host: 'a:80' }, echo: { host: 'a:81' } }, { backend: 'v1' }, [
      'backend saw host',
      '"a:80"',
      '"a:81"',
    ]);
  });

  const sees = (headers: EchoReply['headers'], name: string, value: string | string[] | null) => {
    return match({ echo: { headers } }, { backend: 'v1', saw: { headers: { [name]: value } } });
  };

  it('has headers without regard to the case of names, but of values', () => {
    expect(sees({ 'X-A': ['One'] }, 'x-a', 'One')).to.deep.equal([]);
    expect(sees({ 'X-A': ['One'] }, 'x-a', 'one')).to.deep.equal([
      { path: 'backend saw header[x-a]', expected: '"one"', observed: '"One"' },
    ]);
    expect(sees({}, 'x-a', 'one')[0]).to.include({ observed: 'nothing' });
  });

  it('takes several values as lines, in any spelling of the name, or joined', () => {
    const same: EchoReply['headers'][] = [{ A: ['1', '2'] }, { A: ['1,2'] }, { A: ['1, 2'] }, { A: ['1'], a: ['2'] }];
    for (const headers of same) {
      expect(sees(headers, 'a', ['1', '2'])).to.deep.equal([]);
      expect(sees(headers, 'a', '1,2')).to.deep.equal([]);
    }
    const wrong = [
      { A: ['2', '1'] },
      { A: ['1'] },
      { A: ['1', '2', '3'] },
      { A: ['1', '2', '2'] },
      { A: ['1;2'] },
      { A: ['12'] },
    ];
    for (const headers of wrong) expect(sees(headers, 'a', ['1', '2'])).to.have.length(1);
  });

  it('does not split quoted strings, and tells empty from absent', () => {
    expect(sees({ A: ['"1, 2"'] }, 'a', '"1,2"')).to.have.length(1);
    expect(sees({ A: ['"1, 2"', '3'] }, 'a', '"1, 2",3')).to.deep.equal([]);
    expect(sees({ A: ['"\\"", 2'] }, 'a', ['"\\""', '2'])).to.deep.equal([]);
    expect(sees({ A: [''] }, 'a', '')).to.deep.equal([]);
    expect(sees({}, 'a', '')).to.have.length(1);
    expect(sees({ A: ['1', ''] }, 'a', '1')).to.have.length(1);
  });

  it('must lack what is null', () => {
    expect(sees({}, 'a', null)).to.deep.equal([]);
    expect(sees({ A: ['1'] }, 'a', null)).to.deep.equal([
      { path: 'backend saw header[a]', expected: 'no such header', observed: '"1"' },
    ]);
    expect(sees({ A: [''] }, 'a', null)).to.have.length(1);
  });

  it('has the body that was sent, as far as its length is told', () => {
    const sent = { request: { method: 'PUT', body: 'four' }, echo: { method: 'PUT' } };
    passes(sent, { backend: 'v1' });
    passes({ ...sent, echo: { ...sent.echo, headers: { 'Content-Length': ['4'] } } }, { backend: 'v1' });
    fails({ ...sent, echo: { ...sent.echo, headers: { 'content-length': ['0'] } } }, { backend: 'v1' }, [
      'backend saw a body of bytes',
      '4',
      '0',
    ]);
  });

  it('is not asked of another backend', () => {
    const told = match({ echo: { pod: 'pod-2', path: '/x' } }, { backend: 'v1' });
    expect(told.map(({ path }) => path)).to.deep.equal(['backend']);
  });
});
