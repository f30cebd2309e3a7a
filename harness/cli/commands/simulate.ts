import { UsageError } from '../../scenario/errors.ts';
import { modelOptions, readModelOptions } from '../simulate/options.ts';
import type { Command } from './command.ts';

export const simulateCommand: Command = {
  path: ['simulate'],
  summary: 'Tell which rule of manifests takes a request, what the backend receives, and why the others lost',
  positional: {
    name: 'request',
    describe:
      "The request, 'GET https://a.example/x', 'GRPC pkg.Service/Method a.example', 'TLS a.example:443', 'TCP :9000' or 'UDP :53', then files of manifests",
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
    {
      name: 'from',
      kind: 'text',
      describe: 'The request comes from this namespace, through a mesh, to the Service that its host names',
      group: 'What is simulated',
      defaultText: 'from outside, to a Gateway',
    },
    ...modelOptions,
  ],
  examples: [
    ["simulate 'GET http://shop.example/cart' shop.yaml -H 'version: two'", 'the winner, and why'],
    ["simulate 'GRPC shop.Cart/Add grpc.shop.example' shop.yaml", 'a call of gRPC'],
    ["simulate 'GET http://cart.shop/' mesh.yaml --from checkout", 'to a Service, through a mesh'],
  ],
  async run({ flags, args }, { io }) {
    const [{ loadModel }, { readAsk, readService }, { renderTraces, traceAsk, traceMesh }] = await Promise.all([
      import('../simulate/load.ts'),
      import('../simulate/request.ts'),
      import('../../../policy/simulate/index.ts'),
    ]);
    const [text = '', ...files] = args;
    const { port, host, ask } = readAsk(text, Array.isArray(flags.header) ? flags.header.map(String) : []);
    if (files.length === 0) throw new UsageError('gwconf simulate needs files of manifests after the request');
    const { from } = flags;
    const service = typeof from === 'string' ? { ...readService(host, from), port, from } : undefined;
    if (service && ask.kind === 'stream' && ask.request.protocol !== 'tcp')
      throw new UsageError('--from takes requests of HTTP, gRPC and TCP');
    const model = loadModel({ files, ...readModelOptions(flags) }, io);
    const traces = service
      ? traceMesh(model, service, ask.kind === 'stream' ? { kind: 'tcp' } : ask)
      : traceAsk(model, port, ask);
    if (flags.json === true) io.stdout.write(`${JSON.stringify(traces, null, 2)}\n`);
    else if (traces.length === 0) io.stdout.write(`no Gateway listens on port ${port}\n`);
    else io.stdout.write(`${renderTraces(traces)}\n`);
    return 0;
  },
};
