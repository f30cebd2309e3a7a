import { clause } from '../clause.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { readCertificates, readContent, readKey } from '../world/certificates.ts';
import { tell, usesOf } from './certificate-tools.ts';

const topic = 'Certificates';

export const certificateRules: readonly Rule[] = [
  {
    id: 'certificate-missing',
    topic,
    level: 'error',
    title: 'A listener names a Secret that is not there',
    clause: clause('gateway', 692, 715),
    explanation:
      'A listener whose certificate cannot be found has ResolvedRefs False (InvalidCertificateRef), and handshakes fail. Secrets are often made by a controller, so that their absence is told only in a closed world, or where the files hold other Secrets of that namespace.',
    fix: 'Name the Secret as it is called, with its namespace and a ReferenceGrant where that is another one.',
    *check(world) {
      for (const { listener, ref } of usesOf(world)) {
        const absence = findAbsence(world, ref);
        if (absence) yield { object: listener.owner, path: `${ref.path}.name`, ...absence };
      }
    },
  },
  {
    id: 'certificate-keys',
    topic,
    level: 'error',
    title: 'A Secret for a listener lacks tls.crt or tls.key',
    clause: clause('gateway', 1770, 1778),
    explanation:
      'A certificate is taken from the keys tls.crt and tls.key. A Secret without one of them is no certificate (InvalidCertificateRef).',
    fix: 'Give the Secret both keys: kubectl create secret tls.',
    *check(world) {
      for (const use of usesOf(world)) {
        const [secret, other] = world.find(use.ref);
        if (!secret || other || secret.kind !== 'Secret' || isOwnType(secret.value.type)) continue;
        const missing = ['tls.crt', 'tls.key'].filter((key) => readContent(secret, key).state === 'missing');
        if (missing.length > 0)
          yield {
            ...tell(use, secret, `it has no ${missing.join(' and no ')}`),
            related: [{ object: secret, path: 'data', message: 'its keys' }],
          };
      }
    },
  },
  {
    id: 'certificate-type',
    topic,
    level: 'warning',
    title: 'A Secret for a listener is not of type kubernetes.io/tls',
    clause: clause('gateway', 711, 716),
    explanation: 'Only that type has Core support; others are specific to the implementation.',
    fix: 'Set type: kubernetes.io/tls, which cannot be changed later.',
    *check(world) {
      for (const use of usesOf(world)) {
        for (const secret of world.find(use.ref)) {
          const { type = 'Opaque' } = secret.value;
          if (secret.kind === 'Secret' && type !== 'kubernetes.io/tls') {
            yield {
              ...tell(use, secret, `it is of type ${String(type)}`),
              related: [{ object: secret, path: 'type', message: 'the type' }],
            };
          }
        }
      }
    },
  },
  {
    id: 'certificate-unreadable',
    topic,
    level: 'error',
    title: 'A Secret for a listener holds no certificate, or no private key',
    clause: clause('gateway', 1770, 1778),
    explanation:
      'tls.crt holds certificates in PEM, the one of the server first; tls.key its private key. What cannot be read is no certificate (InvalidCertificateRef). Values that another tool fills in (placeholders, empty ones) are not judged.',
    fix: 'Write both in PEM; in data they are encoded in base64 once, in stringData not at all.',
    *check(world) {
      for (const use of usesOf(world)) {
        const [secret, other] = world.find(use.ref);
        if (!secret || other || secret.kind !== 'Secret') continue;
        const certificate = readContent(secret, 'tls.crt');
        const key = readContent(secret, 'tls.key');
        if (certificate.state === 'there' && !readCertificates(certificate.text)) {
          yield tell(use, secret, 'tls.crt holds no certificate in PEM');
        } else if (key.state === 'there' && !readKey(key.text))
          yield tell(use, secret, 'tls.key holds no private key in PEM', 'tls.key');
      }
    },
  },
  {
    id: 'certificate-passthrough',
    topic,
    level: 'warning',
    title: 'A listener that passes TLS through names certificates',
    clause: clause('gateway', 676, 683),
    explanation: 'In mode Passthrough the handshake is with the backend: certificateRefs are ignored.',
    fix: 'Remove them, or set mode: Terminate.',
    *check(world) {
      for (const { owner, tls, name } of [...world.gateways, ...world.listenerSets].flatMap((each) => each.listeners)) {
        if (tls?.mode !== 'Passthrough' || tls.certificates.length === 0) continue;
        yield {
          object: owner,
          path: `${tls.path}.certificateRefs`,
          message: `listener ${name} passes TLS through, so that its certificates are ignored`,
        };
      }
    },
  },
  {
    id: 'certificate-kind',
    topic,
    level: 'info',
    title: 'A certificate is of a kind that is specific to the implementation',
    clause: clause('gateway', 708, 716),
    explanation:
      'A single reference to a Secret has Core support; other kinds, and more than one reference, are specific to the implementation.',
    fix: 'Nothing, where the implementation documents it.',
    *check(world) {
      for (const { listener, ref } of usesOf(world)) {
        const others = listener.tls?.certificates ?? [];
        if (ref.group !== '' || ref.kind !== 'Secret') {
          yield {
            object: listener.owner,
            path: ref.path,
            message: `${ref.kind}${ref.group === '' ? '' : `.${ref.group}`} is specific to the implementation`,
          };
        } else if (others[1] === ref) {
          yield {
            object: listener.owner,
            path: ref.path,
            message: `more than one certificate for listener ${listener.name} is specific to the implementation`,
          };
        }
      }
    },
  },
];

/** Whether a Secret is of a type that an implementation gives a meaning of its own, as one that only says where a key is. */
function isOwnType(type: unknown): boolean {
  return typeof type === 'string' && type.includes('/') && !type.startsWith('kubernetes.io/');
}
