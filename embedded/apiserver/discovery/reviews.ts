import { isObject } from '../json.ts';
import type { Authenticator, User } from '../server/auth.ts';
import type { JsonObject } from '../types.ts';

/** A question that a client POSTs; nothing is stored. */
export interface Review {
  group: string;
  version: string;
  plural: string;
  kind: string;
  namespaced: boolean;
  answer(spec: JsonObject, user: User, authenticator: Authenticator): JsonObject;
}

const AUTHORIZATION = { group: 'authorization.k8s.io', version: 'v1', namespaced: false };
const AUTHENTICATION = { group: 'authentication.k8s.io', version: 'v1', namespaced: false };

/** Everybody who gets in is an administrator. */
function allow(): JsonObject {
  return { allowed: true };
}

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/ */
export const REVIEWS: readonly Review[] = [
  { ...AUTHORIZATION, plural: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview', answer: allow },
  { ...AUTHORIZATION, plural: 'subjectaccessreviews', kind: 'SubjectAccessReview', answer: allow },
  {
    ...{ ...AUTHORIZATION, plural: 'localsubjectaccessreviews', kind: 'LocalSubjectAccessReview' },
    ...{ namespaced: true, answer: allow },
  },
  {
    ...{ ...AUTHORIZATION, plural: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview' },
    answer: () => ({
      resourceRules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }],
      nonResourceRules: [{ verbs: ['*'], nonResourceURLs: ['*'] }],
      incomplete: false,
    }),
  },
  {
    ...{ ...AUTHENTICATION, plural: 'tokenreviews', kind: 'TokenReview' },
    answer: ({ token }, _user, authenticator) => {
      const found = authenticator.authenticateToken(typeof token === 'string' ? token : '');
      return found
        ? { authenticated: true, user: { ...found } }
        : { authenticated: false, error: 'invalid bearer token' };
    },
  },
  {
    ...{ ...AUTHENTICATION, plural: 'selfsubjectreviews', kind: 'SelfSubjectReview' },
    answer: (_spec, user) => ({ userInfo: { ...user } }),
  },
];

export function findReview(group: string, version: string, plural: string): Review | undefined {
  return REVIEWS.find((one) => one.group === group && one.version === version && one.plural === plural);
}

export function answerReview(review: Review, body: unknown, user: User, authenticator: Authenticator): JsonObject {
  const fields = isObject(body) ? body : {};
  const spec = isObject(fields.spec) ? fields.spec : {};
  const identity = { kind: review.kind, apiVersion: `${review.group}/${review.version}`, metadata: {} };
  return { ...identity, spec, status: review.answer(spec, user, authenticator) };
}
