/** Issuer and audience of the cluster's own tokens, as kubeadm names them. */
export const AUDIENCE = 'https://kubernetes.default.svc.cluster.local';
/** Asked for by every pod; such a token is given a year instead, since not every client reads its file again. */
export const POD_TOKEN_SECONDS = 3607;
export const EXTENDED_SECONDS = 365 * 24 * 60 * 60;

export interface Reference {
  name: string;
  uid: string;
}

/** https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/#schema-for-service-account-private-claims */
export interface AccountClaims {
  namespace: string;
  serviceaccount: Reference;
  pod?: Reference;
  secret?: Reference;
  node?: { name: string; uid?: string };
  /** Seconds since 1970. */
  warnafter?: number;
}

export interface TokenClaims {
  [claim: string]: unknown;
  iss: string;
  sub: string;
  aud: readonly string[];
  /** Seconds since 1970. */
  exp: number;
  iat: number;
  nbf: number;
  jti: string;
  'kubernetes.io': AccountClaims;
}
