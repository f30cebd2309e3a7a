import type { User } from '../../../../apimachinery/access/user.ts';
import { badRequest } from '../../../../apimachinery/errors/status.ts';
import { cloneJson } from '../../../../apimachinery/json.ts';
import type { JsonObject } from '../../../../apimachinery/types.ts';
import type { Clock } from '../../options.ts';
import { formatTime } from '../../requests/context.ts';
import { joinErrors } from '../authorize/authorizer.ts';
import type { Auth } from '../index.ts';
import { BodyReader } from '../read.ts';
import { AUDIENCE } from '../tokens/claims.ts';
import { reviewAccess, reviewOwnAccess } from './access.ts';
import { listOwners } from './owners.ts';

export interface ReviewContext {
  auth: Pick<Auth, 'authenticator' | 'authorizer' | 'resolver'>;
  clock: Clock;
}

/** Who asks, and where: `namespace` is that of the path, empty where it has none. */
export interface Asker {
  user: User;
  namespace: string;
  /** The program that asks, by the name that owners of fields have. */
  agent: string;
}

type Answer = (body: unknown, asker: Asker, context: ReviewContext) => JsonObject | Promise<JsonObject>;

/** By kind. Each gives spec and status, and the metadata where there is any. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  SelfSubjectAccessReview: (body, { user }, { auth }) => reviewOwnAccess(body, user, auth.authorizer),
  SubjectAccessReview: (body, _asker, { auth }) =>
    reviewAccess('SubjectAccessReview', body, auth.authorizer, undefined),
  LocalSubjectAccessReview: (body, { namespace }, { auth }) => ({
    metadata: { namespace },
    ...reviewAccess('LocalSubjectAccessReview', body, auth.authorizer, namespace),
  }),
  SelfSubjectRulesReview: reviewRules,
  TokenReview: reviewToken,
  SelfSubjectReview: (body, { user }, { clock }) => {
    new BodyReader('SelfSubjectReview', 'v1').body(body);
    const metadata = { creationTimestamp: formatTime(clock.date()) };
    return { metadata, status: { userInfo: describeUser(user) } };
  },
};

/** https://kubernetes.io/docs/reference/kubernetes-api/authorization-resources/ @throws ApiError 400 or 422 */
export async function answerReview(
  apiVersion: string,
  kind: string,
  body: unknown,
  asker: Asker,
  context: ReviewContext,
): Promise<JsonObject> {
  const answer = await ANSWERS[kind]?.(body, asker, context);
  const who = { name: asker.agent, time: formatTime(context.clock.date()) };
  const managedFields = listOwners(apiVersion, kind, body, who);
  const metadata = { ...Object(answer?.metadata), ...(managedFields.length > 0 && { managedFields }) };
  return { kind, apiVersion, ...answer, metadata };
}

function reviewRules(body: unknown, { user }: Asker, { auth }: ReviewContext): JsonObject {
  const reader = new BodyReader('SelfSubjectRulesReview', 'v1');
  const namespace = reader.string(reader.object(reader.body(body), 'spec', '') ?? {}, 'namespace', 'spec');
  if (namespace === '') throw badRequest('no namespace on request');
  const { rules, missing } = auth.resolver.rulesFor(user, namespace);
  const resourceRules = rules
    .filter(({ resources }) => resources.length > 0)
    .map(({ verbs, apiGroups, resources, resourceNames }) => {
      return { verbs, apiGroups, resources, ...(resourceNames.length > 0 && { resourceNames }) };
    });
  const nonResourceRules = rules
    .filter(({ nonResourceURLs }) => nonResourceURLs.length > 0)
    .map(({ verbs, nonResourceURLs }) => ({ verbs, nonResourceURLs }));
  const evaluationError = missing.length > 0 ? { evaluationError: joinErrors([...new Set(missing)]) } : {};
  return { spec: {}, status: { resourceRules, nonResourceRules, incomplete: false, ...evaluationError } };
}

async function reviewToken(body: unknown, _asker: Asker, { auth }: ReviewContext): Promise<JsonObject> {
  const reader = new BodyReader('TokenReview', 'v1');
  const given = reader.object(reader.body(body), 'spec', '') ?? {};
  const token = reader.string(given, 'token', 'spec');
  if (token === '') throw badRequest('token is required for TokenReview in authentication');
  const wanted = reader.strings(given, 'audiences', 'spec');
  const spec = { token, ...(wanted.length > 0 && { audiences: wanted }) };
  const answer = await auth.authenticator.readToken(token, wanted.length > 0 ? wanted : [AUDIENCE]);
  if ('error' in answer) return { spec, status: { user: {}, error: answer.error } };
  return { spec, status: { authenticated: true, user: describeUser(answer.user), audiences: answer.audiences } };
}

/** UserInfo; what is empty is left out. */
function describeUser({ username, uid, groups, extra }: User): JsonObject {
  const hasExtra = extra !== undefined && Object.keys(extra).length > 0;
  return {
    username,
    ...(uid && { uid }),
    ...(groups.length > 0 && { groups }),
    ...(hasExtra && { extra: cloneJson(extra) }),
  };
}
