import { fitTable, wrapText } from '../../common/fit-table.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { listSteps } from '../../steps/rows.ts';
import { createEnv, renderManifests } from './manifests.ts';
import { describeRows } from './rows.ts';

/** Everything about a scenario as text: the manifests in it are whole YAML documents. */
export async function explainScenario(
  definition: ScenarioDefinition,
  catalogue: Catalogue,
  columns: number,
): Promise<string> {
  const env = createEnv(definition, catalogue);
  const steps = listSteps(definition, env);
  const table = [['STEP', 'KIND', 'ROW', 'SENT', 'EXPECTED'], ...describeRows(definition, steps, env)];
  const sections = [
    [
      definition.id,
      wrap(definition.title, columns, '  '),
      ...(definition.origin ? [`  from ${definition.origin}`] : []),
    ],
    ['Features', ...describeFeatures(definition, columns)],
    ['Requirements', ...describeRequirements(definition, catalogue, columns)],
    ['Rows', ...fitTable(table, columns - 2).map((line) => `  ${line}`)],
    ['Manifests', (await renderManifests(definition, catalogue)).trimEnd()],
  ];
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function describeFeatures(
  { features, unless, since, until, provisional }: ScenarioDefinition,
  columns: number,
): string[] {
  return [
    wrap(`needs ${features.join(', ')}`, columns, '  '),
    ...(unless?.length ? [`  only where not supported: ${unless.join(', ')}`] : []),
    `  Gateway API since ${since}${until ? `, until ${until}` : ''}${provisional ? '; provisional' : ''}`,
  ];
}

function describeRequirements(definition: ScenarioDefinition, catalogue: Catalogue, columns: number): string[] {
  return definition.requirements.flatMap((id) => {
    const requirement = catalogue.requirements.find((known) => known.id === id);
    if (!requirement) return [`  ${id}`];
    const { level, text, source } = requirement;
    return [`  ${id} (${level})`, wrap(text, columns, '    '), `    ${source}`];
  });
}

function wrap(text: string, columns: number, indent: string): string {
  return wrapText(text, columns - indent.length)
    .map((line) => `${indent}${line}`)
    .join('\n');
}
