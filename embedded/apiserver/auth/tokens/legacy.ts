import { formatServiceAccount } from '../../../../apimachinery/access/user.ts';
import { isObject } from '../../../../apimachinery/json.ts';
import type { KubeObject } from '../../../../apimachinery/types.ts';
import type { Store } from '../../store/store.ts';
import type { Stored } from '../../store/stored.ts';
import { LEGACY_ISSUER } from './claims.ts';
import type { TokenIssuer } from './issuer.ts';

export const TOKEN_SECRET = 'kubernetes.io/service-account-token';
export const ACCOUNT_NAME = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';

/**
 * Fills Secrets of the type kubernetes.io/service-account-token with a token that does not expire, and deletes them with
 * their ServiceAccount, as a controller of a real cluster does.
 * https://kubernetes.io/docs/concepts/configuration/secret/#serviceaccount-token-secrets
 */
export function fillTokenSecrets(store: Store, issuer: TokenIssuer, caPem: string): void {
  // A Secret that cannot be filled stays as it is; there is nobody to tell.
  const start = (namespace: string, name: string) => void fill(store, issuer, caPem, namespace, name).catch(() => {});
  store.observe((storage, { type, stored }) => {
    const { object } = stored;
    const { namespace = '', name } = object.metadata;
    if (storage === 'secrets' && type !== 'DELETED' && object.type === TOKEN_SECRET) {
      start(namespace, name);
    }
    if (storage === 'serviceaccounts' && type !== 'MODIFIED') {
      // Not within the event: others must see this one first.
      setImmediate(() => {
        for (const secret of listSecrets(store, namespace, name)) {
          if (type === 'DELETED') removeOrphan(store, secret, object);
          else start(namespace, secret.object.metadata.name);
        }
      });
    }
  });
}

function listSecrets(store: Store, namespace: string, account: string): Stored[] {
  const secrets = store.collection('secrets').list(namespace);
  return secrets.filter(({ object }) => object.type === TOKEN_SECRET && readAccount(object) === account);
}

function readAccount({ metadata }: KubeObject): string {
  return metadata.annotations?.[ACCOUNT_NAME] ?? '';
}

function removeOrphan(store: Store, secret: Stored, account: KubeObject): void {
  const { uid } = account.metadata;
  const isOwn = (secret.object.metadata.annotations?.[ACCOUNT_UID] ?? uid) === uid;
  if (isOwn && !secret.object.metadata.finalizers?.length) store.remove('secrets', secret);
}

async function fill(store: Store, issuer: TokenIssuer, caPem: string, namespace: string, name: string): Promise<void> {
  const before = store.collection('secrets').get(namespace, name)?.object;
  const account = before && store.collection('serviceaccounts').get(namespace, readAccount(before))?.object;
  if (!before || !account || isFilled(before, account)) return;
  const { uid = '' } = account.metadata;
  const token = await issuer.sign({
    iss: LEGACY_ISSUER,
    sub: formatServiceAccount(namespace, account.metadata.name),
    'kubernetes.io/serviceaccount/namespace': namespace,
    'kubernetes.io/serviceaccount/secret.name': name,
    'kubernetes.io/serviceaccount/service-account.name': account.metadata.name,
    'kubernetes.io/serviceaccount/service-account.uid': uid,
  });
  const secret = store.collection('secrets').get(namespace, name)?.object;
  // Signing takes a moment, in which it may have gone or been filled.
  if (!secret || secret.metadata.uid !== before.metadata.uid || isFilled(secret, account)) return;
  const annotations = { ...secret.metadata.annotations, [ACCOUNT_UID]: uid };
  const data = { ...(isObject(secret.data) ? secret.data : {}), ...encode({ 'ca.crt': caPem, namespace, token }) };
  store.put('secrets', { ...secret, metadata: { ...secret.metadata, annotations }, data });
}

function isFilled({ metadata, data }: KubeObject, account: KubeObject): boolean {
  return isObject(data) && Boolean(data.token) && metadata.annotations?.[ACCOUNT_UID] === account.metadata.uid;
}

function encode(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, text]) => [key, Buffer.from(text).toString('base64')]));
}
