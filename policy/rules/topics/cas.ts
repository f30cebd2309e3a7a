import { clause } from '../clause.ts';
import { findAbsence } from '../presence.ts';
import type { Rule } from '../types.ts';
import { readCertificates, readContent } from '../world/certificates.ts';
import { nameOf } from '../world/identify.ts';
import type { Reference, WorldObject } from '../world/types.ts';
import type { World } from '../world/world.ts';

const topic = 'Certificates';

export const caRules: readonly Rule[] = [
  {
    id: 'ca-missing',
    topic,
    level: 'error',
    title: 'A CA certificate is in an object that is not there',
    clause: clause('backendtlspolicy', 168, 175),
    explanation:
      'Without its CA certificates nothing can be verified: the policy or listener says InvalidCACertificateRef, and connections fail.',
    fix: 'Name the ConfigMap as it is called.',
    *check(world) {
      for (const { from, ref } of casOf(world)) {
        const absence = findAbsence(world, ref);
        if (absence) yield { object: from, path: `${ref.path}.name`, ...absence };
      }
    },
  },
  {
    id: 'ca-unreadable',
    topic,
    level: 'error',
    title: 'An object for CA certificates holds none under ca.crt',
    clause: clause('backendtlspolicy', 168, 175),
    explanation:
      'CA certificates are taken from the key ca.crt, in PEM. An object without it is misconfigured (InvalidCACertificateRef).',
    fix: 'Write the certificates under ca.crt.',
    *check(world) {
      for (const { from, ref } of casOf(world)) {
        const [object, other] = world.find(ref);
        if (!object || other || (ref.kind !== 'ConfigMap' && ref.kind !== 'Secret')) continue;
        const content = readContent(object, 'ca.crt');
        if (content.state === 'placeholder') continue;
        const message =
          content.state === 'missing'
            ? 'it has no ca.crt'
            : readCertificates(content.text)
              ? undefined
              : 'ca.crt holds no certificate in PEM';
        if (message === undefined) continue;
        yield {
          object: from,
          path: ref.path,
          message: `${nameOf(object)}: ${message}`,
          related: [{ object, path: 'data', message: 'its keys' }],
          // What other kinds must hold is specific to the implementation.
          ...(ref.kind === 'ConfigMap' ? {} : { level: 'warning' as const }),
        };
      }
    },
  },
];

function casOf(world: World): { from: WorldObject; ref: Reference }[] {
  return [
    ...world.gateways.flatMap(({ object, clientCas }) => clientCas.map((ref) => ({ from: object, ref }))),
    ...world.backendTls.flatMap(({ object, cas }) => cas.map((ref) => ({ from: object, ref }))),
  ];
}
