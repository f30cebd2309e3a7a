/** What a backend can serve: one port of its Service each. `grpcs` is gRPC over TLS, `ws` WebSocket. */
export type Serving = 'http' | 'h2c' | 'ws' | 'https' | 'grpc' | 'grpcs' | 'tcp' | 'tls' | 'udp';

/** Whatever needs a certificate. */
export const SERVED_OVER_TLS: ReadonlySet<Serving> = new Set<Serving>(['https', 'grpcs', 'tls']);

/** One port of a backend's Service. What is served alone is short for `{ serves }`. */
export interface BackendPort {
  serves: Serving;
  /** Name of the Service's port; default: what it serves. */
  name?: string;
  /** Default: the port of the base resources for what it serves. */
  port?: number;
  /** Default: the one that Kubernetes has for what it serves (`kubernetes.io/h2c`), where it has one; '' for none. */
  appProtocol?: string;
  /** Whether the Service gives the container's port by its number (default) or by its name. */
  targetPort?: 'number' | 'name';
}

export interface BackendDefinition {
  /** Label of the namespace that the Service stands in; default: the main one. */
  namespace?: string;
  /** Label of a backend of another namespace whose name its Service has, too. */
  namesakeOf?: string;
  /** Ports of the Service, in this order; default: HTTP alone. */
  serves?: readonly [Serving | BackendPort, ...(Serving | BackendPort)[]];
  /** Its Service has no cluster address. */
  headless?: boolean;
  /** A pod of its own in its namespace, which its Service selects. Slower than the pods that all scenarios share. */
  own?: boolean;
  /**
   * Where it serves over TLS it asks clients for a certificate, and tells of the one that is shown; one that the run's authority
   * did not sign is refused. It has a pod of its own then.
   */
  asksClients?: boolean;
  /** `false`: its Service selects nothing, and its endpoints are written by hand, also for a pod of its own. */
  selector?: false;
  /** Label of the backend whose pod it leads to, too: answers by the two cannot be told apart. */
  podOf?: string;
  /**
   * What is left to an `apply` step that names the backend: the Service and all that leads to its pod, or the endpoints
   * alone, so that there is a Service without any.
   */
  late?: 'service' | 'endpoints';
}

/** A Service with ready echo backends behind it. */
export interface BackendHandle {
  /** The label that the scenario declared; rows name the backend by it. */
  label: string;
  /** Name of the Service. */
  name: string;
  namespace: string;
  /** The first port of the Service. */
  port: number;
  /** All ports of the Service by name; where a port is given no name, it is what it serves. */
  ports: Readonly<Record<string, number>>;
}

/** A port with all defaults resolved. */
export interface ResolvedPort {
  serves: Serving;
  name: string;
  port: number;
  /** Empty for none. */
  appProtocol: string;
  targetPort: 'number' | 'name';
}
