import { contextOptions } from '../options/clusters.ts';
import { debugOption } from '../options/common.ts';
import type { OptionSpec } from '../options/spec.ts';

const sides = 'What is compared';
const live = 'On a cluster';
const how = 'How';
const output = 'Output';

export const formats = ['console', 'json', 'markdown', 'junit', 'sarif', 'github'] as const;

/** Flags of `gwconf migrate check`. */
export const migrateOptions: readonly OptionSpec[] = [
  {
    name: 'from',
    kind: 'list',
    filled: true,
    describe:
      'Files or folders of the Ingresses, with their Services where ports have names; - reads the standard input',
    group: sides,
    values: 'files',
  },
  {
    name: 'to',
    kind: 'list',
    filled: true,
    describe: 'Files or folders of the translation, as ingress2gateway prints it; - reads the standard input',
    group: sides,
    values: 'files',
  },
  {
    name: 'ingress-class',
    kind: 'text',
    describe: 'Ingresses of this class only; without --from, those of the cluster',
    group: sides,
    defaultText: 'the one that they name',
  },
  {
    name: 'gateway-class',
    kind: 'text',
    describe: 'Gateways of this class only; without --to, those of the cluster',
    group: sides,
    defaultText: 'every one',
  },
  {
    name: 'controller',
    kind: 'choice',
    choices: ['nginx', 'plain'],
    describe: 'Whose Ingresses: those of ingress-nginx with its annotations, or as the API alone defines them',
    group: how,
    defaultText: 'by class and annotations',
  },
  {
    name: 'regular-expressions',
    kind: 'choice',
    choices: ['whole', 'start', 'anywhere'],
    describe: 'What of a text an expression of a route has to match; implementations differ',
    group: how,
    defaultText: 'whole',
  },
  {
    name: 'seed',
    kind: 'integer',
    min: 0,
    max: 2147483647,
    describe: 'What requests are drawn by',
    group: how,
    defaultText: '1',
  },
  {
    name: 'requests',
    kind: 'integer',
    min: 1,
    max: 1_000_000,
    describe: 'Requests at most; of more, so many are drawn',
    group: how,
    defaultText: '5000, and 500 on a cluster',
  },
  ...contextOptions,
  {
    name: 'ingress-address',
    kind: 'text',
    describe: 'Where Ingresses are served: IP, or IP:PORT:TLSPORT',
    group: live,
    defaultText: 'that of their status',
  },
  {
    name: 'gateway-address',
    kind: 'text',
    describe: 'Where Gateways are served: IP, or IP:PORT:TLSPORT',
    group: live,
    defaultText: 'that of their status',
  },
  {
    name: 'fail-on',
    kind: 'choice',
    choices: ['error', 'warning', 'info'],
    describe: 'Differences of at least this level make the exit code 1',
    group: output,
    defaultText: 'warning',
  },
  {
    name: 'format',
    kind: 'choice',
    choices: formats,
    describe: 'How differences are printed',
    group: output,
    defaultText: 'console',
  },
  {
    name: 'output',
    kind: 'pairs',
    describe: 'Write them to a file, too, as sarif=migrate.sarif; repeatable',
    group: output,
    values: 'files',
  },
  debugOption,
];
