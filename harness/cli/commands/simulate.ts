import { UsageError } from '../../scenario/errors.ts';
import { modelOptions, readModelOptions } from '../simulate/options.ts';
import type { Command } from './command.ts';

export const simulateCommand: Command = {
  path: ['simulate'],
  summary: 'Tell which rule of manifests takes a request, what the backend receives, and why the others lost',
  positional: {
    name: 'request',
    describe: "The request, 'GET https://a.example/x', then files of manifests",
    required: true,
    many: true,
  },
  options: [
    {
      name: 'header',
      aliases: ['H'],
      kind: 'list',
      describe: "A header of the request, 'version: one'; repeatable",
      group: 'What is simulated',
    },
    ...modelOptions,
  ],
  examples: [["simulate 'GET http://shop.example/cart' shop.yaml -H 'version: two'", 'the winner, and why']],
  async run({ flags, args }, { io }) {
    const [{ loadModel }, { readRequest }, { renderTraces, traceRequest }] = await Promise.all([
      import('../simulate/load.ts'),
      import('../simulate/request.ts'),
      import('../../../policy/simulate/index.ts'),
    ]);
    const [text = '', ...files] = args;
    const { port, request } = readRequest(text, Array.isArray(flags.header) ? flags.header.map(String) : []);
    if (files.length === 0) throw new UsageError('gwconf simulate needs files of manifests after the request');
    const traces = traceRequest(loadModel({ files, ...readModelOptions(flags) }, io), port, request);
    if (flags.json === true) io.stdout.write(`${JSON.stringify(traces, null, 2)}\n`);
    else if (traces.length === 0) io.stdout.write(`no Gateway listens on port ${port}\n`);
    else io.stdout.write(`${renderTraces(traces)}\n`);
    return 0;
  },
};
