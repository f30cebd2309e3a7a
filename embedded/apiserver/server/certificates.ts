import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { User } from '../../../apimachinery/access/user.ts';

export interface ServingCertificate {
  caPem: string;
  /** Certificate and key, PEM, by which a client is known as this user; valid for a day unless told. */
  issueClient(user: Pick<User, 'username' | 'groups'>, validMs?: number): Promise<ClientCertificate>;
  certificatePem: string;
  keyPem: string;
}

export interface ClientCertificate {
  certificatePem: string;
  keyPem: string;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

/** A certificate authority of the run's own, and a certificate of it for serving at `host`, localhost and 127.0.0.1. */
export async function makeServingCertificate(host: string): Promise<ServingCertificate> {
  x509.cryptoProvider.set(webcrypto);
  const [caKeys, keys] = await Promise.all([generateKeys(), generateKeys()]);
  const now = Date.now();
  const validity = { notBefore: new Date(now - DAY_MS), notAfter: new Date(now + 365 * DAY_MS) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    // Of this run alone: a certificate of another run's authority must not be judged by this one's key. OpenSSL leaves the
    // error of such a signature in its queue, where the next read of the connection finds it.
    name: `CN=gwconf-embedded-ca@${randomBytes(4).toString('hex')}`,
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const addresses = [...new Set(['127.0.0.1', host])].filter((name) => name !== 'localhost');
  const certificate = await x509.X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: 'CN=kube-apiserver',
    issuer: ca.subject,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: 'kubernetes.default.svc' },
        ...addresses.map((value) => ({ type: /^[\d.]+$|:/.test(value) ? ('ip' as const) : ('dns' as const), value })),
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const authority = await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey);
  const issuer = { name: ca.subject, key: caKeys.privateKey, authority };
  return {
    caPem: ca.toString('pem'),
    certificatePem: certificate.toString('pem'),
    keyPem: await exportKey(keys.privateKey),
    issueClient: (user, validMs = DAY_MS) => issueClient(issuer, user, validMs),
  };
}

async function issueClient(
  issuer: { name: string; key: webcrypto.CryptoKey; authority: x509.Extension },
  { username, groups }: Pick<User, 'username' | 'groups'>,
  validMs: number,
): Promise<ClientCertificate> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    notBefore: new Date(Date.now() - DAY_MS),
    notAfter: new Date(Date.now() + validMs),
    serialNumber: randomBytes(15).toString('hex'),
    // As values of their own type: the library reads meaning into quotes and commas of plain text.
    subject: new x509.Name([
      ...groups.map((group) => ({ O: [{ utf8String: group }] })),
      { CN: [{ utf8String: username }] },
    ]),
    issuer: issuer.name,
    publicKey: keys.publicKey,
    signingKey: issuer.key,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth]),
      issuer.authority,
    ],
  });
  return { certificatePem: certificate.toString('pem'), keyPem: await exportKey(keys.privateKey) };
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const text = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${text.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PRIVATE KEY-----\n`;
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']) as Promise<webcrypto.CryptoKeyPair>;
}
