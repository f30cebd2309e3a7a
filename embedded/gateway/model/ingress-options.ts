import type { CorsFilter } from './http-route.ts';

/**
 * What the annotations of ingress-nginx ask for, as far as this controller knows them.
 * https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/
 */
export interface IngressOptions {
  /** New path, where `$1` stands for what the first group of the path's expression matched. */
  rewriteTarget?: string;
  usesRegex: boolean;
  /** Redirects to HTTPS where the Ingress has a certificate for the host; true where nothing is said. */
  sslRedirect: boolean;
  /** Redirects to HTTPS in any case. */
  forceSslRedirect: boolean;
  redirect?: { location: string; status: number; isTemporal: boolean };
  /** Where requests for `/` are redirected. */
  appRoot?: string;
  cors?: CorsFilter;
  /** Milliseconds until the backend must have answered. */
  readTimeoutMs?: number;
  backendProtocol: string;
  upstreamVhost?: string;
  /** Name of the cookie that keeps a client with one endpoint. */
  affinityCookie?: string;
  /** CIDRs. Empty: everybody. */
  allowed: readonly string[];
  denied: readonly string[];
  /** Bytes; 0 for no limit. */
  bodyLimit: number;
  canary?: CanaryOptions;
}

export interface CanaryOptions {
  /** Of `weightTotal`. */
  weight: number;
  weightTotal: number;
  header?: string;
  headerValue?: string;
  headerPattern?: string;
  cookie?: string;
}
