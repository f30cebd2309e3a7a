import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  cryptoProvider,
  PemConverter,
  SubjectAlternativeNameExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

export interface KeyPair {
  certificate: string;
  privateKey: string;
}

export interface Authority extends KeyPair {
  /** A certificate for DNS names, or URIs where they have a scheme. */
  issue(...names: readonly string[]): Promise<KeyPair>;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const validity = { notBefore: new Date('2020-01-01'), notAfter: new Date('2099-01-01') };

/** A self-signed certificate for the names given, PEM. */
export async function buildKeyPair(...names: readonly string[]): Promise<KeyPair> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${names[0]}`,
    keys,
    signingAlgorithm: algorithm,
    ...validity,
    extensions: [nameExtension(names)],
  });
  return toKeyPair(certificate, keys);
}

/** An authority of its own. */
export async function buildAuthority(name: string): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...validity,
    extensions: [new BasicConstraintsExtension(true, undefined, true)],
  });
  let issued = 1;
  return {
    ...(await toKeyPair(certificate, keys)),
    async issue(...names) {
      const own = await generateKeys();
      const leaf = await X509CertificateGenerator.create({
        serialNumber: String(++issued).padStart(2, '0'),
        subject: `CN=${names[0]?.replace(/^[a-z]+:\/\//, '')}`,
        issuer: certificate.subject,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        signingAlgorithm: algorithm,
        ...validity,
        extensions: [nameExtension(names)],
      });
      return toKeyPair(leaf, own);
    },
  };
}

function nameExtension(names: readonly string[]): SubjectAlternativeNameExtension {
  return new SubjectAlternativeNameExtension(
    names.map((value) => ({ type: value.includes('://') ? 'url' : 'dns', value })),
  );
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  cryptoProvider.set(webcrypto);
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function toKeyPair(certificate: X509Certificate, keys: webcrypto.CryptoKeyPair): Promise<KeyPair> {
  const privateKey = PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { certificate: certificate.toString('pem'), privateKey };
}
