import { expect } from 'chai';
import { redactObject } from './redact-object.ts';
import { redactHeaders, redactText } from './redact-text.ts';

const token = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJrdWJlIn0.c2lnbmF0dXJl';
const pem = '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE\nabcd==\n-----END EC PRIVATE KEY-----';

describe('redactText', () => {
  const hidden: [string, string][] = [
    [`token ${token} refused`, 'token [redacted 53 bytes] refused'],
    ['Authorization: Bearer abcdef123456', 'Authorization: Bearer [redacted 12 bytes]'],
    ['got header Basic dXNlcjpwYXNz', 'got header Basic [redacted 12 bytes]'],
    ['{"password":"hunter2","user":"me"}', '{"password":"[redacted 7 bytes]","user":"me"}'],
    ['{"Authorization":["s3cr3t"]}', '{"Authorization":["[redacted 6 bytes]"]}'],
    ['client_secret=abc&x=1', 'client_secret=[redacted 3 bytes]&x=1'],
    ['GET http://host/?access_token=abc', 'GET http://host/?access_token=[redacted 3 bytes]'],
    ['302 to https://me:hunter2@host:8443/x', '302 to https://[redacted 10 bytes]@host:8443/x'],
    [`key:\n${pem}\nnext`, 'key:\n[redacted 75 bytes]\nnext'],
  ];
  for (const [text, shown] of hidden) {
    it(`hides the credential of ${JSON.stringify(text.slice(0, 40))}`, () => {
      expect(redactText(text)).to.equal(shown);
      expect(redactText(shown), 'done twice').to.equal(shown);
    });
  }

  it('leaves what is none', () => {
    const harmless = [
      'secretName=tls-cert, kind: Secret, listing secrets in ns: 4',
      'reconciled HTTPRoute ns/a status: 404 path: /token/x',
      '{"basic":"yes","tokens":3}',
      'Basic auth is not set up',
    ];
    for (const text of harmless) {
      expect(redactText(text)).to.equal(text);
    }
  });
});

describe('redactHeaders', () => {
  it('hides credentials whatever the spelling, and keeps order and spelling', () => {
    const shown = redactHeaders([
      ['AUTHORIZATION', 'abc'],
      ['X-Test', 'b'],
      ['set-cookie', 'id=1'],
    ]);
    expect(shown).to.deep.equal([
      ['AUTHORIZATION', '[redacted 3 bytes]'],
      ['X-Test', 'b'],
      ['set-cookie', '[redacted 4 bytes]'],
    ]);
  });
});

describe('redactObject', () => {
  it('hides a Secret’s values and the copy that kubectl keeps of them', () => {
    const shown = redactObject({
      stringData: { note: 'abcd' },
      data: { 'tls.key': Buffer.from('private').toString('base64') },
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: {
        name: 'tls',
        annotations: { 'kubectl.kubernetes.io/last-applied-configuration': 'private', note: 'kept' },
        managedFields: [{}],
      } as never,
    });
    expect(shown).to.deep.equal({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'tls', annotations: { note: 'kept' } },
      data: { 'tls.key': '[redacted 7 bytes]' },
      stringData: { note: '[redacted 4 bytes]' },
    });
    expect(Object.keys(shown as object)).to.deep.equal(['apiVersion', 'data', 'kind', 'metadata', 'stringData']);
  });

  it('hides environment variables by their names, and credentials in any text', () => {
    const env = [
      { name: 'DB_PASSWORD', value: 'hunter2' },
      { name: 'MODE', value: 'fast' },
    ];
    const shown = redactObject({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'p' },
      spec: { containers: [{ env, args: ['--token=abcdef'] }] },
    });
    expect(JSON.stringify(shown)).not.to.match(/hunter2|abcdef/);
    expect(JSON.stringify(shown)).to.contain('fast');
  });
});
