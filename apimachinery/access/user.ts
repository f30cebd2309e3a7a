/** Who sent a request, as UserInfo carries it. https://kubernetes.io/docs/reference/access-authn-authz/authentication/ */
export interface User {
  username: string;
  uid?: string;
  groups: readonly string[];
  extra?: Readonly<Record<string, readonly string[]>>;
}

export const ANONYMOUS = 'system:anonymous';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';
/** Its members may do everything, whatever the roles say. */
export const MASTERS = 'system:masters';
/** Of the kubeconfig that the cluster gives. */
export const ADMIN: User = { username: 'kubernetes-admin', groups: [MASTERS] };

export const SERVICE_ACCOUNTS = 'system:serviceaccounts';

/** Extra field that tells which credential was used: a token's id or a certificate's digest. */
export const CREDENTIAL_ID = 'authentication.kubernetes.io/credential-id';

const PREFIX = 'system:serviceaccount:';

export function formatServiceAccount(namespace: string, name: string): string {
  return `${PREFIX}${namespace}:${name}`;
}

export function groupsOfServiceAccount(namespace: string): string[] {
  return [SERVICE_ACCOUNTS, `${SERVICE_ACCOUNTS}:${namespace}`];
}

/** Namespace and name of a username that stands for a ServiceAccount; undefined for any other. */
export function readServiceAccount(username: string): { namespace: string; name: string } | undefined {
  if (!username.startsWith(PREFIX)) return undefined;
  const [namespace = '', name = '', ...rest] = username.slice(PREFIX.length).split(':');
  return namespace !== '' && name !== '' && rest.length === 0 ? { namespace, name } : undefined;
}
