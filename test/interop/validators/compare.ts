import type { Validation } from '../../../policy/validate/types.ts';
import type { Verdict } from './kubectl-validate.ts';

/**
 * What kubectl-validate says otherwise than ours; undefined where both say the same.
 * kubectl-validate decodes an object before it validates it, and goes no further where the object has unknown fields; ours
 * tells of these and of all the rest, as a server asked with strict validation does.
 */
export function findDifference({ findings }: Validation, theirs: Verdict): string | undefined {
  const refusing = findings.filter(({ level, stage }) => level === 'error' && (stage === 'schema' || stage === 'cel'));
  const unknown = refusing.filter(({ rule }) => rule === 'unknown-field');
  const compared = unknown.length > 0 ? unknown : refusing;
  const fields = [...new Set(compared.flatMap(({ field }) => (field === undefined ? [] : [field])))].sort();
  const isSame = refusing.length > 0 === theirs.isRefused && fields.join() === theirs.fields.join();
  if (isSame) return undefined;
  return `ours: ${refusing.map(({ field, message }) => `${field}: ${message}`).join('; ')}, theirs: ${theirs.messages.join('; ')}`;
}
