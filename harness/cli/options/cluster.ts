import { crdsOption } from './crds.ts';
import type { OptionSpec } from './spec.ts';

const group = 'Cluster';

export const clusterOptions: readonly OptionSpec[] = [
  {
    name: 'provider',
    kind: 'text',
    describe: 'Where the cluster comes from: embedded, envtest, kind, or existing',
    group,
    defaultText: 'embedded',
    values: 'providers',
  },
  {
    name: 'implementation',
    kind: 'text',
    describe: 'What to install: a profile of implementations/, by name or as a file',
    group,
    defaultText: 'reference, on an embedded or envtest cluster',
    values: 'implementations',
  },
  {
    name: 'set',
    kind: 'pairs',
    describe: 'Change a parameter of the profile, name=value; repeatable',
    group,
  },
  crdsOption,
  {
    name: 'kubeconfig-out',
    decides: false,
    kind: 'text',
    describe: "Write the cluster's kubeconfig here, readable by you only",
    group,
    values: 'files',
  },
  {
    name: 'keep',
    decides: false,
    kind: 'choice',
    choices: ['never', 'on-failure', 'always'],
    bare: 'always',
    describe: 'Leave what the run made, cluster included; an embedded cluster stays up until Ctrl-C',
    group,
    defaultText: 'never',
  },
  {
    name: 'cleanup-base-resources',
    decides: false,
    kind: 'flag',
    describe: 'false is the same as --keep=always',
    group,
    defaultText: 'true',
  },
];
