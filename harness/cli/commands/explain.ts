import { refuseUnknown } from '../../common/nearest.ts';
import type { Catalogue } from '../../scenario/catalogue.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenariosOption, toScenarioPaths } from '../options/scenarios.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';
import type { Command } from './command.ts';

const group = 'Output';
const manifestOptions: readonly OptionSpec[] = [
  { name: 'manifests', kind: 'flag', group, describe: 'Print the YAML only, for kubectl apply -f -' },
  {
    name: 'with-base',
    kind: 'flag',
    group,
    describe: 'With --manifests: also the shared Gateways and the backends, which a run makes for all scenarios',
  },
  {
    name: 'gateway-class',
    kind: 'text',
    form: 'name',
    group,
    describe: 'With --manifests: GatewayClass of the Gateways',
    defaultText: 'gateway-class',
  },
  {
    name: 'echo-image',
    kind: 'text',
    group,
    describe: 'With --with-base: image of the backends',
    defaultText: 'the official one',
  },
];

export const explainCommand: Command = {
  path: ['explain'],
  summary: 'Tell what a scenario needs, applies, sends and expects, or what a rule of gwconf validate or migrate asks',
  positional: {
    name: 'scenario',
    describe: 'Name of the scenario, or of the rule',
    required: true,
    values: 'scenarios',
  },
  options: [scenariosOption, ...manifestOptions],
  examples: [
    ['explain HTTPRouteHeaderMatching', 'requirements, manifests and rows'],
    ['explain parent-hostname', 'a rule: why it is asked, and how to mend what breaks it'],
    ['explain HTTPRouteHeaderMatching --manifests | kubectl apply -f -', 'its objects in a cluster of yours'],
    [
      'explain HTTPRouteHeaderMatching --manifests --with-base --gateway-class acme | kubectl apply -f -',
      'all that it needs, to try by hand',
    ],
  ],
  async run({ flags, args }, { io, wiring }) {
    const catalogue = await wiring.loadCatalogue(toScenarioPaths(flags.scenarios), io.cwd);
    const id = args[0] ?? '';
    const [{ allRules: ofValidation }, { migrateRules }] = await Promise.all([
      import('../../../policy/validate/index.ts'),
      import('../../../policy/migrate/index.ts'),
    ]);
    const allRules = [...ofValidation, ...migrateRules];
    const rule = allRules.find((each) => each.id === id);
    if (rule) {
      const { explainRule } = await import('../explain/rule.ts');
      io.stdout.write(explainRule(rule, io.stdout.columns));
      return 0;
    }
    const known = [...catalogue.scenarios.map((scenario) => scenario.id), ...allRules.map((each) => each.id)];
    refuseUnknown('scenario or rule', 'gwconf explain', [id], new Set(known));
    const definition = catalogue.scenarios.find((scenario) => scenario.id === id);
    if (!definition) throw new UsageError(`there is no scenario '${id}'`);
    const given = manifestOptions.map(({ name }) => name).filter((name) => flags[name] !== undefined);
    if (flags.manifests !== true && given.some((name) => name !== 'manifests')) {
      throw new UsageError(`--${given[0]} is of manifests: gwconf explain ${id} --manifests --${given[0]}`);
    }
    if (flags.manifests === true) io.stdout.write(await renderForCluster(definition, catalogue, flags));
    else {
      const { explainScenario } = await import('../explain/explain.ts');
      io.stdout.write(await explainScenario(definition, catalogue, io.stdout.columns));
    }
    return 0;
  },
};

async function renderForCluster(
  definition: ScenarioDefinition,
  catalogue: Catalogue,
  flags: OptionValues,
): Promise<string> {
  const [{ renderForKubectl }, { officialEchoImage }] = await Promise.all([
    import('../explain/manifests.ts'),
    import('../../clusters/providers/existing/options.ts'),
  ]);
  const gatewayClass = flags['gateway-class'];
  const echoImage = flags['echo-image'];
  return renderForKubectl(definition, catalogue, {
    withBase: flags['with-base'] === true,
    echoImage: typeof echoImage === 'string' ? echoImage : officialEchoImage,
    ...(typeof gatewayClass === 'string' ? { gatewayClass } : {}),
  });
}
