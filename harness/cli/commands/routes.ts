import { modelOptions, readModelOptions } from '../simulate/options.ts';
import type { Command } from './command.ts';

export const routesCommand: Command = {
  path: ['routes'],
  summary:
    'Tell what manifests really serve: hosts, matches in order of precedence, backends, and what attaches nowhere',
  positional: { name: 'files', describe: 'Files of manifests, YAML or JSON', required: true, many: true },
  options: modelOptions,
  examples: [
    ['routes gateway.yaml routes.yaml', 'as a tree'],
    ['routes all.yaml --json', 'for another program'],
  ],
  async run({ flags, args }, { io }) {
    const [{ loadModel }, { renderView, viewEffective }] = await Promise.all([
      import('../simulate/load.ts'),
      import('../../../policy/simulate/index.ts'),
    ]);
    const view = viewEffective(loadModel({ files: args, ...readModelOptions(flags) }, io));
    const isEmpty = view.gateways.length === 0 && view.detached.length === 0;
    const text = isEmpty ? `no Gateway and no route in ${args.join(', ')}` : renderView(view);
    io.stdout.write(`${flags.json === true ? JSON.stringify(view, null, 2) : text}\n`);
    return 0;
  },
};
