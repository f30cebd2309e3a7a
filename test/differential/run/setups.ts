import type { CustomResourceDefinition } from '../../../embedded/apiserver/index.ts';
import { nearest } from '../../../harness/common/nearest.ts';
import { UsageError } from '../../../harness/scenario/errors.ts';
import { GROUPS } from '../requests/index.ts';
import { listSentences, loadCrds } from './crds.ts';
import type { Group } from './steps.ts';

/** Groups that run on one server, with the CRDs that it has from the start. */
export interface Setup {
  name: 'plain' | 'standard' | 'experimental';
  groups: Group[];
}

/** Throws a UsageError for a name that no group has. @param wanted names of groups; all where none is told */
export function listSetups(wanted: readonly string[] = []): Setup[] {
  const known = GROUPS.map(({ name }) => name);
  const unknown = wanted.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const close = nearest(unknown, known);
    const hint = close.length > 0 ? `did you mean ${close.join(' or ')}?` : `the groups are ${known.join(', ')}`;
    throw new UsageError(`there is no group '${unknown}'; ${hint}`);
  }
  const chosen = GROUPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const setups = (['plain', 'standard', 'experimental'] as const).map((name) => ({
    name,
    groups: chosen.filter(({ crds = 'plain' }) => crds === name),
  }));
  return setups.filter(({ groups }) => groups.length > 0);
}

export interface Prepared {
  crds: CustomResourceDefinition[];
  sentences: Set<string>;
}

/** Rejects with one sentence where the CRDs can't be had. */
export async function prepareSetup({ name }: Setup): Promise<Prepared> {
  const crds = name === 'plain' ? [] : await loadCrds(name);
  return { crds, sentences: listSentences(crds) };
}
