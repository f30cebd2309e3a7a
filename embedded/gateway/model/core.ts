import type { StoredObject } from './meta.ts';

export interface Service extends StoredObject {
  spec: {
    type?: string;
    clusterIP?: string;
    loadBalancerIP?: string;
    ports?: ServicePort[];
  };
  status?: { loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] } };
}

export interface ServicePort {
  name?: string;
  port: number;
  protocol?: string;
  appProtocol?: string;
  targetPort?: number | string;
}

export interface EndpointSlice extends StoredObject {
  addressType: string;
  endpoints?: { addresses: string[]; conditions?: { ready?: boolean } }[] | null;
  ports?: { name?: string; port?: number; protocol?: string }[] | null;
}

export interface Secret extends StoredObject {
  type?: string;
  data?: Record<string, string>;
}

export type Namespace = StoredObject;

export interface ConfigMap extends StoredObject {
  data?: Record<string, string>;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#cluster-trust-bundles */
export interface ClusterTrustBundle extends StoredObject {
  spec?: { trustBundle?: string };
}
