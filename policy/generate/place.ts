/** Where a case stands: everything that is its own, so that it can stand beside others, and what all share. */
export interface Place {
  /** Domain of the case: names below it belong to nobody else. */
  domain: string;
  /** Names of its namespaces, in the order of the plan's. */
  namespaces: readonly string[];
  gatewayClassName: string;
  /** Echo servers, at least two. */
  pods: readonly {
    address: string;
    /** Of HTTP. */
    port: number;
    /** Of what else it serves. */
    ports?: Partial<Record<'http' | 'grpc' | 'tls' | 'tcp' | 'udp', number>>;
  }[];
  /** CA certificate of the pods, PEM; undefined where none is known. */
  authority?: string;
  /** Any certificate and key, PEM. */
  certificate: { certificate: string; privateKey: string };
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string> };
  [field: string]: unknown;
}

/** `Kind namespace/name`. */
export function describeManifest({ kind, metadata: { namespace, name } }: Manifest): string {
  return `${kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

export const gatewayApi = 'gateway.networking.k8s.io/v1';

/** Name of the listener, on port 80 of every Gateway, over which it is found out whether a change has arrived. */
export const controlListener = 'zz-control';

export function controlHostname({ domain }: Place): string {
  return `*.control.${domain}`;
}

export function hostnameAt(hostname: string | undefined, { domain }: Place): string | undefined {
  return hostname?.replace('D', domain);
}
