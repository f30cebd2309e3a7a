import { expect } from 'chai';
import { matchesOrigin, specifiedCors } from './cors.ts';

describe('CORS origins', () => {
  it('are compared by scheme, host and port', () => {
    const cases = [
      ['*', 'https://any.example', true],
      ['https://a.example', 'https://a.example', true],
      ['https://a.example', 'https://a.example:443', true],
      ['http://a.example', 'https://a.example', false],
      ['https://a.example:8443', 'https://a.example', false],
      ['https://*', 'https://a.b.example', true],
      ['https://*', 'http://a.example', false],
      ['https://*.example', 'https://a.b.example', true],
      ['https://*.example', 'https://example', false],
      ['https://*.example', 'https://a.example.org', false],
      ['https://a.example', 'null', false],
    ] as const;
    for (const [pattern, origin, matches] of cases) {
      expect(matchesOrigin(pattern, origin), `${pattern} ${origin}`).to.equal(matches);
    }
  });
});

describe('CORS lists', () => {
  const request = { method: 'OPTIONS', origin: 'https://a', requestedMethod: 'PUT', requestedHeaders: 'x-a, x-b' };

  it('are given as configured', () => {
    const filter = { allowMethods: ['GET', 'PUT'], allowHeaders: ['x-a', 'x-c'], exposeHeaders: ['x-d', 'x-e'] };
    expect(specifiedCors.methods(filter, request)).to.equal('GET, PUT');
    expect(specifiedCors.headers(filter, request)).to.equal('x-a, x-c');
    expect(specifiedCors.expose(filter)).to.equal('x-d, x-e');
  });

  it('are left out where nothing was asked or configured', () => {
    const plain = { method: 'OPTIONS', origin: 'https://a' };
    expect(specifiedCors.methods({ allowMethods: ['*'] }, plain)).to.equal(undefined);
    expect(specifiedCors.headers({ allowHeaders: ['*'] }, plain)).to.equal(undefined);
    expect(specifiedCors.methods({}, request)).to.equal(undefined);
    expect(specifiedCors.expose({})).to.equal(undefined);
  });

  it('never hold an asterisk together with credentials', () => {
    const filter = { allowMethods: ['*'], allowHeaders: ['*'], exposeHeaders: ['*'] };
    const withCredentials = { ...filter, allowCredentials: true };
    expect(specifiedCors.methods(filter, request)).to.equal('*');
    expect(specifiedCors.methods(withCredentials, request)).to.equal('PUT');
    expect(specifiedCors.headers(withCredentials, request)).to.equal('x-a, x-b');
    expect(specifiedCors.expose(withCredentials)).to.equal(undefined);
    expect(specifiedCors.credentials(withCredentials)).to.equal('true');
    expect(specifiedCors.credentials(filter)).to.equal(undefined);
  });
});
