import { parseArgs } from 'node:util';
import { readCount } from '../../command.ts';

export interface Options {
  /** Name of a profile, or its file. */
  implementation: string;
  /** Parameters of the profile. */
  set: Readonly<Record<string, string>>;
  /** Runs of either suite. */
  official: number;
  ours: number;
  /** Channel of the CRDs. */
  channel: 'standard' | 'experimental';
  /** What is certified; the core features of GATEWAY-HTTP alone where none is named, else all that is claimed. */
  profiles: readonly string[];
  /** Release line of the official suite, and of the CRDs. */
  release: 'v1.6' | 'v1.7';
  /** A cluster that runs with the implementation on it, and is left; missing: one is made. */
  kindName?: string;
  /** Scenarios that neither suite runs. */
  skip: readonly string[];
  /** Every second run of ours while all cores are kept busy. */
  busy: boolean;
  /** Where to keep what each run printed and found. */
  output?: string;
}

export const usage = `npm run parity -- IMPLEMENTATION [options]: the official suite and this one, in turn, on one kind cluster

      --set NAME=VALUE      change a parameter of the profile; repeatable
      --official N          runs of the official suite [default: 1]
      --ours N              runs of this one [default: 1]
      --busy                keep all cores busy with something else in every second run of this one
      --skip A,B            scenarios that neither runs
      --profiles A,B        profiles, with all features that the implementation claims
                            [default: the core features of GATEWAY-HTTP]
      --release LINE        of the official suite and the CRDs: v1.6 or v1.7 [default: v1.6]
      --kind-name NAME      use this cluster, which has the implementation already, and leave it
      --channel CHANNEL     of the CRDs: standard or experimental [default: standard]
      --output FOLDER       keep what each run printed and found here
  -h, --help                show this

GWCONF_TEST_KIND_IMAGE names the node image, GWCONF_TEST_KIND_CONFIG the kind configuration, where kind's own do not do.`;

/** The options of a command line, or undefined where it asks for help. Throws one sentence about a wrong one. */
export function parseOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      set: { type: 'string', multiple: true, default: [] },
      official: { type: 'string', default: '1' },
      ours: { type: 'string', default: '1' },
      busy: { type: 'boolean', default: false },
      skip: { type: 'string', multiple: true, default: [] },
      channel: { type: 'string', default: 'standard' },
      profiles: { type: 'string', multiple: true, default: [] },
      release: { type: 'string', default: 'v1.6' },
      'kind-name': { type: 'string' },
      output: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const [implementation, ...others] = positionals;
  if (implementation === undefined || others.length > 0) throw new Error('expected the name of one implementation');
  const { channel, release } = values;
  if (channel !== 'standard' && channel !== 'experimental') {
    throw new Error(`--channel is "${channel}"; expected standard or experimental`);
  }
  if (release !== 'v1.6' && release !== 'v1.7') throw new Error(`--release is "${release}"; expected v1.6 or v1.7`);
  return {
    implementation,
    profiles: splitLists(values.profiles),
    release,
    kindName: values['kind-name'],
    set: Object.fromEntries(values.set.map(readPair)),
    official: readCount('official', values.official, 0),
    ours: readCount('ours', values.ours, 0),
    channel,
    skip: splitLists(values.skip),
    busy: values.busy,
    output: values.output,
  };
}

function splitLists(values: readonly string[]): string[] {
  return values.flatMap((list) => list.split(',')).filter(Boolean);
}

function readPair(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error(`--set is "${text}"; expected NAME=VALUE`);
  return [text.slice(0, at), text.slice(at + 1)];
}
