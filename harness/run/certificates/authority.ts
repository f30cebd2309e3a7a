import { webcrypto } from 'node:crypto';
import type { Certificate, CertificateOptions } from '../../scenario/env.ts';

export interface AuthorityOptions {
  /** Wall clock; validity counts from it. */
  now?: () => Date;
  commonName?: string;
  /** Length of validity, ms; default: a day. It always begins an hour ago, for clocks that are behind. */
  lifetimeMs?: number;
}

export interface Authority {
  /** PEM; what the traffic client trusts. */
  certificate: string;
  /** A certificate for DNS names (wildcards too), a server's unless told otherwise, each with a key of its own. */
  issue(dnsNames: readonly string[], options?: CertificateOptions): Promise<Certificate>;
}

const HOUR = 3_600_000;
const KEY = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { ...KEY, hash: 'SHA-256' };

/** Makes a certificate authority for one run (EC P-256, all in memory). */
export async function createAuthority(options: AuthorityOptions = {}): Promise<Authority> {
  const { now = () => new Date(), commonName = 'gwconf run authority', lifetimeMs = 24 * HOUR } = options;
  // Reading it takes long, and most commands make no certificate.
  const { x509 } = await import('./x509.ts');
  const validity = () => {
    const time = now().getTime();
    return { notBefore: new Date(time - HOUR), notAfter: new Date(time + lifetimeMs) };
  };
  const keys = await createKeys();
  const signing = async (publicKey: webcrypto.CryptoKey, depth: number) => [
    new x509.BasicConstraintsExtension(true, depth, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey),
  ];
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: createSerial(),
    name: [{ CN: [commonName] }],
    ...validity(),
    signingAlgorithm: SIGNING,
    keys,
    extensions: await signing(keys.publicKey, 1),
  });
  const authority = endLine(root.toString('pem'));
  const sign = async (
    signer: { certificate: { subject: string }; keys: webcrypto.CryptoKeyPair },
    { publicKey }: webcrypto.CryptoKeyPair,
    name: string,
    extensions: readonly InstanceType<typeof x509.Extension>[],
  ) =>
    x509.X509CertificateGenerator.create({
      serialNumber: createSerial(),
      issuer: signer.certificate.subject,
      // A common name is at most 64 characters; clients read the alternative names only.
      subject: [{ CN: [name.slice(0, 64)] }],
      ...validity(),
      signingAlgorithm: SIGNING,
      publicKey,
      signingKey: signer.keys.privateKey,
      extensions: [...extensions, await x509.AuthorityKeyIdentifierExtension.create(signer.keys.publicKey)],
    });
  const self = { certificate: root, keys };
  const createBetween = async () => {
    const own = await createKeys();
    const certificate = await sign(self, own, `${commonName}, between`, await signing(own.publicKey, 0));
    return { certificate, keys: own };
  };
  let between: ReturnType<typeof createBetween> | undefined;

  return {
    certificate: authority,
    async issue(dnsNames, { uris = [], client = false, chained = false } = {}) {
      const [first] = dnsNames;
      if (first === undefined) throw new RangeError('a certificate needs at least one DNS name');
      if (chained) between ??= createBetween();
      const signer = chained && between ? await between : self;
      const own = await createKeys();
      const alternatives = [
        ...dnsNames.map((value) => ({ type: 'dns', value }) as const),
        ...uris.map((value) => ({ type: 'url', value }) as const),
      ];
      const usage = client ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth;
      const certificate = await sign(signer, own, first, [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension([usage]),
        new x509.SubjectAlternativeNameExtension(alternatives),
        await x509.SubjectKeyIdentifierExtension.create(own.publicKey),
      ]);
      const chain = chained ? [certificate, signer.certificate] : [certificate];
      const text = chain.map((one) => endLine(one.toString('pem'))).join('');
      return { certificate: text, privateKey: await exportKey(own), authority };
    },
  };
}

async function createKeys() {
  return webcrypto.subtle.generateKey(KEY, true, ['sign', 'verify']);
}

async function exportKey(keys: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join('\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Sixteen bytes, positive and without a leading zero byte, so that it is DER as it stands. */
function createSerial(): string {
  const bytes = webcrypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

function endLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
