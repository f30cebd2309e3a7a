import type { OptionSpec } from './spec.ts';

const reals = 'Cluster of kind, or an existing one';
const kind = 'Cluster of kind';
const existing = 'Existing cluster';

/** Which existing cluster is meant; as kubectl has them. */
export const contextOptions: readonly OptionSpec[] = [
  {
    name: 'kubeconfig',
    kind: 'text',
    describe: 'Kubeconfig of the cluster',
    group: existing,
    defaultText: '$KUBECONFIG, else ~/.kube/config',
    values: 'files',
  },
  {
    name: 'context',
    kind: 'text',
    describe: 'Context of the kubeconfig',
    group: existing,
    defaultText: 'the current one',
  },
];

export const echoImageOption: OptionSpec = {
  name: 'echo-image',
  kind: 'text',
  describe: 'Image of the backends: this or the official echo server',
  group: reals,
  defaultText: "kind: the project's own, built here; existing: the official one",
};

export const agentImageOption: OptionSpec = {
  name: 'agent-image',
  kind: 'text',
  describe:
    'Image of the pods of a mesh that requests are sent from: the echo server of this project, at a mirror of yours',
  group: reals,
  defaultText: 'that of the backends',
};

export const kindImageOptions: readonly OptionSpec[] = [
  { name: 'kind-image', kind: 'text', describe: 'Image of the nodes', group: kind, defaultText: "kind's own" },
  {
    name: 'image-registry',
    kind: 'text',
    describe: 'Pull all images from this registry, in place of their own',
    group: kind,
  },
];

/** Flags of clusters that are not embedded. */
export const realClusterOptions: readonly OptionSpec[] = [
  echoImageOption,
  agentImageOption,
  {
    name: 'reach',
    kind: 'choice',
    choices: ['auto', 'direct', 'port-forward'],
    describe: 'How traffic gets to the cluster; auto: through the API server where its addresses cannot be reached',
    group: reals,
    defaultText: 'auto',
  },
  {
    name: 'kind-name',
    kind: 'text',
    describe: 'Use the cluster of this name and leave it, or make one of this name and delete it',
    group: kind,
    defaultText: "the run's id",
  },
  {
    name: 'kind-config',
    kind: 'text',
    describe: 'single-node, multi-node, dual-stack, or a file',
    group: kind,
    defaultText: 'single-node',
    values: 'files',
  },
  ...kindImageOptions,
  ...contextOptions,
  {
    name: 'install-crds',
    kind: 'flag',
    describe: "Install the Gateway API's CRDs where the cluster has none, and remove them at the end",
    group: existing,
  },
];
