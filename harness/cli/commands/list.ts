import { fitTable } from '../../common/fit-table.ts';
import type { Catalogue, Feature } from '../../scenario/catalogue.ts';
import { UsageError } from '../../scenario/errors.ts';
import { jsonOption } from '../options/common.ts';
import { scenariosOption, toScenarioPaths } from '../options/scenarios.ts';
import type { Command } from './command.ts';
import { renderCoverage } from './coverage.ts';

const kinds = ['scenarios', 'features', 'profiles', 'requirements'] as const;
type Kind = (typeof kinds)[number];

export const listCommand: Command = {
  path: ['list'],
  summary: 'List scenarios, features, profiles or requirements',
  positional: { name: 'what', describe: `${kinds.join(', ')}; default: scenarios`, choices: kinds },
  options: [
    scenariosOption,
    jsonOption,
    {
      name: 'coverage',
      kind: 'flag',
      group: 'Output',
      inFile: false,
      describe: 'Of requirements: what each must hold for, and the rows that stand for it',
    },
  ],
  examples: [
    ['list', 'every scenario with its title'],
    ['list features', 'what an implementation can claim'],
    ['list requirements --coverage', 'what the rows stand for, and what nothing stands for'],
    ['list --scenarios checks', 'your own scenarios of the folder checks, too'],
    ['list scenarios --json', 'for another program'],
  ],
  async run({ flags, args }, { io, wiring }) {
    const kind = kinds.find((name) => name === args[0]) ?? 'scenarios';
    const catalogue = await wiring.loadCatalogue(toScenarioPaths(flags.scenarios), io.cwd);
    const showsCoverage = flags.coverage === true;
    if (showsCoverage && kind !== 'requirements') {
      throw new UsageError(`--coverage is of requirements, not of ${kind}: gwconf list requirements --coverage`);
    }
    const asJson = () => (showsCoverage ? catalogue.coverage : toJson(kind, catalogue));
    const asText = () => (showsCoverage ? renderCoverage(catalogue) : toTable(kind, catalogue, io.stdout.columns));
    io.stdout.write(`${flags.json === true ? JSON.stringify(asJson(), null, 2) : asText()}\n`);
    return 0;
  },
};

function toJson(kind: Kind, catalogue: Catalogue): unknown {
  if (kind !== 'scenarios') return catalogue[kind];
  return catalogue.scenarios.map(
    ({ id, title, level, features, unless, requirements, since, until, provisional, origin }) => ({
      id,
      title,
      level: level ?? 'official',
      features,
      unless: unless ?? [],
      requirements,
      since,
      ...(until ? { until } : {}),
      provisional: provisional ?? false,
      ...(origin ? { origin } : {}),
    }),
  );
}

function toTable(kind: Kind, catalogue: Catalogue, columns: number): string {
  return fitTable(toRows(kind, catalogue), columns).join('\n');
}

function toRows(kind: Kind, { scenarios, features, profiles, requirements }: Catalogue): string[][] {
  switch (kind) {
    case 'scenarios':
      if (!scenarios.some(({ origin }) => origin !== undefined)) {
        return [['SCENARIO', 'TITLE'], ...scenarios.map(({ id, title }) => [id, title])];
      }
      return [
        ['SCENARIO', 'TITLE', 'FROM'],
        ...scenarios.map(({ id, title, origin }) => [id, title, origin ?? 'the suite']),
      ];
    case 'features':
      return [
        ['FEATURE', 'TESTED', 'SUPPORT'],
        ...features.map((each) => [each.name, countUsers(each, scenarios), describeSupport(each)]),
      ];
    case 'profiles':
      return [
        ['PROFILE', 'CORE FEATURES', 'EXTENDED'],
        ...profiles.map((profile) => [
          profile.name,
          profile.coreFeatures.join(', '),
          `${profile.extendedFeatures.length} features`,
        ]),
      ];
    case 'requirements':
      return [['REQUIREMENT', 'LEVEL', 'TEXT'], ...requirements.map(({ id, level, text }) => [id, level, text])];
  }
}

/** How many scenarios need the feature: what none needs is not tested. */
function countUsers({ name }: Feature, scenarios: Catalogue['scenarios']): string {
  const users = scenarios.filter(({ features }) => features.includes(name)).length;
  return users === 0 ? 'no' : `${users}`;
}

function describeSupport({ support, channel, since, until, standardSince }: Feature): string {
  const parts = [
    support.toLowerCase(),
    ...(channel === 'experimental' ? ['experimental'] : []),
    ...(since ? [`since ${since}`] : []),
    ...(until ? [`until ${until}`] : []),
    ...(standardSince ? [`experimental before ${standardSince}`] : []),
  ];
  return parts.join(', ');
}
