import { kinds } from '../../kinds/index.ts';
import { debugOption } from '../options/common.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';

/** Core features have the names of the kinds that they are about. */
const CORE_FEATURES = [kinds.Gateway, kinds.HTTPRoute, kinds.GRPCRoute, kinds.ReferenceGrant].map(({ kind }) => kind);

const group = 'What is simulated';

/** Flags of the commands that look at manifests through the model. */
export const modelOptions: readonly OptionSpec[] = [
  {
    name: 'controller',
    kind: 'text',
    describe: 'Gateways of this controllerName only',
    group,
    defaultText: "everybody's",
  },
  {
    name: 'supported-features',
    kind: 'list',
    describe: 'Features that the implementation supports',
    group,
    defaultText: 'Gateway, HTTPRoute, GRPCRoute, ReferenceGrant',
    values: 'features',
  },
  { name: 'json', kind: 'flag', describe: 'Print JSON', group: 'Output' },
  debugOption,
];

export function readModelOptions(flags: OptionValues): { features: readonly string[]; controllerName?: string } {
  const given = flags['supported-features'];
  const features = Array.isArray(given) ? given.map(String) : CORE_FEATURES;
  return { features, ...(typeof flags.controller === 'string' ? { controllerName: flags.controller } : {}) };
}
