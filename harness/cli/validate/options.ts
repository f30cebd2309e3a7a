import { contextOptions } from '../options/clusters.ts';
import { debugOption } from '../options/common.ts';
import type { OptionSpec } from '../options/spec.ts';

const judged = 'What judges';
const world = 'What stands around the files';
const output = 'Output';

/** Files of rules; also of gwconf rules, which lists them. */
export const policyOption: OptionSpec = {
  name: 'policy',
  kind: 'list',
  filled: true,
  describe: "Rules of an organisation's own: files, folders, library, library:NAME; repeatable",
  group: judged,
  values: 'files',
};

export const formats = ['console', 'json', 'junit', 'sarif', 'github'] as const;

/** Flags of `gwconf validate`; those that a team agrees on may stand in gwconf.yaml, below `validate`. */
export const validateOptions: readonly OptionSpec[] = [
  {
    name: 'gateway-api',
    kind: 'text',
    describe: 'Release that judges: v1.7, v1.6, v1.7.0',
    group: judged,
    defaultText: 'v1.7',
  },
  {
    name: 'channel',
    kind: 'choice',
    choices: ['standard', 'experimental'],
    describe: 'Channel of the release',
    group: judged,
    defaultText: 'standard',
  },
  {
    name: 'crds',
    kind: 'text',
    describe: 'A file or folder of CRDs that judge, in place of a release',
    group: judged,
    values: 'files',
  },
  {
    name: 'fetch',
    kind: 'flag',
    describe: 'Fetch the CRDs of the release where the cache has them not',
    group: judged,
    defaultText: 'true',
  },
  {
    name: 'for',
    kind: 'text',
    describe: 'Tell of features that this implementation does not support: NAME or NAME@VERSION of a published report',
    group: judged,
  },
  policyOption,
  {
    name: 'require-cel',
    kind: 'flag',
    describe: 'Refuse to judge without the CEL rules of the CRDs',
    group: judged,
  },
  {
    name: 'only',
    kind: 'list',
    filled: true,
    describe: 'Parts to ask: schema, cel, meaning, policy',
    group: judged,
    defaultText: 'all',
  },
  {
    name: 'fail-on',
    kind: 'choice',
    choices: ['error', 'warning', 'info'],
    describe: 'Findings of at least this level make the exit code 1',
    group: judged,
    defaultText: 'error',
  },
  {
    name: 'namespace',
    aliases: ['n'],
    kind: 'text',
    describe: 'Namespace of objects that name none',
    group: world,
    defaultText: 'default, which is only assumed',
  },
  {
    name: 'closed-world',
    kind: 'flag',
    describe: 'What is not in the files exists nowhere: a missing Service is an error',
    group: world,
  },
  {
    name: 'cluster',
    kind: 'flag',
    describe:
      'Take the rest of the world from the cluster of the kubeconfig; what is neither there nor in the files is missing',
    group: world,
  },
  {
    name: 'against',
    kind: 'text',
    describe: 'Tell what the change from the manifests of this folder or file does to the effective routing',
    group: world,
    values: 'files',
    inFile: false,
  },
  ...contextOptions,
  {
    name: 'stdin-filename',
    kind: 'text',
    describe: 'What findings call the text that - reads',
    group: output,
    defaultText: '-',
    inFile: false,
  },
  {
    name: 'format',
    kind: 'choice',
    choices: formats,
    describe: 'How findings are printed',
    group: output,
    defaultText: 'console',
  },
  {
    name: 'output',
    kind: 'pairs',
    describe: 'Write them to a file, too, as sarif=gwconf.sarif; repeatable',
    group: output,
    values: 'files',
  },
  {
    name: 'config',
    kind: 'text',
    describe: 'File of settings; none: no file',
    group: output,
    defaultText: 'gwconf.yaml, where there is one',
    inFile: false,
    values: 'files',
  },
  debugOption,
];
