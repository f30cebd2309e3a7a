import { nearest } from '../../common/nearest.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { listRows, listSteps } from '../../steps/rows.ts';
import { createExplainEnv, type ExplainBase } from '../engine/explain-env.ts';
import type { RunSelection } from '../engine/types.ts';

/** The expression of `--grep`; undefined where there is none. Throws UsageError. */
export function compileGrep(grep: string | undefined): RegExp | undefined {
  if (grep === undefined || grep === '') return undefined;
  try {
    return new RegExp(grep);
  } catch (cause) {
    throw new UsageError(`--grep: '${grep}' is not a regular expression`, { cause });
  }
}

/** True where one of the scenario's rows is meant, by `ScenarioId row name`. */
export function matchesRow(definition: ScenarioDefinition, base: ExplainBase, grep: RegExp): boolean {
  return listNames(definition, base).some((name) => grep.test(`${definition.id} ${name}`));
}

/** Refuses an expression that no row matches of any scenario that is asked for, with the nearest names of rows. */
export function checkGrep({ scenarios, base }: Catalogue, { grep, only, skip }: RunSelection): void {
  const expression = compileGrep(grep);
  if (expression === undefined) return;
  const asked = scenarios.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id));
  if (asked.some((definition) => matchesRow(definition, base, expression))) return;
  const near = nearest(
    expression.source,
    asked.flatMap((definition) => listNames(definition, base)),
  );
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'gwconf explain SCENARIO lists its rows';
  throw new UsageError(`--grep: no row matches '${grep}'; ${hint}`);
}

function listNames(definition: ScenarioDefinition, base: ExplainBase): string[] {
  return listRows(definition, listSteps(definition, createExplainEnv(definition, base))).map(({ name }) => name);
}
