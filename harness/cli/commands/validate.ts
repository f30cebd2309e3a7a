import { validateOptions } from '../validate/options.ts';
import type { Command } from './command.ts';

export const validateCommand: Command = {
  path: ['validate'],
  summary: 'Judge manifests before they reach a cluster: schema, CEL rules, and what they mean together',
  positional: {
    name: 'files',
    describe: 'Files, folders and patterns of manifests, YAML or JSON; - reads the standard input',
    required: true,
    many: true,
  },
  options: validateOptions,
  examples: [
    ['validate manifests/', 'every .yaml, .yml and .json below the folder'],
    ['validate - < rendered.yaml', 'what helm template or kustomize build print'],
    ['validate manifests/ --closed-world --fail-on warning', 'the whole world is in the files'],
    ['validate manifests/ --format github --output sarif=gwconf.sarif', 'for a pull request, and for code scanning'],
  ],
  async run({ flags, args }, context) {
    const { executeValidate } = await import('../validate/execute.ts');
    return await executeValidate(args, flags, context);
  },
};
