import type { KeyObject, X509Certificate } from 'node:crypto';
import { clause } from '../clause.ts';
import { groupBy, list } from '../group.ts';
import type { Problem, Rule } from '../types.ts';
import { findWeakness, isGoodFor, namesOf, readCertificates, readContent, readKey } from '../world/certificates.ts';
import type { Reference, WorldObject } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { tell, type Use, usesOf } from './certificate-tools.ts';

const topic = 'Certificates';

interface Stored {
  secret: WorldObject;
  certificates: readonly X509Certificate[];
  key: KeyObject | undefined;
}

/** What a Secret holds; undefined where it is not there, stands there twice, or cannot be read. */
function readStored(world: World, ref: Reference): Stored | undefined {
  const [secret, other] = world.find(ref);
  if (!secret || other || ref.kind !== 'Secret' || ref.group !== '') return undefined;
  const certificate = readContent(secret, 'tls.crt');
  const key = readContent(secret, 'tls.key');
  const certificates = certificate.state === 'there' ? readCertificates(certificate.text) : undefined;
  if (!certificates) return undefined;
  return { secret, certificates, key: key.state === 'there' ? readKey(key.text) : undefined };
}

function* judge(world: World, check: (stored: Stored, use: Use) => string | undefined): Iterable<Problem> {
  for (const use of usesOf(world)) {
    const stored = readStored(world, use.ref);
    const message = stored && check(stored, use);
    if (stored && message !== undefined) yield tell(use, stored.secret, message);
  }
}

const DAY = 24 * 3_600_000;
const SOON = 30 * DAY;

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export const certificateContentRules: readonly Rule[] = [
  {
    id: 'certificate-key',
    topic,
    level: 'error',
    title: 'The private key of a Secret is not that of its certificate',
    clause: clause('gateway', 1770, 1778),
    explanation:
      'No handshake can succeed with the key of another certificate. The certificate of the server must be the first one of tls.crt.',
    fix: 'Put the key and the certificate together that were made together, the certificate before those that signed it.',
    check: (world) =>
      judge(world, ({ certificates: [first], key }) =>
        first && key && !first.checkPrivateKey(key)
          ? 'tls.key is not the key of the first certificate of tls.crt'
          : undefined,
      ),
  },
  {
    id: 'certificate-expired',
    topic,
    level: 'warning',
    title: 'A certificate has expired, or is not valid yet',
    clause: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
    explanation: 'Clients refuse a certificate outside of its time. The Gateway may still serve it.',
    fix: 'Renew the certificate.',
    check: (world) =>
      judge(world, ({ certificates: [first] }) => {
        const now = world.options.now.getTime();
        if (!first) return undefined;
        const [from, to] = [Date.parse(first.validFrom), Date.parse(first.validTo)];
        if (now > to) return `its certificate has expired on ${day(to)}`;
        return now < from ? `its certificate is not valid before ${day(from)}` : undefined;
      }),
  },
  {
    id: 'certificate-expires-soon',
    topic,
    level: 'info',
    title: 'A certificate expires within 30 days',
    clause: 'https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5',
    explanation: 'A certificate that is kept in files is renewed by hand.',
    fix: 'Renew the certificate, or let a controller do it.',
    check: (world) =>
      judge(world, ({ certificates: [first] }) => {
        const left = first ? Date.parse(first.validTo) - world.options.now.getTime() : 0;
        // What lives for days only is renewed by a program.
        const isShort = first !== undefined && Date.parse(first.validTo) - Date.parse(first.validFrom) < 2 * SOON;
        return first && left > 0 && left < SOON && !isShort
          ? `its certificate expires on ${day(Date.parse(first.validTo))}`
          : undefined;
      }),
  },
  {
    id: 'certificate-names',
    topic,
    level: 'warning',
    title: 'No certificate of a listener is for its hostname',
    clause: clause('gateway', 692, 697),
    explanation:
      'Clients check that the name that they asked for is among those of the certificate. A wildcard of a certificate stands for one label, while that of a listener stands for any number of them: *.example.com does not cover a.b.example.com.',
    fix: 'Get a certificate for the hostname, or add one to the listener.',
    *check(world) {
      for (const [listener, uses] of groupBy(usesOf(world), (use) => use.listener)) {
        const { hostname, owner, tls } = listener;
        const stored = uses.map(({ ref }) => readStored(world, ref));
        // One that is not here may be the one.
        if (hostname === undefined || stored.includes(undefined)) continue;
        const names = stored.flatMap((each) => (each?.certificates[0] ? namesOf(each.certificates[0]) : []));
        if (names.some((name) => isGoodFor(name, hostname))) continue;
        const told = names.length > 0 ? `is for ${list(names)}` : 'is for no name';
        yield {
          object: owner,
          path: `${tls?.path}.certificateRefs`,
          message: `the certificate of listener ${listener.name} ${told}, not for ${hostname}`,
        };
      }
    },
  },
  {
    id: 'certificate-weak',
    topic,
    level: 'warning',
    title: 'A certificate has a weak key or signature',
    clause: 'https://www.rfc-editor.org/rfc/rfc9325#section-4.5',
    explanation:
      'Clients refuse RSA keys of less than 2048 bits, and certificates signed with SHA-1 or MD5; some gateways, too.',
    fix: 'Make a new key (RSA of 2048 bits or ECDSA P-256) and have it signed with SHA-256.',
    check: (world) => judge(world, ({ certificates: [first] }) => first && findWeakness(first)),
  },
  {
    id: 'certificate-chain',
    topic,
    level: 'warning',
    title: 'The certificates of a Secret are no chain',
    clause: 'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2',
    explanation:
      'The server sends its own certificate and those that lead to one that clients know, each signed by the next. Where one is in between that signed nothing, or they are in another order, some clients find no way.',
    fix: 'Write the certificate of the server first, then the one that signed it, and so on.',
    check: (world) =>
      judge(world, ({ certificates }) => {
        const broken = certificates.findIndex((each, index) => {
          const next = certificates[index + 1];
          return next !== undefined && !each.checkIssued(next);
        });
        return broken < 0 ? undefined : `certificate ${broken + 2} of tls.crt did not sign certificate ${broken + 1}`;
      }),
  },
  {
    id: 'certificate-chain-short',
    topic,
    level: 'info',
    title: 'A certificate is alone, and was signed by another one',
    clause: 'https://www.rfc-editor.org/rfc/rfc8446#section-4.4.2',
    explanation: 'Unless clients know the one that signed it, which public ones do not, they need it from the server.',
    fix: 'Append the certificates of those that signed it.',
    check: (world) =>
      judge(world, ({ certificates: [first, second] }) =>
        first && !second && first.issuer !== first.subject
          ? `its certificate was signed by ${first.issuer.replaceAll('\n', ', ')}, whose certificate is not there`
          : undefined,
      ),
  },
];
