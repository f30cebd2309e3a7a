import { createPrivateKey, webcrypto } from 'node:crypto';
import type { JsonObject } from '../../../apimachinery/types.ts';
import { createAuthority } from '../../../harness/run/certificates/index.ts';
import { x509 } from '../../../harness/run/certificates/x509.ts';
import { core, gateway, https, object, type TopicCases } from '../testing.ts';

const DAY = 24 * 3_600_000;
const now = () => new Date('2026-06-01');
const authority = await createAuthority({ now, lifetimeMs: 365 * DAY });
const [good, other, soon, expired] = await Promise.all([
  authority.issue(['a.example', '*.b.example']),
  authority.issue(['a.example']),
  createAuthority({ now: () => new Date('2026-01-01'), lifetimeMs: 170 * DAY }).then((one) => one.issue(['a.example'])),
  createAuthority({ now: () => new Date('2026-01-01') }).then((one) => one.issue(['a.example'])),
]);
const future = await createAuthority({ now: () => new Date('2027-01-01') }).then((one) => one.issue(['a.example']));

/** Signed by itself, with a short key. */
const weak = await makeWeak();
async function makeWeak(): Promise<{ certificate: string; privateKey: string }> {
  const signing = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
  const kind = { ...signing, modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) };
  const keys = await webcrypto.subtle.generateKey(kind, true, ['sign', 'verify']);
  const [notBefore, notAfter] = [new Date('2026-01-01'), new Date('2027-01-01')];
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=a', keys, signingAlgorithm: signing, notBefore, notAfter },
  });
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey));
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  return { certificate: made.toString('pem'), privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

const tlsSecret = (plain: JsonObject, more: JsonObject = {}) =>
  core('Secret', 'cert', 'infra', { type: 'kubernetes.io/tls', stringData: plain, ...more });
const secretOf = ({ certificate, privateKey }: { certificate: string; privateKey: string }) =>
  tlsSecret({ 'tls.crt': certificate, 'tls.key': privateKey });
const own = (more: JsonObject = {}) => gateway([https('h', more)]);
const here = ['Gateway infra/edge spec.listeners[0].tls.certificateRefs[0]'];
const whole = { certificate: `${good.certificate}\n${good.authority}`, privateKey: good.privateKey };
const chain = (...parts: string[]) => tlsSecret({ 'tls.crt': parts.join('\n'), 'tls.key': good.privateKey });
const policy = (name = 'ca', kind = 'ConfigMap') =>
  object('BackendTLSPolicy', 'p', 'infra', {
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: 'a' }],
      validation: { hostname: 'a', caCertificateRefs: [{ group: '', kind, name }] },
    },
  });
const bundle = (data: JsonObject) => core('ConfigMap', 'ca', 'infra', { data });
const base64 = (text: string) => Buffer.from(text).toString('base64');

export const certificateCases: TopicCases = {
  'certificate-missing': {
    fires: [
      { name: 'none in a closed world', objects: [own()], closed: true, at: [`${here[0]}.name`] },
      {
        name: 'another name than the Secrets have',
        objects: [own(), core('Secret', 'cart', 'infra')],
        level: 'warning',
      },
    ],
    misses: [
      { name: 'one that a controller may make', objects: [own()] },
      { name: 'one that is there', objects: [own(), secretOf(good)], closed: true },
      {
        name: 'TLS that is passed through',
        objects: [own({ protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: [{ name: 'x' }] } })],
        closed: true,
      },
    ],
  },
  'certificate-keys': {
    fires: [
      {
        name: 'a certificate without a key',
        objects: [own(), tlsSecret({ 'tls.crt': good.certificate })],
        at: here,
        says: 'no tls.key',
      },
    ],
    misses: [
      {
        name: 'both, in base64',
        objects: [
          own(),
          tlsSecret({}, { data: { 'tls.crt': base64(good.certificate), 'tls.key': base64(good.privateKey) } }),
        ],
      },
      { name: 'values to be filled in', objects: [own(), tlsSecret({ 'tls.crt': '', 'tls.key': '$(KEY)' })] },
      {
        name: "a type of an implementation's own, which says where the key is",
        objects: [own(), core('Secret', 'cert', 'infra', { type: 'example.com/remote', stringData: { url: 'a' } })],
      },
    ],
  },
  'certificate-type': {
    fires: [{ name: 'Opaque', objects: [own(), { ...secretOf(good), type: undefined }], says: 'type Opaque' }],
    misses: [{ name: 'kubernetes.io/tls', objects: [own(), secretOf(good)] }],
  },
  'certificate-unreadable': {
    fires: [
      {
        name: 'another text',
        objects: [own(), tlsSecret({ 'tls.crt': 'x', 'tls.key': good.privateKey })],
        at: here,
        says: 'tls.crt',
      },
      {
        name: 'base64 twice',
        objects: [
          own(),
          tlsSecret({}, { data: { 'tls.crt': base64(base64(good.certificate)), 'tls.key': base64(good.privateKey) } }),
        ],
      },
      {
        name: 'a certificate for a key',
        objects: [own(), tlsSecret({ 'tls.crt': good.certificate, 'tls.key': good.certificate })],
        says: 'tls.key',
      },
    ],
    misses: [
      { name: 'both', objects: [own(), secretOf(good)] },
      { name: 'values to be filled in', objects: [own(), tlsSecret({ 'tls.crt': '{{ .crt }}', 'tls.key': '' })] },
    ],
  },
  'certificate-key': {
    fires: [
      {
        name: 'the key of another one',
        objects: [own(), secretOf({ ...good, privateKey: other.privateKey })],
        at: here,
      },
      { name: 'a chain that begins with its end', objects: [own(), chain(good.authority, good.certificate)] },
    ],
    misses: [{ name: 'its own', objects: [own(), secretOf(whole)] }],
  },
  'certificate-expired': {
    fires: [
      { name: 'one that has expired', objects: [own(), secretOf(expired)], says: 'expired on 2026-01-02' },
      { name: 'one that is not valid yet', objects: [own(), secretOf(future)], says: 'not valid before' },
    ],
    misses: [{ name: 'one that is valid', objects: [own(), secretOf(good)] }],
  },
  'certificate-expires-soon': {
    fires: [{ name: 'one of twenty days', objects: [own(), secretOf(soon)], says: 'expires on 2026-06-20' }],
    misses: [
      { name: 'one of a year', objects: [own(), secretOf(good)] },
      { name: 'one that has expired', objects: [own(), secretOf(expired)] },
    ],
  },
  'certificate-names': {
    fires: [
      {
        name: 'another name',
        objects: [own({ hostname: 'c.example' }), secretOf(good)],
        says: 'is for a.example, .*not for c.example',
      },
      { name: 'two labels below a wildcard', objects: [own({ hostname: 'x.y.b.example' }), secretOf(good)] },
      { name: 'a wildcard for a name', objects: [own({ hostname: '*.a.example' }), secretOf(good)] },
    ],
    misses: [
      { name: 'the name', objects: [own({ hostname: 'a.example' }), secretOf(good)] },
      { name: 'a name below the wildcard', objects: [own({ hostname: 'X.b.example' }), secretOf(good)] },
      { name: 'the wildcard', objects: [own({ hostname: '*.b.example' }), secretOf(good)] },
      { name: 'every hostname', objects: [own(), secretOf(good)] },
      {
        name: 'a second certificate that is elsewhere',
        objects: [
          own({ hostname: 'c.example', tls: { certificateRefs: [{ name: 'cert' }, { name: 'x' }] } }),
          secretOf(good),
        ],
      },
    ],
  },
  'certificate-weak': {
    fires: [{ name: 'RSA of 1024 bits', objects: [own(), secretOf(weak)], says: '1024 bits' }],
    misses: [{ name: 'P-256', objects: [own(), secretOf(good)] }],
  },
  'certificate-chain': {
    fires: [
      {
        name: 'one that signed nothing',
        objects: [own(), chain(good.certificate, other.certificate)],
        says: 'certificate 2 .* certificate 1',
      },
    ],
    misses: [{ name: 'the one that signed it', objects: [own(), chain(good.certificate, good.authority)] }],
  },
  'certificate-chain-short': {
    fires: [
      { name: 'a signed one alone', objects: [own(), secretOf(good)], says: 'signed by CN=gwconf run authority' },
    ],
    misses: [
      { name: 'a chain', objects: [own(), secretOf(whole)] },
      { name: 'one that signed itself', objects: [own(), secretOf(weak)] },
    ],
  },
  'certificate-passthrough': {
    fires: [
      {
        name: 'certificates',
        objects: [own({ protocol: 'TLS', tls: { mode: 'Passthrough', certificateRefs: [{ name: 'x' }] } })],
        at: ['Gateway infra/edge spec.listeners[0].tls.certificateRefs'],
      },
    ],
    misses: [
      { name: 'none', objects: [own({ protocol: 'TLS', tls: { mode: 'Passthrough' } })] },
      { name: 'Terminate', objects: [own()] },
    ],
  },
  'certificate-kind': {
    fires: [
      {
        name: 'another kind',
        objects: [own({ tls: { certificateRefs: [{ group: 'acme.example', kind: 'Vault', name: 'x' }] } })],
      },
      {
        name: 'a second one',
        objects: [own({ tls: { certificateRefs: [{ name: 'x' }, { name: 'y' }] } })],
        at: ['Gateway infra/edge spec.listeners[0].tls.certificateRefs[1]'],
      },
    ],
    misses: [{ name: 'a Secret', objects: [own()] }],
  },
  'ca-missing': {
    fires: [
      {
        name: 'none in a closed world',
        objects: [policy()],
        closed: true,
        at: ['BackendTLSPolicy infra/p spec.validation.caCertificateRefs[0].name'],
      },
      {
        name: 'one of clients',
        objects: [
          gateway([], {
            tls: {
              frontend: {
                default: { validation: { caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'x' }] } },
              },
            },
          }),
        ],
        closed: true,
      },
    ],
    misses: [
      { name: 'one that is elsewhere', objects: [policy()] },
      { name: 'one that is there', objects: [policy(), bundle({})], closed: true },
    ],
  },
  'ca-unreadable': {
    fires: [
      { name: 'another key', objects: [policy(), bundle({ 'tls.crt': good.authority })], says: 'no ca.crt' },
      { name: 'another text', objects: [policy(), bundle({ 'ca.crt': 'x' })], says: 'holds no certificate' },
      {
        name: 'a Secret, which is specific to the implementation',
        objects: [policy('ca', 'Secret'), core('Secret', 'ca', 'infra', { stringData: { url: 'a' } })],
        level: 'warning',
      },
    ],
    misses: [
      { name: 'a certificate', objects: [policy(), bundle({ 'ca.crt': good.authority })] },
      { name: 'one to be filled in', objects: [policy(), bundle({ 'ca.crt': '' })] },
    ],
  },
};
