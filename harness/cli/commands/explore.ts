import { resolve } from 'node:path';
import { readDuration } from '../explore/duration.ts';
import { clusterOptions } from '../options/cluster.ts';
import { realClusterOptions } from '../options/clusters.ts';
import { debugOption } from '../options/common.ts';
import type { OptionSpec } from '../options/spec.ts';
import { toRunRequest } from '../run/request.ts';
import type { Command } from './command.ts';

const group = 'How to explore';
const output = 'Output';
const kept = ['provider', 'implementation', 'set', 'crds'];

const options: readonly OptionSpec[] = [
  { name: 'budget', kind: 'text', describe: 'Time for looking: 60s, 10m', group, defaultText: '60s' },
  {
    name: 'cases',
    kind: 'integer',
    min: 1,
    describe: 'Cases at most',
    group,
    defaultText: 'as many as there is time for',
  },
  { name: 'seed', kind: 'text', describe: 'Generate cases from this seed', group, defaultText: 'a new one each time' },
  { name: 'findings', kind: 'integer', min: 1, describe: 'Stop after so many differences', group, defaultText: '5' },
  {
    name: 'shrink',
    kind: 'text',
    describe: 'Time for making each difference smaller; 0 leaves it as it was found',
    group,
    defaultText: '60s',
  },
  { name: 'concurrency', kind: 'integer', min: 1, describe: 'Cases at the same time', group, defaultText: '6' },
  {
    name: 'requests',
    kind: 'integer',
    min: 1,
    describe: 'Requests for each stage of a case',
    group,
    defaultText: '40',
  },
  {
    name: 'shared-address',
    kind: 'flag',
    describe: 'All Gateways answer at one address: no route may catch every hostname',
    group,
  },
  {
    name: 'supported-features',
    kind: 'list',
    describe: 'Features that the implementation supports',
    group,
    defaultText: 'as its GatewayClass says',
    values: 'features',
  },
  {
    name: 'gateway-class',
    kind: 'text',
    describe: 'GatewayClass to explore',
    group,
    defaultText: "the implementation's",
  },
  {
    name: 'timeout-scale',
    kind: 'number',
    min: 0,
    max: 1000,
    describe: 'Multiply every time-out',
    group,
    defaultText: '1',
  },
  ...clusterOptions.filter(({ name }) => kept.includes(name)),
  ...realClusterOptions,
  {
    name: 'output-dir',
    kind: 'text',
    describe: 'Folder for the differences, one YAML file each',
    group: output,
    defaultText: 'gwconf-explored',
    values: 'files',
  },
  { name: 'quiet', kind: 'flag', describe: 'Print the totals and the files only', group: output },
  { name: 'json', kind: 'flag', describe: 'Print the result as JSON', group: output },
  debugOption,
];

export const exploreCommand: Command = {
  path: ['explore'],
  summary: 'Generate Gateways, routes and changes to them, and compare what is served with the specification',
  options,
  examples: [
    ['explore --budget 60s', 'the reference gateway on an embedded cluster'],
    ['explore --seed 7f3a --cases 20', 'the first twenty cases of a seed'],
    ['explore --set faults=header-any-of --findings 1', 'how a defect is found and made small'],
  ],
  async run({ flags }, context) {
    const { executeExploration } = await import('../explore/execute.ts');
    const text = (name: string, fallback: string) => (typeof flags[name] === 'string' ? flags[name] : fallback);
    const number = (name: string, fallback: number) => (typeof flags[name] === 'number' ? flags[name] : fallback);
    const request = {
      run: toRunRequest(flags, context.io.cwd, context.wiring),
      budgetMs: readDuration('budget', text('budget', '60s')),
      shrinkMs: readDuration('shrink', text('shrink', '60s')),
      cases: typeof flags.cases === 'number' ? flags.cases : undefined,
      concurrency: number('concurrency', 6),
      findings: number('findings', 5),
      requests: number('requests', 40),
      ownAddresses: flags['shared-address'] !== true,
      outputDir: resolve(context.io.cwd, text('output-dir', 'gwconf-explored')),
    };
    return await executeExploration(request, context);
  },
};
