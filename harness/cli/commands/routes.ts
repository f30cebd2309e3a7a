import { modelOptions, readModelOptions } from '../simulate/options.ts';
import type { Command } from './command.ts';

export const routesCommand: Command = {
  path: ['routes'],
  summary:
    'Tell what manifests really serve: hosts, matches in order of precedence, backends, policies in force, and what attaches nowhere',
  positional: { name: 'files', describe: 'Files of manifests, YAML or JSON', required: true, many: true },
  options: modelOptions,
  examples: [
    ['routes gateway.yaml routes.yaml', 'as a tree'],
    ['routes all.yaml --json', 'for another program'],
  ],
  async run({ flags, args }, { io }) {
    const [{ modelObjects, readObjects }, { renderView, viewEffective }, { renderPolicies, viewPolicies }] =
      await Promise.all([
        import('../simulate/load.ts'),
        import('../../../policy/simulate/index.ts'),
        import('../../../policy/attachment/index.ts'),
      ]);
    const objects = readObjects(args, io);
    const view = viewEffective(modelObjects(objects, readModelOptions(flags)));
    const policies = viewPolicies(objects, new Date());
    const isEmpty = view.gateways.length === 0 && view.detached.length === 0 && view.services.length === 0;
    const text = isEmpty ? `no Gateway and no route in ${args.join(', ')}` : renderView(view);
    const all = [text, renderPolicies(policies)].filter((part) => part !== '').join('\n\n');
    io.stdout.write(`${flags.json === true ? JSON.stringify({ ...view, policies }, null, 2) : all}\n`);
    return 0;
  },
};
