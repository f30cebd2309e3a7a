import { listImages, mirrorName } from '../../clusters/images/index.ts';
import { UsageError } from '../../scenario/errors.ts';
import { agentImageOption, echoImageOption, kindImageOptions } from '../options/clusters.ts';
import { debugOption, jsonOption } from '../options/common.ts';
import type { OptionSpec } from '../options/spec.ts';
import { watchInterrupts } from '../run/interrupt.ts';
import type { Command, CommandContext, CommandInput } from './command.ts';

const implementationOptions: readonly OptionSpec[] = [
  {
    name: 'implementation',
    kind: 'text',
    describe: 'Profile of what is to be tested, by name or as a file',
    group: 'Implementation',
    values: 'implementations',
  },
  {
    name: 'set',
    kind: 'pairs',
    describe: 'Change a parameter of the profile, name=value; repeatable',
    group: 'Implementation',
  },
];

const buildOptions: readonly OptionSpec[] = [
  {
    name: 'base',
    kind: 'text',
    describe: 'Image with Node at /usr/local/bin/node to build upon; scratch: take the Node that runs this',
    group: 'With build',
    defaultText: 'scratch on Linux, else node:22-alpine',
  },
  {
    name: 'name',
    kind: 'text',
    describe: 'Name and tag of the image that is built',
    group: 'With build',
    defaultText: 'changes with the program',
  },
];

export const imagesCommand: Command = {
  path: ['images'],
  summary: 'Print the images that a run on kind needs, or build that of the backends',
  positional: {
    name: 'what',
    describe: 'build: build the image of the backends and print its name',
    choices: ['build'],
  },
  options: [
    ...implementationOptions,
    echoImageOption,
    agentImageOption,
    ...kindImageOptions,
    ...buildOptions,
    jsonOption,
    debugOption,
  ],
  examples: [
    ['images --implementation traefik | xargs -n1 docker pull', 'bring them here before a run without a network'],
    ['images --implementation traefik --image-registry mirror.example', 'as a mirror must have them'],
    ['images build', 'what a run on kind does by itself'],
    ['images build --base node:22-alpine --name registry.example/echo:v1', 'to push it for an existing cluster'],
  ],
  async run(input, context) {
    const isBuild = input.args[0] === 'build';
    const foreign = (
      isBuild ? [...implementationOptions, echoImageOption, agentImageOption, ...kindImageOptions] : buildOptions
    ).find(({ name }) => input.flags[name] !== undefined);
    if (foreign) throw new UsageError(`--${foreign.name} is ${isBuild ? 'not for' : 'for'} gwconf images build`);
    return isBuild ? build(input, context) : print(input, context);
  },
};

async function print({ flags }: CommandInput, { io, wiring }: CommandContext): Promise<number> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const set = (flags.set ?? {}) as Readonly<Record<string, string>>;
  const name = text('implementation');
  const place = { provider: 'kind', cwd: io.cwd, path: io.env.PATH };
  const profile = name === undefined ? undefined : await wiring.loadImplementation(name, set, place);
  const listed = listImages({
    kindImage: text('kind-image'),
    implementation: profile?.images ?? [],
    echoImage: text('echo-image'),
    agentImage: text('agent-image'),
  });
  const registry = text('image-registry');
  const shown = listed.map(({ image, use }) => ({
    image: registry === undefined ? image : mirrorName(image, registry),
    use,
  }));
  if (flags.json === true) {
    io.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
    return 0;
  }
  io.stdout.write(shown.map(({ image }) => `${image}\n`).join(''));
  // On stderr, so that the list can be piped.
  if (text('kind-image') === undefined) io.stderr.write("note: the nodes run kind's own image, unless --kind-image\n");
  if (text('echo-image') === undefined) io.stderr.write('note: that of the backends is built: gwconf images build\n');
  return 0;
}

async function build({ flags }: CommandInput, { io, wiring }: CommandContext): Promise<number> {
  const text = (name: string) => (typeof flags[name] === 'string' ? flags[name] : undefined);
  const { signal, stop } = watchInterrupts(io, () => {});
  try {
    const image = await wiring.buildEchoImage({ base: text('base'), name: text('name'), signal });
    io.stdout.write(flags.json === true ? `${JSON.stringify([{ image, use: 'backends' }], null, 2)}\n` : `${image}\n`);
    return 0;
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    stop();
  }
}
