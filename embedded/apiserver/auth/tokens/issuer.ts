import { createHash } from 'node:crypto';
import type { CryptoKey } from 'jose';
import { isObject } from '../../../../apimachinery/json.ts';
import type { TokenClaims } from './claims.ts';

const ALGORITHM = 'ES256';
/** Tokens whose signature was found good; checking one takes longer than the rest of a small request. */
const REMEMBERED = 1000;

interface Keys {
  jose: typeof import('jose');
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** Names the key in a token's header. */
  id: string;
}

/** Signs and checks the cluster's ServiceAccount tokens by a key of this run. */
export class TokenIssuer {
  readonly #checked = new Map<string, TokenClaims>();
  #keys: Promise<Keys> | undefined;

  async sign(claims: TokenClaims): Promise<string> {
    const { jose, privateKey, id } = await this.#load();
    return new jose.SignJWT(claims as object as Record<string, unknown>)
      .setProtectedHeader({ alg: ALGORITHM, kid: id })
      .sign(privateKey);
  }

  /** The claims of a token with a good signature; when they hold is for the caller to see. @throws Error */
  async check(token: string): Promise<TokenClaims> {
    const known = this.#checked.get(token);
    if (known) return known;
    const { jose, publicKey } = await this.#load();
    const { payload } = await jose.compactVerify(token, publicKey, { algorithms: [ALGORITHM] });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    if (typeof claims !== 'object' || claims === null) throw new Error('the token carries no claims');
    if (this.#checked.size >= REMEMBERED) this.#checked.clear();
    // Signed by this run's key, so they are as they were written.
    this.#checked.set(token, claims as TokenClaims);
    return claims as TokenClaims;
  }

  /** Resolves once nothing is being loaded, so that a server that has stopped does nothing more. */
  async settle(): Promise<void> {
    await this.#keys?.catch(() => {});
  }

  #load(): Promise<Keys> {
    this.#keys ??= loadKeys();
    return this.#keys;
  }
}

/** Reads the issuer of a token before anything of it is proved; undefined for what is no token of this kind. */
export function readIssuer(token: string): string | undefined {
  const [, payload, signature, ...rest] = token.split('.');
  if (!payload || !signature || rest.length > 0) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const issuer = isObject(claims) ? claims.iss : undefined;
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}

/** Loaded with the first token: reading the library takes a tenth of a second, and many clusters need none. */
async function loadKeys(): Promise<Keys> {
  const jose = await import('jose');
  const { privateKey, publicKey } = await jose.generateKeyPair(ALGORITHM, { extractable: true });
  const pem = await jose.exportSPKI(publicKey);
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
  const id = createHash('sha256').update(der).digest('base64url');
  return { jose, privateKey, publicKey, id };
}
