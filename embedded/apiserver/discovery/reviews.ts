/** A question that a client POSTs; nothing is stored. auth/reviews answers them. */
export interface Review {
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
}

const AUTHORIZATION = { group: 'authorization.k8s.io', version: 'v1', namespaced: false };
const AUTHENTICATION = { group: 'authentication.k8s.io', version: 'v1', namespaced: false };

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/ */
export const REVIEWS: readonly Review[] = [
  { ...AUTHORIZATION, plural: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview' },
  { ...AUTHORIZATION, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview' },
  { ...AUTHORIZATION, plural: 'localsubjectaccessreviews', kind: 'LocalSubjectAccessReview', namespaced: true },
  { ...AUTHORIZATION, plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview' },
  { ...AUTHENTICATION, plural: 'tokenreviews', kind: 'TokenReview' },
  { ...AUTHENTICATION, plural: 'selfsubjectreviews', kind: 'SelfSubjectReview' },
];

export function findReview(group: string, version: string, plural: string): Review | undefined {
  return REVIEWS.find((one) => one.group === group && one.version === version && one.plural === plural);
}
