import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect } from 'chai';
import { createAuthority } from './index.ts';

const HOUR = 3_600_000;

describe('certificate authority', () => {
  const now = new Date('2026-03-01T12:00:00.000Z');

  it('is a CA that signs for itself', async () => {
    const { certificate } = await createAuthority({ now: () => now });
    const root = new X509Certificate(certificate);
    expect(root.ca).to.equal(true);
    expect(root.verify(root.publicKey)).to.equal(true);
  });

  it('issues server certificates that chain to it, for exactly the names asked', async () => {
    const authority = await createAuthority();
    const issued = await authority.issue(['a.example.com', '*.b.example.com']);
    const leaf = new X509Certificate(issued.certificate);
    const root = new X509Certificate(issued.authority);
    expect(issued.authority).to.equal(authority.certificate);
    expect(leaf.checkIssued(root)).to.equal(true);
    expect(leaf.verify(root.publicKey)).to.equal(true);
    expect(leaf.ca).to.equal(false);
    expect(leaf.subjectAltName).to.equal('DNS:a.example.com, DNS:*.b.example.com');
    expect(leaf.checkPrivateKey(createPrivateKey(issued.privateKey))).to.equal(true);
    expect(leaf.publicKey.asymmetricKeyDetails?.namedCurve).to.equal('prime256v1');
  });

  it('issues certificates by an authority between, which follows them', async () => {
    const authority = await createAuthority();
    const issue = async () => (await authority.issue(['a.example.com'], { chained: true })).certificate;
    const [first = '', second = ''] = [await issue(), await issue()];
    const [leaf, between] = readChain(first);
    const root = new X509Certificate(authority.certificate);
    expect(readChain(first)).to.have.length(2);
    expect(leaf?.checkIssued(root)).to.equal(false);
    expect(between && leaf?.checkIssued(between) && leaf.verify(between.publicKey)).to.equal(true);
    expect(between?.ca && between.checkIssued(root) && between.verify(root.publicKey)).to.equal(true);
    expect(readChain(second)[1]?.fingerprint256).to.equal(between?.fingerprint256);
  });

  it('begins an hour ago and ends a day from now, or when asked', async () => {
    const leaf = async (lifetimeMs?: number) => {
      const authority = await createAuthority({ now: () => now, lifetimeMs });
      return new X509Certificate((await authority.issue(['a.example.com'])).certificate);
    };
    const usual = await leaf();
    expect(Date.parse(usual.validFrom)).to.equal(now.getTime() - HOUR);
    expect(Date.parse(usual.validTo)).to.equal(now.getTime() + 24 * HOUR);
    expect(Date.parse((await leaf(HOUR)).validTo)).to.equal(now.getTime() + HOUR);
  });

  it('gives each certificate a serial number and a key of its own', async () => {
    const authority = await createAuthority();
    const certificates = await Promise.all([1, 2, 3].map(() => authority.issue(['a.example.com'])));
    expect(new Set(certificates.map(({ certificate }) => new X509Certificate(certificate).serialNumber)).size).to.equal(
      3,
    );
    expect(new Set(certificates.map(({ privateKey }) => privateKey)).size).to.equal(3);
  });

  it('takes names longer than a common name may be, and refuses none', async () => {
    const authority = await createAuthority();
    const long = `${'a'.repeat(60)}.${'b'.repeat(60)}.example.com`;
    expect(new X509Certificate((await authority.issue([long])).certificate).subjectAltName).to.equal(`DNS:${long}`);
    const { subject } = new X509Certificate((await authority.issue([long])).certificate);
    expect(subject).to.equal(`CN=${long.slice(0, 64)}`);
    const refusal = await authority.issue([]).catch((error: Error) => error.message);
    expect(refusal).to.equal('a certificate needs at least one DNS name');
  });
});

function readChain(text: string): X509Certificate[] {
  return text
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter((part) => part !== '')
    .map((part) => new X509Certificate(part));
}
