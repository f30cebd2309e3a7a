import { remove, status } from '../../../harness/scenario/define.ts';
import {
  attached,
  backendRef,
  fromKind,
  proves,
  type RouteKind,
  referenceGrant,
  scenario,
  toBackend,
  unresolved,
  variants,
} from '../../kit/index.ts';

const IDS: Partial<Record<RouteKind, string>> = {
  TCPRoute: 'TCPRouteReferenceGrant',
  UDPRoute: 'UDPRouteReferenceGrant',
};

export default variants(['GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'], (kit) =>
  scenario({
    id: IDS[kit.kind] ?? `Spec${kit.kind}ReferenceGrant`,
    title: `A grant lets a ${kit.kind} reach a backend of another namespace, until it is removed`,
    requirements: ['referencegrant.required', 'referencegrant.revocation', 'referencegrant.from'],
    features: [...kit.features, 'ReferenceGrant'],
    since: 'v1.6',
    ...(IDS[kit.kind] ? {} : { level: 'spec' as const }),
    gateways: kit.gateways,
    namespaces: { target: {}, bystander: {} },
    backends: kit.backends({ far: { namespace: 'target' } }),
    resources: (env) => [
      ...kit.front(env),
      referenceGrant(env, 'grant', {
        namespace: 'target',
        // Two entries, so that the list is read to its end.
        from: [fromKind(env, kit.kind, 'bystander'), fromKind(env, kit.kind)],
        to: [toBackend(env, 'far')],
      }),
      kit.route(env, 'crossing', { backendRefs: [backendRef(env, 'far')] }),
    ],
    steps: [
      ...attached(`${kit.kind}/crossing`),
      kit.traffic([
        { requirements: ['referencegrant.from'], name: 'reaches the other namespace', expect: { backend: 'far' } },
      ]),
      remove('remove the grant', 'ReferenceGrant/target/grant'),
      ...proves(
        'referencegrant.revocation',
        status(`${kit.kind}/crossing`, { conditions: unresolved('RefNotPermitted') }),
      ),
      kit.traffic([
        { requirements: ['referencegrant.revocation'], name: 'no longer does', level: 'spec', expect: 'no-backend' },
      ]),
    ],
  }),
);
