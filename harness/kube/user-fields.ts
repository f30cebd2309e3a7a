import { readFile } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { isRecord } from '../common/guards.ts';
import { UsageError } from '../scenario/errors.ts';

/** Fields of a kubeconfig's user that client-node knows not, or not all of (https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). */
export const USER_FIELDS = ['tokenFile', 'as', 'as-uid', 'as-groups', 'as-user-extra'] as const;

type Headers = Record<string, string | readonly string[]>;

/** The fields of a user that are to be kept, with paths made absolute as kubectl reads them: from the file's folder. */
export function keepUserFields(user: unknown, folder: string): Record<string, unknown> {
  if (!isRecord(user)) return {};
  const kept = USER_FIELDS.filter((field) => user[field] !== undefined).map((field) => [field, user[field]] as const);
  const { tokenFile, ...rest } = Object.fromEntries(kept);
  if (typeof tokenFile !== 'string') return rest;
  return { ...rest, tokenFile: isAbsolute(tokenFile) ? tokenFile : join(folder, tokenFile) };
}

/**
 * Headers by which a user authenticates with a file and acts as somebody else. Throws UsageError where the file cannot be
 * read.
 */
export async function readUserHeaders(user: unknown): Promise<Headers> {
  if (!isRecord(user)) return {};
  return { ...(await readToken(user.tokenFile)), ...impersonate(user) };
}

/** What stands in the file goes before a token in the kubeconfig, and may change. */
async function readToken(tokenFile: unknown): Promise<Headers> {
  if (typeof tokenFile !== 'string' || tokenFile === '') return {};
  try {
    return { Authorization: `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}` };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? 'there is no such file' : message;
    throw new UsageError(`the tokenFile ${tokenFile} of the kubeconfig cannot be read: ${reason}`, { cause: error });
  }
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#user-impersonation */
function impersonate(user: Record<string, unknown>): Headers {
  const headers: Headers = {};
  if (typeof user.as === 'string' && user.as !== '') headers['Impersonate-User'] = user.as;
  if (typeof user['as-uid'] === 'string' && user['as-uid'] !== '') headers['Impersonate-Uid'] = user['as-uid'];
  const groups = readTexts(user['as-groups']);
  if (groups.length > 0) headers['Impersonate-Group'] = groups;
  const extra = isRecord(user['as-user-extra']) ? user['as-user-extra'] : {};
  for (const [key, values] of Object.entries(extra)) {
    headers[`Impersonate-Extra-${encodeURIComponent(key.toLowerCase())}`] = readTexts(values);
  }
  return headers;
}

function readTexts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}
