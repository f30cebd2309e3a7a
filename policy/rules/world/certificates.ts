import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { Field } from './fields.ts';
import type { WorldObject } from './types.ts';

/** What a Secret or ConfigMap holds under a key: nothing, a text to be filled in by another tool, or bytes. */
export type Content = { state: 'missing' } | { state: 'placeholder' } | { state: 'there'; text: string };

/** Marks of what other tools fill in before or after it is applied. */
const placeholder = /\$[{(]|\{\{|^\s*<[^>]*>\s*$|^\s*$/;

export function readContent({ kind, value }: WorldObject, key: string): Content {
  const object = new Field('', value);
  const plain = object.get(kind === 'Secret' ? 'stringData' : 'data').object()[key];
  if (typeof plain === 'string')
    return placeholder.test(plain) ? { state: 'placeholder' } : { state: 'there', text: plain };
  const encoded = object.get(kind === 'Secret' ? 'data' : 'binaryData').object()[key];
  if (encoded === null) return { state: 'placeholder' };
  if (typeof encoded !== 'string') return { state: 'missing' };
  if (placeholder.test(encoded)) return { state: 'placeholder' };
  return { state: 'there', text: Buffer.from(encoded, 'base64').toString('utf8') };
}

/** Where the key stands. */
export function pathOfContent({ kind, value }: WorldObject, key: string): string {
  const plain = kind === 'Secret' ? 'stringData' : 'data';
  const isPlain = new Field('', value).get(plain).object()[key] !== undefined;
  return `${isPlain ? plain : kind === 'Secret' ? 'data' : 'binaryData'}[${key}]`;
}

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/** The certificates of a text, the first one first; undefined where one of them is none, or there is none. */
export function readCertificates(text: string): X509Certificate[] | undefined {
  const blocks = text.match(PEM);
  if (!blocks) return undefined;
  try {
    return blocks.map((block) => new X509Certificate(block));
  } catch {
    return undefined;
  }
}

export function readKey(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text);
  } catch {
    return undefined;
  }
}

/** DNS names that a certificate is for, in lower case. Clients look at no other ones. */
export function namesOf(certificate: X509Certificate): string[] {
  const names = (certificate.subjectAltName ?? '').matchAll(/DNS:("?)([^,"]+)\1/g);
  return [...names].map(([, , name]) => (name ?? '').toLowerCase());
}

/** Whether a certificate's name is good for every name of a hostname: a wildcard stands for one label. */
export function isGoodFor(name: string, hostname: string): boolean {
  if (name === hostname) return true;
  if (!name.startsWith('*.') || hostname.startsWith('*.')) return false;
  return hostname.slice(hostname.indexOf('.')) === name.slice(1);
}

/** Why a certificate's key or signature is too weak; undefined where it is not. */
export function findWeakness(certificate: X509Certificate): string | undefined {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const bits = asymmetricKeyDetails?.modulusLength;
  if ((asymmetricKeyType === 'rsa' || asymmetricKeyType === 'dsa') && bits !== undefined && bits < 2048) {
    return `its ${asymmetricKeyType.toUpperCase()} key has ${bits} bits; 2048 are the least that clients take`;
  }
  // Node names no algorithm: its object identifier is looked for in the bytes.
  const old = oldAlgorithms.find(({ oid }) => certificate.raw.includes(oid));
  return old && certificate.issuer !== certificate.subject
    ? `it is signed with ${old.name}, which clients refuse`
    : undefined;
}

const oldAlgorithms = [
  { name: 'SHA-1', oid: Buffer.from('06092a864886f70d010105', 'hex') },
  { name: 'MD5', oid: Buffer.from('06092a864886f70d010104', 'hex') },
  { name: 'SHA-1', oid: Buffer.from('06072a8648ce3d0401', 'hex') },
];
