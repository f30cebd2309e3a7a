import { UsageError } from '../../scenario/errors.ts';
import { debugOption } from '../options/common.ts';
import { readFlags } from '../options/read.ts';
import { runOptions } from '../options/run.ts';
import type { OptionValues } from '../options/spec.ts';
import type { Command } from './command.ts';

const NAME = /^[a-z0-9]([a-z0-9-]{0,50}[a-z0-9])?$/;

/** What the manifests say themselves. */
const OWN = new Set(['provider', 'shard', 'seed', 'output-dir', 'kubeconfig', 'context', 'log-result', 'done-file']);

export const jobCommand: Command = {
  path: ['job'],
  summary: 'Print manifests that run the suite inside a cluster: RBAC and a Job, or a plugin of Sonobuoy',
  options: [
    { name: 'image', kind: 'text', describe: 'Image of the suite, built from the Dockerfile', group: 'What to print' },
    {
      name: 'shards',
      kind: 'integer',
      min: 1,
      max: 1000,
      describe: 'Share the run out to so many pods of an Indexed Job',
      group: 'What to print',
      defaultText: '1',
    },
    {
      name: 'parallelism',
      kind: 'integer',
      min: 1,
      max: 1000,
      describe: 'Pods at the same time; 1 where all Gateways are served on one address',
      group: 'What to print',
      defaultText: 'all',
    },
    { name: 'name', kind: 'text', describe: 'Of the Job', group: 'What to print', defaultText: 'gwconf' },
    { name: 'namespace', kind: 'text', describe: 'Of the Job', group: 'What to print', defaultText: 'gwconf' },
    {
      name: 'seed',
      kind: 'text',
      describe: 'Draw names and hostnames from this seed',
      group: 'What to print',
      defaultText: 'a new one',
    },
    {
      name: 'with',
      kind: 'pairs',
      describe: 'A flag of gwconf run, name=value; repeatable',
      group: 'What to print',
    },
    {
      name: 'sonobuoy',
      kind: 'flag',
      describe: 'Print a plugin definition of Sonobuoy instead',
      group: 'What to print',
    },
    debugOption,
  ],
  examples: [
    ['job --image registry.example/gwconf:v1 --with gateway-class=acme | kubectl apply -f -', 'one pod'],
    ['job --image registry.example/gwconf:v1 --shards 4 --with gateway-class=acme', 'an Indexed Job of four'],
    ['collect --output-dir results', 'what it found, once it is over'],
    ['job --sonobuoy --image registry.example/gwconf:v1 > plugin.yaml', 'sonobuoy run --plugin plugin.yaml'],
  ],
  async run({ flags }, { io, wiring }) {
    const [{ composeJob, composeSonobuoy }, { writeYaml }] = await Promise.all([
      import('../job/manifests.ts'),
      import('../../common/write-yaml.ts'),
    ]);
    const { image, shards = 1, parallelism = shards, name = 'gwconf', namespace = 'gwconf', seed } = flags;
    if (typeof image !== 'string') throw new UsageError('gwconf job needs --image, the image of the suite');
    for (const [flag, value] of Object.entries({ name, namespace })) {
      if (!NAME.test(String(value))) {
        throw new UsageError(`--${flag} takes a name of lower-case letters, digits and dashes, not '${value}'`);
      }
    }
    if (flags.sonobuoy === true && shards !== 1) throw new UsageError('--sonobuoy and --shards cannot both be given');
    const words = [...toWords(flags.with), '--seed', typeof seed === 'string' ? seed : wiring.newSeed()];
    const manifests =
      flags.sonobuoy === true
        ? [composeSonobuoy({ image, name: String(name), words })]
        : composeJob({
            image,
            name: String(name),
            namespace: String(namespace),
            shards: Number(shards),
            parallelism: Math.min(Number(parallelism), Number(shards)),
            words,
          });
    io.stdout.write(manifests.map((one) => writeYaml(one)).join('---\n'));
    return 0;
  },
};

/** Checked here: a pod that refuses its flags would be found out late. */
function toWords(given: OptionValues[string] | undefined): string[] {
  const pairs = Object.entries((given ?? {}) as Readonly<Record<string, string>>);
  for (const [name, value] of pairs) {
    const spec = runOptions.find((option) => option.name === name || option.aliases?.includes(name));
    if (!spec) throw new UsageError(`--with: gwconf run has no flag --${name}`);
    if (OWN.has(spec.name)) throw new UsageError(`--with: --${name} is set by gwconf job itself`);
    readFlags([spec], { [spec.name]: value });
  }
  return pairs.map(([name, value]) => `--${name}=${value}`);
}
