import type { JsonObject } from '../../../../apimachinery/types.ts';
import { AUDIENCE } from './claims.ts';
import type { TokenIssuer } from './issuer.ts';

export const OPENID_CONFIGURATION = '/.well-known/openid-configuration';
export const OPENID_KEYS = '/openid/v1/jwks';

/** https://kubernetes.io/docs/tasks/configure-pod-container/configure-service-account/#service-account-issuer-discovery */
export function describeIssuer(issuer: TokenIssuer, host: string): JsonObject {
  return {
    issuer: AUDIENCE,
    jwks_uri: `https://${host}${OPENID_KEYS}`,
    response_types_supported: ['id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: [issuer.algorithm],
  };
}

export async function describeKeys(issuer: TokenIssuer): Promise<JsonObject> {
  return { keys: await issuer.listKeys() };
}
