import {
  CREDENTIAL_ID,
  formatServiceAccount,
  groupsOfServiceAccount,
  type User,
} from '../../../../apimachinery/access/user.ts';
import type { Clock } from '../../options.ts';
import type { Store } from '../../store/store.ts';
import { INVALID_TOKEN, type TokenAnswer, type TokenReader } from '../authenticate/authenticator.ts';
import { type AccountClaims, AUDIENCE, type TokenClaims } from './claims.ts';
import { readIssuer, type TokenIssuer } from './issuer.ts';

const GONE = 'service account token has been invalidated';
const EXTRA = 'authentication.kubernetes.io';

/** Reads the cluster's own ServiceAccount tokens. What they are bound to must still be there. */
export function createAccountReader(store: Store, issuer: TokenIssuer, clock: Clock): TokenReader {
  return async (token, audiences) => {
    if (readIssuer(token) !== AUDIENCE) return undefined;
    const claims = await issuer.check(token).catch(() => undefined);
    if (!claims) return { error: `[${INVALID_TOKEN}, the signature does not fit]` };
    const found = readBound(store, claims, audiences, clock);
    return 'error' in found ? { error: `[${INVALID_TOKEN}, ${found.error}]` } : found;
  };
}

function readBound(store: Store, claims: TokenClaims, audiences: readonly string[], clock: Clock): TokenAnswer {
  const common = intersect(claims.aud, audiences);
  if (common.length === 0) return { error: describeAudiences(claims.aud, audiences) };
  const now = clock.date().getTime() / 1000;
  if (now >= claims.exp) return { error: 'service account token has expired' };
  if (now + 60 < claims.nbf) return { error: 'service account token is not valid yet' };
  const bound = claims['kubernetes.io'];
  const { namespace, serviceaccount, pod, secret, node } = bound;
  const account = store.collection('serviceaccounts').get(namespace, serviceaccount.name)?.object;
  if (!account) return { error: `serviceaccounts ${JSON.stringify(serviceaccount.name)} not found` };
  if (account.metadata.uid !== serviceaccount.uid) {
    return { error: `service account UID (${account.metadata.uid}) does not match claim (${serviceaccount.uid})` };
  }
  const isGone = (storage: string, home: string, reference: { name: string; uid?: string } | undefined) =>
    reference !== undefined &&
    store.collection(storage).get(home, reference.name)?.object.metadata.uid !== reference.uid;
  const holderGone = pod ? isGone('pods', namespace, pod) : isGone('nodes', '', node);
  if (holderGone || isGone('secrets', namespace, secret)) return { error: GONE };
  return { user: describeUser(bound, claims.jti), audiences: common };
}

function describeUser({ namespace, serviceaccount, pod, node }: AccountClaims, id: string): User {
  return {
    username: formatServiceAccount(namespace, serviceaccount.name),
    uid: serviceaccount.uid,
    groups: groupsOfServiceAccount(namespace),
    extra: {
      [CREDENTIAL_ID]: [`JTI=${id}`],
      ...(node && { [`${EXTRA}/node-name`]: [node.name] }),
      ...(node?.uid && { [`${EXTRA}/node-uid`]: [node.uid] }),
      ...(pod && { [`${EXTRA}/pod-name`]: [pod.name], [`${EXTRA}/pod-uid`]: [pod.uid] }),
    },
  };
}

function intersect(own: readonly string[], wanted: readonly string[]): string[] {
  return own.filter((audience) => wanted.includes(audience));
}

function describeAudiences(own: readonly string[], wanted: readonly string[]): string {
  const print = (audiences: readonly string[]) => `[${audiences.map((one) => JSON.stringify(one)).join(' ')}]`;
  return `token audiences ${print(own)} is invalid for the target audiences ${print(wanted)}`;
}
