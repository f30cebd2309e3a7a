import type { Behaviour } from '../../behaviour/types.ts';
import type { Ingress } from '../../model/ingress.ts';
import { ageOf, keyOf, namespaceOf } from '../../model/meta.ts';
import type { Model } from '../../model/model.ts';
import type { Certificate, Frontend, IngressEntry, ServedListener } from '../../model/served.ts';
import { resolveCertificate } from '../../references/certificates.ts';
import { compareText } from '../../routes/order.ts';
import { compileIngresses } from './compile.ts';

/** The load balancer part of an Ingress' status as it should be. */
export interface DesiredIngress {
  object: Ingress;
  desired: { ip: string }[];
}

export interface IngressState {
  frontends: readonly Frontend[];
  statuses: readonly DesiredIngress[];
}

/** What the Ingresses of our classes come to: one address that serves them all. */
export function computeIngresses(model: Model, key: string, behaviour: Behaviour): IngressState {
  const { ingress: policy } = behaviour;
  const own = [...model.ingresses.values()]
    .filter((object) => policy.serves(object, model.ingressClasses))
    .sort((a, b) => compareText(ageOf(a), ageOf(b)) || compareText(keyOf(a), keyOf(b)));
  if (own.length === 0) return { frontends: [], statuses: [] };
  const entries = compileIngresses(model, own, behaviour);
  const assigned = model.services.get(key)?.status?.loadBalancer?.ingress ?? [];
  const addresses = policy.addresses(assigned.flatMap(({ ip }) => ip ?? []));
  const statuses = own.map((object) => ({ object, desired: addresses.map((ip) => ({ ip })) }));
  return { frontends: [buildFrontend(key, entries, listCertificates(model, own, behaviour))], statuses };
}

function buildFrontend(
  key: string,
  requests: readonly IngressEntry[],
  certificates: ReadonlyMap<string, Certificate>,
): Frontend {
  const base = { gateway: key, passesThrough: false, requests, streams: [] };
  const secure = [...certificates].map(([host, certificate]): ServedListener => {
    const name = host === '' ? 'https' : `https-${host}`;
    const hostname = host === '' ? {} : { hostname: host };
    return { ...base, name, ...hostname, port: 443, protocol: 'HTTPS', certificates: [certificate] };
  });
  const plain: ServedListener = { ...base, name: 'http', port: 80, protocol: 'HTTP', certificates: [] };
  return {
    key,
    ports: [
      { port: 80, transport: 'http', listeners: [plain] },
      ...(secure.length > 0 ? [{ port: 443, transport: 'tls', listeners: secure } as const] : []),
    ],
  };
}

/** By host, empty for any. The oldest Ingress with a certificate for a host decides. */
function listCertificates(
  model: Model,
  ingresses: readonly Ingress[],
  { ingress: policy, grants }: Behaviour,
): ReadonlyMap<string, Certificate> {
  const certificates = new Map<string, Certificate>();
  for (const object of ingresses) {
    const owner = { kind: object.kind, namespace: namespaceOf(object) };
    for (const { hosts, secretName } of policy.tls(object)) {
      const found = resolveCertificate(model, owner, { name: secretName }, grants);
      if (!('certificate' in found)) continue;
      for (const host of hosts.length > 0 ? hosts : ['']) {
        if (!certificates.has(host)) certificates.set(host, found);
      }
    }
  }
  return certificates;
}
