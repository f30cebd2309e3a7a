import type { ImplementationProfile } from '../../install/types.ts';
import { checkKnownFailures } from '../../run/engine/known-failures.ts';
import { UsageError } from '../../scenario/errors.ts';
import { realClusterOptions } from '../options/clusters.ts';
import { debugOption } from '../options/common.ts';
import { crdsOption } from '../options/crds.ts';
import type { OptionSpec } from '../options/spec.ts';
import { toRunRequest } from '../run/request.ts';
import { tryInstallation } from '../run/try-installation.ts';
import type { Command, CommandContext } from './command.ts';

const options: readonly OptionSpec[] = [
  {
    name: 'provider',
    kind: 'text',
    describe: 'Check for this provider only: embedded, envtest, kind, or existing',
    group: 'Cluster',
    defaultText: 'each that the profile names',
    values: 'providers',
  },
  {
    name: 'set',
    kind: 'pairs',
    describe: 'Change a parameter of the profile, name=value; repeatable',
    group: 'Cluster',
  },
  {
    name: 'install',
    kind: 'flag',
    describe: 'Install it on a cluster too, wait until it is accepted, and remove it again; needs --provider',
    group: 'Cluster',
  },
  crdsOption,
  ...realClusterOptions,
  debugOption,
];

export const implementationCheckCommand: Command = {
  path: ['implementation', 'check'],
  summary: 'Check a profile: fields, placeholders, files, programs, and whether it installs',
  positional: {
    name: 'implementation',
    describe: 'Name or file of a profile',
    required: true,
    values: 'implementations',
  },
  options,
  examples: [
    ['implementation check ./acme.yaml', 'without a cluster'],
    ['implementation check ./acme.yaml --provider kind --install', 'on a kind cluster that is made for it'],
  ],
  async run({ flags, args }, context) {
    const { io, wiring } = context;
    const name = args[0] ?? '';
    const provider = typeof flags.provider === 'string' ? flags.provider : undefined;
    if (flags.install === true && provider === undefined) {
      throw new UsageError('--install needs --provider: embedded, envtest, kind, or existing');
    }
    const set = (flags.set ?? {}) as Readonly<Record<string, string>>;
    const { profile } = await wiring.readImplementation(name);
    const unknown = await checkNames(profile, context);
    io.stdout.write(`ok  ${name}: fields, placeholders${profile.knownFailures.length > 0 ? ', known failures' : ''}\n`);
    if (unknown.length > 0) io.stdout.write(`--  features that this suite does not know: ${unknown.join(', ')}\n`);
    const prepared = await prepareEach(profile, name, set, provider, context);
    if (flags.install !== true || provider === undefined || prepared === undefined) return 0;
    const request = toRunRequest({ ...flags, implementation: name }, io.cwd, wiring);
    return await tryInstallation(prepared, request, context);
  },
};

/** Names that only the suite knows: scenarios and their rows, features. Gives the features of other releases than its own. */
async function checkNames(profile: ImplementationProfile, { wiring }: CommandContext): Promise<string[]> {
  const catalogue = await wiring.loadCatalogue();
  checkKnownFailures(profile.knownFailures, catalogue);
  const known = new Set(catalogue.features.map((feature) => feature.name));
  const claimed = typeof profile.supportedFeatures === 'string' ? [] : profile.supportedFeatures;
  return claimed.filter((feature) => !known.has(feature));
}

/** A provider that was asked for must do; of all that the profile names, one must. */
async function prepareEach(
  profile: ImplementationProfile,
  name: string,
  set: Readonly<Record<string, string>>,
  provider: string | undefined,
  { io, wiring }: CommandContext,
): Promise<ImplementationProfile | undefined> {
  const place = { cwd: io.cwd, path: io.env.PATH };
  if (provider !== undefined) {
    const prepared = await wiring.loadImplementation(name, set, { ...place, provider });
    io.stdout.write(`ok  ${provider}: ${describePrepared(prepared)}\n`);
    return prepared;
  }
  let problem: unknown;
  let good = 0;
  for (const each of profile.providers) {
    try {
      const prepared = await wiring.loadImplementation(name, set, { ...place, provider: each });
      io.stdout.write(`ok  ${each}: ${describePrepared(prepared)}\n`);
      good += 1;
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      problem ??= error;
      io.stdout.write(`--  ${each}: ${error.message}\n`);
    }
  }
  if (good === 0 && problem !== undefined) {
    throw new UsageError(`${name} can be installed on none of its providers, as told above`);
  }
  return undefined;
}

function describePrepared({ install, requires, parameters }: ImplementationProfile): string {
  const programs = requires.map(({ program, parameter }) => `${program} is ${parameters[parameter]}`);
  return [`${install.length} ${install.length === 1 ? 'step' : 'steps'}`, ...programs].join(', ');
}
