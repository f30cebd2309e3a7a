import { randomUUID } from 'node:crypto';
import { formatServiceAccount } from '../../../../apimachinery/access/user.ts';
import { invalidField } from '../../../../apimachinery/errors/field.ts';
import { badRequest, conflict, invalid, notFound } from '../../../../apimachinery/errors/status.ts';
import { getString } from '../../../../apimachinery/json.ts';
import type { FieldError, JsonObject, KubeObject } from '../../../../apimachinery/types.ts';
import type { Clock } from '../../options.ts';
import { formatTime } from '../../requests/context.ts';
import type { Store } from '../../store/store.ts';
import { BodyReader } from '../read.ts';
import { type AccountClaims, AUDIENCE, EXTENDED_SECONDS, POD_TOKEN_SECONDS, type Reference } from './claims.ts';
import type { TokenIssuer } from './issuer.ts';

const SUBJECT = { group: 'authentication.k8s.io', plural: 'tokenrequests', kind: 'TokenRequest' };
const ACCOUNTS = { group: '', plural: 'serviceaccounts', kind: 'ServiceAccount' };
const DEFAULT_SECONDS = 3600;
const LEAST_SECONDS = 600;
const MOST_SECONDS = 2 ** 32;
/** Kinds that a token may be bound to, with their plurals. */
const BINDABLE: Readonly<Record<string, string>> = { Pod: 'pods', Secret: 'secrets', Node: 'nodes' };

export interface TokenRequestContext {
  store: Store;
  issuer: TokenIssuer;
  clock: Clock;
}

interface Wish {
  audiences: readonly string[];
  expirationSeconds: number;
  boundObjectRef: JsonObject | undefined;
}

/** POST …/serviceaccounts/NAME/token. https://kubernetes.io/docs/reference/kubernetes-api/authentication-resources/token-request-v1/ */
export async function requestToken(
  body: unknown,
  namespace: string,
  name: string,
  { store, issuer, clock }: TokenRequestContext,
): Promise<JsonObject> {
  const reader = new BodyReader('TokenRequest', 'v1');
  const given = reader.body(body);
  const metadata = reader.object(given, 'metadata', '') ?? {};
  checkIdentity(metadata, namespace, name);
  const account = store.collection('serviceaccounts').get(namespace, name)?.object;
  if (!account) throw notFound(ACCOUNTS, name);
  const { uid = '' } = account.metadata;
  const wantedUid = getString(metadata, 'uid');
  if (wantedUid !== '' && wantedUid !== uid) {
    const why = `the UID in the token request (${wantedUid}) does not match the UID of the service account (${uid})`;
    throw conflict({ ...SUBJECT, plural: 'TokenRequest' }, name, why);
  }
  const wish = readWish(reader, reader.object(given, 'spec', '') ?? {});
  const bound = wish.boundObjectRef && findBound(store, wish.boundObjectRef, namespace, name);
  const now = clock.date();
  const seconds = Math.floor(now.getTime() / 1000);
  // A pod's token outlives its promise: programs that read their file only once go on working.
  const isExtended = bound?.pod !== undefined && wish.expirationSeconds === POD_TOKEN_SECONDS && isOwn(wish.audiences);
  const token = await issuer.sign({
    iss: AUDIENCE,
    sub: formatServiceAccount(namespace, name),
    aud: wish.audiences,
    exp: seconds + (isExtended ? EXTENDED_SECONDS : wish.expirationSeconds),
    iat: seconds,
    nbf: seconds,
    jti: randomUUID(),
    'kubernetes.io': {
      ...{ namespace, serviceaccount: { name, uid }, ...bound },
      ...(isExtended && { warnafter: seconds + POD_TOKEN_SECONDS }),
    },
  });
  const expirationTimestamp = formatTime(new Date(now.getTime() + wish.expirationSeconds * 1000));
  return {
    ...{ kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1' },
    metadata: { name, namespace, uid, creationTimestamp: formatTime(now) },
    spec: { ...wish, boundObjectRef: wish.boundObjectRef ?? null },
    status: { token, expirationTimestamp },
  };
}

function isOwn(audiences: readonly string[]): boolean {
  return audiences.every((audience) => audience === AUDIENCE);
}

function checkIdentity(metadata: JsonObject, namespace: string, name: string): void {
  for (const [field, expected] of Object.entries({ name, namespace })) {
    const value = metadata[field] ?? '';
    if (value === '' || value === expected) continue;
    const detail = `must match the service account ${field} if specified`;
    throw invalid(SUBJECT, name, [invalidField(`metadata.${field}`, value, detail)]);
  }
}

function readWish(reader: BodyReader, spec: JsonObject): Wish {
  const audiences = reader.strings(spec, 'audiences', 'spec');
  const expirationSeconds = reader.integer(spec, 'expirationSeconds', 'spec') ?? DEFAULT_SECONDS;
  const boundObjectRef = reader.object(spec, 'boundObjectRef', 'spec');
  const errors: FieldError[] = [];
  const refuse = (detail: string) => errors.push(invalidField('spec.expirationSeconds', expirationSeconds, detail));
  if (expirationSeconds < LEAST_SECONDS) refuse('may not specify a duration less than 10 minutes');
  if (expirationSeconds > MOST_SECONDS) refuse('may not specify a duration larger than 2^32 seconds');
  if (errors.length > 0) throw invalid(SUBJECT, '', errors);
  return { audiences: audiences.length > 0 ? audiences : [AUDIENCE], expirationSeconds, boundObjectRef };
}

/** The object without which the token shall not hold, as claims. */
function findBound(store: Store, reference: JsonObject, namespace: string, account: string): Partial<AccountClaims> {
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((field) => getString(reference, field));
  const apiVersion = getString(reference, 'apiVersion');
  const plural = Object.hasOwn(BINDABLE, kind ?? '') && apiVersion === 'v1' ? BINDABLE[kind ?? ''] : undefined;
  if (plural === undefined || name === undefined || kind === undefined) {
    const group = apiVersion.includes('/') ? apiVersion : `/${apiVersion}`;
    throw badRequest(`cannot bind token to object of type ${group}, Kind=${kind}`);
  }
  const found = store.collection(plural).get(kind === 'Node' ? '' : namespace, name)?.object;
  if (!found) throw notFound({ group: '', plural, kind }, name);
  const foundUid = found.metadata.uid ?? '';
  if (uid && uid !== foundUid) {
    const why = `the UID in the bound object reference (${uid}) does not match the UID in record. The object might have been deleted and then recreated`;
    throw conflict({ group: '', plural: kind, kind }, name, why);
  }
  const claim: Reference = { name, uid: foundUid };
  if (kind === 'Secret') return { secret: claim };
  if (kind === 'Node') return { node: claim };
  return { pod: claim, ...findNode(store, found, account) };
}

function findNode(store: Store, pod: KubeObject, account: string): Pick<AccountClaims, 'node'> {
  if (getString(pod, 'spec', 'serviceAccountName') !== account) {
    const name = JSON.stringify(account);
    throw badRequest(`cannot bind token for serviceaccount ${name} to pod running with different serviceaccount name.`);
  }
  const name = getString(pod, 'spec', 'nodeName');
  if (name === '') return {};
  const uid = store.collection('nodes').get('', name)?.object.metadata.uid;
  return { node: { name, ...(uid && { uid }) } };
}
