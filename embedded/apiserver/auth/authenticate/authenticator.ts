import { createHash, randomBytes } from 'node:crypto';
import { ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED, type User } from '../../../../apimachinery/access/user.ts';
import { unauthorized } from '../../../../apimachinery/errors/status.ts';
import type { Request } from '../../server/messages.ts';
import { AUDIENCE } from '../tokens/claims.ts';
import { readCertificateUser } from './certificate.ts';

/** Who a token stands for and which of the wanted audiences it is for, or why it is refused. */
export type TokenAnswer = { user: User; audiences: readonly string[] } | { error: string };

/** Undefined: the token is none of this kind. */
export type TokenReader = (token: string, audiences: readonly string[]) => Promise<TokenAnswer | undefined>;

export const INVALID_TOKEN = 'invalid bearer token';

/** Where one need not say who one is: a load balancer asks these. */
const PUBLIC_PATHS: readonly string[] = ['/healthz', '/livez', '/readyz', '/version'];

/** 256 random bits. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Tells who sent a request: by client certificate, by bearer token, or nobody. */
export class Authenticator {
  readonly #byDigest: ReadonlyMap<string, User>;
  readonly #readers: readonly TokenReader[];

  /** @param tokens those that are known from the start */
  constructor(tokens: Readonly<Record<string, User>>, readers: readonly TokenReader[]) {
    this.#byDigest = new Map(Object.entries(tokens).map(([token, user]) => [digest(token), user]));
    this.#readers = readers;
  }

  /** @throws ApiError 401 for wrong credentials, and for none unless the path is public */
  async authenticate(request: Request, path: string): Promise<User> {
    const byCertificate = readCertificateUser(request);
    if (byCertificate && 'user' in byCertificate) return addAuthenticated(byCertificate.user);
    const token = readBearer(request.headers.authorization);
    if (token !== undefined) {
      const answer = await this.readToken(token, [AUDIENCE]);
      if ('user' in answer) return answer.user;
      throw unauthorized();
    }
    if (byCertificate || !PUBLIC_PATHS.includes(path)) throw unauthorized();
    return { username: ANONYMOUS, groups: [UNAUTHENTICATED] };
  }

  /** Wanted audiences default to the server's own. */
  async readToken(token: string, audiences: readonly string[]): Promise<TokenAnswer> {
    const known = this.#byDigest.get(digest(token));
    if (known) return { user: addAuthenticated(known), audiences };
    for (const read of this.#readers) {
      const answer = await read(token, audiences);
      if (!answer) continue;
      return 'user' in answer ? { ...answer, user: addAuthenticated(answer.user) } : answer;
    }
    return { error: INVALID_TOKEN };
  }
}

function readBearer(authorization: string | undefined): string | undefined {
  return /^\s*bearer (\S+)/i.exec(authorization ?? '')?.[1];
}

/** Looked up by digest, so that the time it takes tells nothing of a token. */
function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}

function addAuthenticated(user: User): User {
  return user.groups.includes(AUTHENTICATED) ? user : { ...user, groups: [...user.groups, AUTHENTICATED] };
}
