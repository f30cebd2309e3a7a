import { backendRules } from './topics/backends.ts';
import { caRules } from './topics/cas.ts';
import { certificateContentRules } from './topics/certificate-contents.ts';
import { certificateRules } from './topics/certificates.ts';
import { filterRules } from './topics/filters.ts';
import { grantRules } from './topics/grants.ts';
import { headerFilterRules } from './topics/header-filters.ts';
import { inheritedPolicyRules } from './topics/inherited-policies.ts';
import { listenerConflictRules } from './topics/listener-conflicts.ts';
import { listenerSetRules } from './topics/listener-sets.ts';
import { listenerRules } from './topics/listeners.ts';
import { matchRules } from './topics/matches.ts';
import { meshRules } from './topics/mesh.ts';
import { mirrorRules } from './topics/mirrors.ts';
import { objectRules } from './topics/objects.ts';
import { parentRules } from './topics/parents.ts';
import { policyRules } from './topics/policies.ts';
import { precedenceRules } from './topics/precedence.ts';
import { redirectRules } from './topics/redirects.ts';
import { servedHostnameRules } from './topics/served-hostnames.ts';
import { timeoutRules } from './topics/timeouts.ts';
import type { Rule } from './types.ts';

/** Every rule of meaning, topic by topic. */
export const meaningRules: readonly Rule[] = [
  ...objectRules,
  ...listenerRules,
  ...listenerConflictRules,
  ...listenerSetRules,
  ...certificateRules,
  ...certificateContentRules,
  ...caRules,
  ...parentRules,
  ...servedHostnameRules,
  ...precedenceRules,
  ...matchRules,
  ...filterRules,
  ...headerFilterRules,
  ...redirectRules,
  ...mirrorRules,
  ...timeoutRules,
  ...backendRules,
  ...grantRules,
  ...policyRules,
  ...inheritedPolicyRules,
  ...meshRules,
];
