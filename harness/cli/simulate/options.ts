import { kinds } from '../../kinds/index.ts';
import { debugOption } from '../options/common.ts';
import type { OptionSpec, OptionValues } from '../options/spec.ts';

/** Features that let all kinds of objects count; most have the names of the kinds that they are about. */
const usual: readonly string[] = [
  ...[kinds.Gateway, kinds.ListenerSet, kinds.HTTPRoute, kinds.GRPCRoute, kinds.TLSRoute, kinds.TCPRoute].map(
    ({ kind }) => kind,
  ),
  ...[kinds.UDPRoute, kinds.BackendTLSPolicy, kinds.ReferenceGrant].map(({ kind }) => kind),
  ...['TLSRouteModeTerminate', 'TLSRouteModeMixed', 'Mesh', 'MeshConsumerRoute'],
];

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
    defaultText: 'those of all kinds of objects',
    values: 'features',
  },
  { name: 'json', kind: 'flag', describe: 'Print JSON', group: 'Output' },
  debugOption,
];

export function readModelOptions(flags: OptionValues): { features: readonly string[]; controllerName?: string } {
  const given = flags['supported-features'];
  const features = Array.isArray(given) ? given.map(String) : usual;
  return { features, ...(typeof flags.controller === 'string' ? { controllerName: flags.controller } : {}) };
}
