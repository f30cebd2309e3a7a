import { AUTHENTICATED, MASTERS, UNAUTHENTICATED } from '../../../../apimachinery/access/user.ts';
import {
  ADMIN_RULES,
  AUTHENTICATION_READER_RULES,
  BASIC_USER_RULES,
  DELEGATOR_RULES,
  EDIT_RULES,
  EVERYTHING,
  paths,
  VIEW_RULES,
} from './default-rules.ts';
import type { PolicyRule } from './types.ts';

export interface DefaultRole {
  name: string;
  /** Given as they are, … */
  rules?: readonly PolicyRule[];
  /** … or gathered from the roles with this aggregation label. */
  gathers?: string;
  /** The aggregation label that it carries itself. */
  feeds?: string;
  /** Groups that a binding of the same name gives it to. */
  groups?: readonly string[];
  /** A Role of this namespace; a ClusterRole without. */
  namespace?: string;
}

const HEALTH = ['/healthz', '/livez', '/readyz', '/version', '/version/'];
const DISCOVERY = ['/api', '/api/*', '/apis', '/apis/*', '/healthz', '/livez', '/openapi', '/openapi/*', '/readyz'];
const MONITORING = [
  '/healthz',
  '/healthz/*',
  '/livez',
  '/livez/*',
  '/metrics',
  '/metrics/slis',
  '/readyz',
  '/readyz/*',
];

/**
 * The roles that users of a cluster count on. Those of control plane components that do not exist here are left out.
 * https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
 */
export const DEFAULT_ROLES: readonly DefaultRole[] = [
  { name: 'cluster-admin', rules: EVERYTHING, groups: [MASTERS] },
  { name: 'admin', gathers: 'admin' },
  { name: 'edit', gathers: 'edit', feeds: 'admin' },
  { name: 'view', gathers: 'view', feeds: 'edit' },
  { name: 'system:aggregate-to-admin', rules: ADMIN_RULES, feeds: 'admin' },
  { name: 'system:aggregate-to-edit', rules: EDIT_RULES, feeds: 'edit' },
  { name: 'system:aggregate-to-view', rules: VIEW_RULES, feeds: 'view' },
  { name: 'system:discovery', rules: [paths(...DISCOVERY, '/version', '/version/')], groups: [AUTHENTICATED] },
  { name: 'system:basic-user', rules: BASIC_USER_RULES, groups: [AUTHENTICATED] },
  { name: 'system:public-info-viewer', rules: [paths(...HEALTH)], groups: [AUTHENTICATED, UNAUTHENTICATED] },
  { name: 'system:auth-delegator', rules: DELEGATOR_RULES },
  { name: 'system:monitoring', rules: [paths(...MONITORING)], groups: ['system:monitoring'] },
  {
    name: 'extension-apiserver-authentication-reader',
    rules: AUTHENTICATION_READER_RULES,
    namespace: 'kube-system',
  },
];
