import { apiClause, requirement } from './clause.ts';

const FILE = 'backendtlspolicy_types.go';

/** BackendTLSPolicy. */
export const backendTlsPolicyRequirements = [
  requirement(
    'backendtlspolicy.hostname',
    'MUST',
    'The hostname of the policy matches the certificate of the backend, unless the policy has alternative names.',
    apiClause(FILE, 251, 264),
  ),
  requirement(
    'backendtlspolicy.subject-alt-names',
    'MUST',
    'With alternative names, the certificate of the backend has at least one of them, and the hostname does not authenticate.',
    apiClause(FILE, 257, 275),
  ),
  requirement(
    'backendtlspolicy.ca-certificate',
    'MUST',
    'The certificate of the backend is validated with the authorities in the key ca.crt of the ConfigMap.',
    apiClause(FILE, 160, 208),
  ),
  requirement(
    'backendtlspolicy.trust-bundle',
    'MUST',
    'Where ClusterTrustBundles are supported, a reference to one stands for the bundle of that name in the cluster, whatever the namespace has.',
    apiClause(FILE, 195, 212),
  ),
  requirement(
    'backendtlspolicy.invalid-ca-certificate',
    'MUST',
    'A reference that leads to nothing or to malformed data gives ResolvedRefs False with InvalidCACertificateRef, and Accepted False with NoValidCACertificate where it is the only one.',
    apiClause(FILE, 169, 193),
  ),
  requirement(
    'backendtlspolicy.invalid-kind',
    'MUST',
    'A reference to an unknown kind gives ResolvedRefs False with InvalidKind, and Accepted False with NoValidCACertificate where it is the only one.',
    apiClause(FILE, 176, 193),
  ),
  requirement(
    'backendtlspolicy.invalid-fails',
    'MUST',
    'Requests whose connection to the backend needs an invalid reference are answered 5xx.',
    apiClause(FILE, 189, 191),
  ),
  requirement(
    'backendtlspolicy.conflict',
    'MUST',
    'Of the policies for one target and section the oldest takes precedence; the others have Accepted False with Conflicted.',
    apiClause(FILE, 72, 86),
  ),
  requirement(
    'backendtlspolicy.sections',
    'MUST',
    'A policy for a section of a Service and one for all of it are distinct; the former is for its port, the latter for the others.',
    apiClause(FILE, 59, 70),
  ),
  requirement(
    'backendtlspolicy.ancestors',
    'SHOULD',
    'The status has one entry of the controller for each Gateway whose routes lead to the target, and none for anything else.',
    apiClause('policy_types.go', 156, 180),
  ),
  requirement(
    'backendtlspolicy.keeps-foreign-ancestors',
    'MUST NOT',
    'An entry of the status that another controller is responsible for is removed or changed.',
    apiClause('policy_types.go', 257, 264),
  ),
  requirement(
    'backendtlspolicy.observed-generation',
    'MUST',
    'Conditions of a policy carry the generation of the object that they judge.',
    apiClause('policy_types.go', 203, 215),
  ),
  requirement(
    'backendtlspolicy.server-name',
    'MUST',
    'The hostname of the policy is the server name that the backend is asked for in the TLS handshake.',
    apiClause(FILE, 251, 254),
  ),
  requirement(
    'backendtlspolicy.route-kinds',
    'MUST',
    'The policy of a Service holds for whatever kind of route leads there and can speak TLS to it.',
    apiClause(FILE, 57, 62),
  ),
  requirement(
    'backendtlspolicy.target-namespace',
    'MUST',
    'A policy holds for the Service of that name in its own namespace, and for none in another one.',
    apiClause(FILE, 119, 124),
  ),
  requirement(
    'backendtlspolicy.unknown-well-known',
    'MUST',
    'A set of well-known authorities that the implementation does not know gives Accepted False with Invalid.',
    apiClause(FILE, 234, 237),
  ),
];
