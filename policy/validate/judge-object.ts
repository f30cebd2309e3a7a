import type { Manifest } from '../../apimachinery/manifests/index.ts';
import type { ReleaseJudge, Finding as ServerFinding } from '../../apimachinery/validate/index.ts';
import type { FileRuleId } from './file-rules.ts';
import { nearestField } from './nearest-field.ts';

/** What the API server would say of one object, as a rule, a field and a sentence. */
export interface ServerOpinion {
  rule: FileRuleId;
  field: string;
  message: string;
}

export interface Asked {
  schema: boolean;
  cel: boolean;
}

/** What the CRDs of a release say of an object. */
export function judgeObject(
  { value }: Manifest,
  judge: ReleaseJudge,
  asked: Asked,
): { isKnown: boolean; opinions: ServerOpinion[] } {
  const verdict = judge.judge(value, { until: asked.cel ? 'cel' : 'schema' });
  const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
  const opinions = verdict.findings.flatMap((finding): ServerOpinion[] => {
    const isCel = finding.stage === 'cel';
    // That rules were not asked since the schema is broken is told by the schema's own findings.
    if (isCel && finding.field === '<nil>' && verdict.findings.length > 1) return [];
    if (isCel ? !asked.cel : !asked.schema) return [];
    const rule = ruleOf(finding);
    const near =
      rule === 'unknown-field'
        ? nearestField(judge.schemaOf(String(apiVersion), String(kind)), finding.field)
        : undefined;
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const field = finding.field === '<nil>' ? '' : finding.field;
    return [{ rule, field, message: `${finding.message}${hint}` }];
  });
  const warnings = asked.schema ? verdict.warnings : [];
  return {
    isKnown: verdict.isKnown,
    opinions: [
      ...opinions,
      ...warnings.map((message) => ({ rule: 'deprecated-version' as const, field: 'apiVersion', message })),
    ],
  };
}

function ruleOf({ stage, reason }: ServerFinding): FileRuleId {
  if (stage === 'kind') return 'unknown-kind';
  if (stage === 'cel') return 'cel';
  return stage === 'fields' && reason === 'UnknownField' ? 'unknown-field' : 'schema';
}
