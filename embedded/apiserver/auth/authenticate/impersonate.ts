import type { ResourceAttributes } from '../../../../apimachinery/access/attributes.ts';
import {
  ANONYMOUS,
  AUTHENTICATED,
  groupsOfServiceAccount,
  readServiceAccount,
  UNAUTHENTICATED,
  type User,
} from '../../../../apimachinery/access/user.ts';
import { badRequest } from '../../../../apimachinery/errors/status.ts';
import type { Request } from '../../server/messages.ts';

const USER = 'impersonate-user';
const GROUP = 'impersonate-group';
const UID = 'impersonate-uid';
const EXTRA_PREFIX = 'impersonate-extra-';

export interface Impersonation {
  user: User;
  /** What the sender must be allowed to do. */
  needs: readonly ResourceAttributes[];
}

/** Of the Impersonate-… headers; undefined without any. https://kubernetes.io/docs/reference/access-authn-authz/user-impersonation/ */
export function readImpersonation(request: Request): Impersonation | undefined {
  const headers = groupHeaders(request);
  const [username = ''] = headers.get(USER) ?? [];
  const groups = headers.get(GROUP) ?? [];
  const [uid = ''] = headers.get(UID) ?? [];
  const extra = [...headers].filter(([name]) => name.startsWith(EXTRA_PREFIX)).map(readExtra);
  if (username === '') {
    if (groups.length + uid.length + extra.length === 0) return undefined;
    throw badRequest('groups, a UID or extra fields can be impersonated only together with a user: Impersonate-User');
  }
  const account = readServiceAccount(username);
  const needs = [
    account ? need('', 'serviceaccounts', account.name, { namespace: account.namespace }) : need('', 'users', username),
    ...groups.map((group) => need('', 'groups', group)),
    ...extra.flatMap(([key, values]) =>
      values.map((value) => need('authentication.k8s.io', 'userextras', value, { subresource: key })),
    ),
    ...(uid === '' ? [] : [need('authentication.k8s.io', 'uids', uid)]),
  ];
  const given = groups.length === 0 && account ? groupsOfServiceAccount(account.namespace) : groups;
  const user: User = {
    username,
    ...(uid && { uid }),
    groups: completeGroups(username, given),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
  return { user, needs };
}

/** Everybody is in one of the two groups of those who have, or have not, said who they are. */
function completeGroups(username: string, groups: readonly string[]): string[] {
  if (groups.includes(UNAUTHENTICATED)) return [...groups];
  const own = username === ANONYMOUS ? UNAUTHENTICATED : AUTHENTICATED;
  return groups.includes(own) ? [...groups] : [...groups, own];
}

function need(
  group: string,
  plural: string,
  name: string,
  { namespace = '', subresource = '' } = {},
): ResourceAttributes {
  return { isResource: true, verb: 'impersonate', group, plural, subresource, namespace, name };
}

/** All values of each header: the joined ones of `headers` cannot be told apart where a name holds a comma. */
function groupHeaders({ rawHeaders }: Request): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]?.toLowerCase() ?? '';
    if (name.startsWith('impersonate-')) grouped.set(name, [...(grouped.get(name) ?? []), rawHeaders[index + 1] ?? '']);
  }
  return grouped;
}

function readExtra([name, values]: [string, string[]]): [string, string[]] {
  const key = name.slice(EXTRA_PREFIX.length);
  try {
    return [decodeURIComponent(key), values];
  } catch {
    return [key, values];
  }
}
