import type { Finding, Validation } from '../../validate/types.ts';
import type { MigrateFinding, Migration, Spot } from '../result.ts';

/** The findings as those of a validation, for the formats that both have: SARIF, JUnit, annotations of GitHub. */
export function toValidation(migration: Migration, sources: readonly string[]): Validation {
  const findings = migration.findings.map((finding) => toFinding(finding, sources[0] ?? 'cluster'));
  const used = [...new Set([...sources, ...findings.map(({ source }) => source)])];
  return {
    sources: used,
    objects: { judged: migration.routes, others: migration.ingresses },
    findings,
    suppressed: [],
    outside: 0,
  };
}

/** What is to be mended is the translation, where a rule of it decided. */
function toFinding({ rule, level, message, from, to, example }: MigrateFinding, fallback: string): Finding {
  const [main, other] = to ? [to, from] : [from, undefined];
  const shown = example
    ? `: ${example.request} is ${example.ingress} by the Ingress, ${example.gateway} by the Gateway`
    : '';
  return {
    rule,
    level,
    stage: 'meaning',
    message: `${message}${shown}`,
    ...(main ? { object: main.object, field: main.field } : {}),
    ...placeOf(main, fallback),
    related: other
      ? [{ message: `${other.object} ${other.field}`, ...(other.source === undefined ? {} : placeOf(other, fallback)) }]
      : [],
  };
}

function placeOf(spot: Spot | undefined, fallback: string) {
  return { source: spot?.source ?? fallback, line: spot?.line ?? 1, column: spot?.column ?? 1 };
}
