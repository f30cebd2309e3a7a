import type { ApiServerOptions } from '../options.ts';
import { startTestServer, type TestClient } from '../testing.ts';

export const RBAC = '/apis/rbac.authorization.k8s.io/v1';
export const AUTHENTICATION = '/apis/authentication.k8s.io/v1';
export const AUTHORIZATION = '/apis/authorization.k8s.io/v1';

/** Users with bearer tokens of their own: `as('alice')` is the header that makes a request hers. */
const USERS = {
  alice: { username: 'alice', uid: 'a-1', groups: ['devs'] },
  bob: { username: 'bob', groups: [] },
  carol: { username: 'carol', groups: ['devs', 'ops'] },
};

export function as(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

export function startAuthServer(options: Partial<ApiServerOptions> = {}): Promise<TestClient> {
  return startTestServer({ tokens: USERS, ...options });
}

/** Makes a ClusterRole, and a binding of the same name to a subject: to a ClusterRoleBinding, or one in a namespace. */
export async function grant(
  api: TestClient,
  name: string,
  rules: object[],
  subject: object,
  namespace?: string,
): Promise<void> {
  const role = await api.call('POST', `${RBAC}/clusterroles`, { metadata: { name }, rules });
  if (role.code !== 201 && role.code !== 409) throw new Error(role.text);
  await bind(api, name, { kind: 'ClusterRole', name }, subject, namespace);
}

export async function bind(
  api: TestClient,
  name: string,
  role: { kind: string; name: string },
  subject: object,
  namespace?: string,
): Promise<void> {
  const path = namespace ? `${RBAC}/namespaces/${namespace}/rolebindings` : `${RBAC}/clusterrolebindings`;
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', ...role };
  const { code, text } = await api.call('POST', path, { metadata: { name }, roleRef, subjects: [subject] });
  if (code !== 201) throw new Error(text);
}
