import { refuseUnknown } from '../../common/nearest.ts';
import { UsageError } from '../../scenario/errors.ts';
import { scenariosOption, toScenarioPaths } from '../options/scenarios.ts';
import type { OptionSpec } from '../options/spec.ts';
import type { Command } from './command.ts';

const manifestsOption: OptionSpec = {
  name: 'manifests',
  kind: 'flag',
  describe: 'Print the YAML only, for kubectl apply -f -',
  group: 'Output',
};

export const explainCommand: Command = {
  path: ['explain'],
  summary: 'Tell what a scenario needs, applies, sends and expects',
  positional: { name: 'scenario', describe: 'Name of the scenario', required: true, values: 'scenarios' },
  options: [scenariosOption, manifestsOption],
  examples: [
    ['explain HTTPRouteHeaderMatching', 'requirements, manifests and rows'],
    ['explain HTTPRouteHeaderMatching --manifests | kubectl apply -f -', 'its objects in a cluster of yours'],
  ],
  async run({ flags, args }, { io, wiring }) {
    const catalogue = await wiring.loadCatalogue(toScenarioPaths(flags.scenarios), io.cwd);
    const id = args[0] ?? '';
    refuseUnknown('scenario', 'gwconf explain', [id], new Set(catalogue.scenarios.map((scenario) => scenario.id)));
    const definition = catalogue.scenarios.find((scenario) => scenario.id === id);
    if (!definition) throw new UsageError(`there is no scenario '${id}'`);
    const [{ explainScenario }, { renderManifests }] = await Promise.all([
      import('../explain/explain.ts'),
      import('../explain/manifests.ts'),
    ]);
    const text =
      flags.manifests === true
        ? await renderManifests(definition, catalogue)
        : await explainScenario(definition, catalogue, io.stdout.columns);
    io.stdout.write(text);
    return 0;
  },
};
