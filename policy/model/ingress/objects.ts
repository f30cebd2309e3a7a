import type { Meta, Service } from '../objects.ts';

/** https://kubernetes.io/docs/reference/kubernetes-api/service-resources/ingress-v1/ */
export interface Ingress {
  meta: Meta;
  /** Of `spec.ingressClassName`, or of the annotation that came before it. */
  className?: string;
  annotations: Readonly<Record<string, string>>;
  defaultBackend?: IngressBackend;
  rules: readonly IngressRule[];
  tls: readonly { hosts: readonly string[]; secretName?: string }[];
  /** In its status: addresses or names. */
  addresses: readonly string[];
}

export interface IngressRule {
  /** Undefined: every host. */
  host?: string;
  paths: readonly IngressPath[];
}

export interface IngressPath {
  path: string;
  type: PathType;
  backend: IngressBackend;
}

export const pathTypes = ['Exact', 'Prefix', 'ImplementationSpecific'] as const;
export type PathType = (typeof pathTypes)[number];

export type IngressBackend =
  | { kind: 'Service'; name: string; port: number | string }
  | { kind: 'resource'; group: string; resource: string; name: string };

export interface IngressClass {
  meta: Meta;
  controller: string;
  isDefault: boolean;
}

export interface IngressWorld {
  ingresses: readonly Ingress[];
  classes: readonly IngressClass[];
  services: readonly Service[];
}

/** A place in an Ingress. Without a rule it is the default backend. */
export interface IngressPlace {
  ingress: Ingress;
  rule?: number;
  path?: number;
}

/** `spec.rules[0].http.paths[1]`, as an API server writes it. */
export function fieldOf({ rule, path }: IngressPlace): string {
  if (rule === undefined) return 'spec.defaultBackend';
  return path === undefined ? `spec.rules[${rule}]` : `spec.rules[${rule}].http.paths[${path}]`;
}
