import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import type { ObjectRef } from '../../harness/scenario/steps.ts';
import { type AllowedRoutes, GATEWAY_API_VERSION, type Listener } from './gateway-api.ts';
import { namespaceOf } from './namespaces.ts';

export const FROM_ALL: AllowedRoutes = { namespaces: { from: 'All' } };
export const FROM_SAME: AllowedRoutes = { namespaces: { from: 'Same' } };

export interface GatewayOptions {
  /** Label of the Gateway's namespace; default: the main one. */
  namespace?: string;
  listeners: readonly Listener[];
  /** Namespaces whose ListenerSets it takes; where it is not given, the field is left out and it takes none. */
  setsFrom?: ListenerNamespaces;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#listenernamespaces */
export interface ListenerNamespaces {
  from: 'All' | 'None' | 'Same' | 'Selector';
  selector?: NonNullable<NonNullable<AllowedRoutes['namespaces']>['selector']>;
}

/** A Gateway of the scenario's own, of the class under test. */
export function gateway(env: ScenarioEnv, label: string, options: GatewayOptions): KubeObject {
  return gatewayNamed(env, env.name(label), options);
}

/** The target of what is sent to `frontGateway`. */
export const FRONT = { gateway: 'Gateway/front' } as const satisfies { gateway: ObjectRef };

/** A Gateway for HTTP in the main namespace, for a scenario that cannot use the shared one. */
export function frontGateway(env: ScenarioEnv): KubeObject {
  return gateway(env, 'front', { listeners: [httpListener('http')] });
}

/** A Gateway with a name of the author's making, for scenarios about names. */
export function gatewayNamed(env: ScenarioEnv, name: string, options: GatewayOptions): KubeObject {
  return {
    apiVersion: GATEWAY_API_VERSION,
    kind: 'Gateway',
    metadata: { name, namespace: namespaceOf(env, options.namespace) },
    spec: {
      gatewayClassName: env.gatewayClassName,
      listeners: options.listeners,
      ...(options.setsFrom ? { allowedListeners: { namespaces: options.setsFrom } } : {}),
    },
  };
}

/** The same Gateway with what it says of TLS to clients and to backends as a whole. */
export function withTls(object: KubeObject, tls: { frontend?: object; backend?: object }): KubeObject {
  return { ...object, spec: { ...(object.spec as object), tls } };
}

/** An HTTP listener on port 80 that takes routes from its own namespace unless told otherwise. */
export function httpListener(name: string, further: Partial<Listener> = {}): Listener {
  return { name, port: 80, protocol: 'HTTP', ...further };
}

/** An HTTPS listener on port 443 that terminates TLS with the certificate of a Secret. */
export function httpsListener(name: string, certificate: CertificateRef, further: Partial<Listener> = {}): Listener {
  return { name, port: 443, protocol: 'HTTPS', tls: { certificateRefs: [certificate] }, ...further };
}

/** A TLS listener on port 443 that passes connections through as they are. */
export function tlsListener(name: string, further: Partial<Listener> = {}): Listener {
  return { name, port: 443, protocol: 'TLS', tls: { mode: 'Passthrough' }, ...further };
}

/** A TLS listener for TLSRoutes on port 8443 that ends TLS with the certificate of a Secret. */
export function terminatingListener(
  name: string,
  certificate: CertificateRef,
  further: Partial<Listener> = {},
): Listener {
  const allowedRoutes: AllowedRoutes = { kinds: [{ kind: 'TLSRoute' }] };
  return {
    ...tlsListener(name, { port: 8443, allowedRoutes, ...further }),
    tls: { mode: 'Terminate', certificateRefs: [certificate] },
  };
}

export type CertificateRef = NonNullable<NonNullable<Listener['tls']>['certificateRefs']>[number];

/** Reference from a Gateway in the main namespace to a Secret, by the labels of the Secret and its namespace. */
export function certificateRef(env: ScenarioEnv, secret: string, namespace?: string): CertificateRef {
  return { group: '', kind: 'Secret', name: env.name(secret), ...(namespace ? { namespace: env.ns(namespace) } : {}) };
}
