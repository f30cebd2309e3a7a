import { type CrdSource, loadGatewayApiCrds } from '../crds/index.ts';
import type { CrdRelease } from '../crds/types.ts';
import { isObject } from '../json.ts';
import type { CustomResourceDefinition } from '../types.ts';
import { makeObjectJudge, type ObjectJudge } from './validator.ts';

/** Judges objects of the Gateway API by a release of its CRDs. */
export interface ReleaseJudge extends ObjectJudge, CrdRelease {
  /** One phrase that tells where the CRDs came from and what they lack. */
  source: string;
  /** False where the CRDs have no rules in CEL, as those that come with the package: these are then not judged. */
  hasRules: boolean;
}

/** Nothing is fetched. Throws a CrdError with one sentence where the CRDs are not to be had. */
export async function loadReleaseJudge(source: CrdSource = 'auto'): Promise<ReleaseJudge> {
  const { crds, ...release } = await loadGatewayApiCrds(source);
  const definitions = crds as readonly object[] as readonly CustomResourceDefinition[];
  return { ...release, ...makeObjectJudge(definitions), hasRules: definitions.some((crd) => holdsRules(crd.spec)) };
}

function holdsRules(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsRules);
  if (!isObject(value)) return false;
  return Object.hasOwn(value, 'x-kubernetes-validations') || Object.values(value).some(holdsRules);
}
