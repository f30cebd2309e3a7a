import type { Attributes } from '../../../apimachinery/access/attributes.ts';
import type { User } from '../../../apimachinery/access/user.ts';
import type { JsonObject } from '../../../apimachinery/types.ts';
import type { Clock } from '../options.ts';
import type { Request } from '../server/messages.ts';
import type { Store } from '../store/store.ts';
import { Authenticator } from './authenticate/authenticator.ts';
import { readImpersonation } from './authenticate/impersonate.ts';
import { Authorizer } from './authorize/authorizer.ts';
import { denied } from './authorize/sentence.ts';
import { RuleResolver } from './rbac/resolver.ts';
import { createAccountReader } from './tokens/accounts.ts';
import { TokenIssuer } from './tokens/issuer.ts';
import { requestToken } from './tokens/request.ts';

/** Who may do what, by the tokens and roles of one cluster. */
export class Auth {
  readonly authenticator: Authenticator;
  readonly resolver: RuleResolver;
  readonly authorizer: Authorizer;
  readonly issuer = new TokenIssuer();
  readonly #store: Store;
  readonly #clock: Clock;

  /** @param tokens bearer tokens that are known from the start */
  constructor(store: Store, clock: Clock, tokens: Readonly<Record<string, User>>) {
    this.#store = store;
    this.#clock = clock;
    this.authenticator = new Authenticator(tokens, [createAccountReader(store, this.issuer, clock)]);
    this.resolver = new RuleResolver(store);
    this.authorizer = new Authorizer(this.resolver);
  }

  /** The user that a request is made as: its sender, or whom that impersonates. @throws ApiError 401, 403 */
  async identify(request: Request, path: string): Promise<User> {
    const sender = await this.authenticator.authenticate(request, path);
    const wanted = readImpersonation(request);
    if (!wanted) return sender;
    for (const attributes of wanted.needs) this.authorize(sender, attributes);
    return wanted.user;
  }

  /** What a POST to a ServiceAccount's token answers. @throws ApiError 400, 404, 409, 422 */
  requestToken(body: unknown, namespace: string, name: string): Promise<JsonObject> {
    return requestToken(body, namespace, name, { store: this.#store, issuer: this.issuer, clock: this.#clock });
  }

  /** @throws ApiError 403 */
  authorize(user: User, attributes: Attributes): void {
    const { allowed, reason } = this.authorizer.decide(user, attributes);
    if (!allowed) throw denied(user, attributes, reason);
  }
}
