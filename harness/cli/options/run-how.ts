import type { OptionSpec } from './spec.ts';

const who = 'The implementation, for the report';
const how = 'How to run';
const output = 'Output';

/** What the report says of the implementation. */
export const whoOptions: readonly OptionSpec[] = [
  { name: 'organization', decides: false, kind: 'text', describe: 'Who maintains it', group: who },
  { name: 'project', decides: false, kind: 'text', describe: 'Its name', group: who },
  { name: 'url', decides: false, kind: 'text', form: 'url', describe: 'Where to read about it', group: who },
  {
    name: 'version',
    decides: false,
    aliases: ['implementation-version', 'version-of'],
    kind: 'text',
    describe: 'Its version',
    group: who,
  },
  { name: 'contact', decides: false, kind: 'list', describe: 'How to reach its maintainers', group: who },
  { name: 'mode', decides: false, kind: 'text', describe: 'The mode it runs in', group: who, defaultText: 'default' },
];

/** Order, time and cluster of a run. */
export const howOptions: readonly OptionSpec[] = [
  {
    name: 'install',
    kind: 'flag',
    describe:
      'Install the implementation; --no-install: it is there already, and its profile gives class, known failures, log sources and details',
    group: how,
    defaultText: 'on',
  },
  {
    name: 'concurrency',
    kind: 'integer',
    min: 1,
    max: 1000,
    describe: 'Scenarios that run at the same time',
    group: how,
    defaultText: '40',
  },
  {
    name: 'gateway-budget',
    kind: 'integer',
    min: 1,
    max: 1000,
    describe: 'Gateways alive at the same time, beside the shared one and those that --keep leaves',
    group: how,
    defaultText: '14, on the embedded cluster 32',
  },
  {
    name: 'seed',
    decides: false,
    kind: 'text',
    describe: 'Draw names and hostnames from this seed',
    group: how,
    defaultText: 'a new one for each run',
  },
  {
    name: 'timeout-scale',
    kind: 'number',
    min: 0,
    // Days: beyond, timers overflow.
    max: 1000,
    describe: 'Multiply every time-out',
    group: how,
    defaultText: '1',
  },
  {
    name: 'patience',
    kind: 'integer',
    min: 1,
    describe: 'Let time-outs grow up to so many times while the cluster is slow',
    group: how,
    defaultText: '4',
  },
  {
    name: 'wait',
    decides: false,
    kind: 'flag',
    describe: "Wait at the end until the run's namespaces are gone; --no-wait: leave that to the cluster",
    group: how,
    defaultText: 'on, on an existing cluster only where something is uninstalled after them',
  },
  { name: 'official-names', kind: 'flag', describe: "Use the official suite's names and hostnames", group: how },
  { name: 'fail-fast', decides: false, kind: 'flag', describe: 'Stop after the first failure', group: how },
  {
    name: 'rerun',
    decides: false,
    kind: 'flag',
    describe:
      'Run what did not pass once more, without the others: flaky failures are told apart, errors judged; --no-rerun: do not',
    group: how,
  },
  {
    name: 'repeat-each',
    decides: false,
    kind: 'integer',
    min: 1,
    max: 1000,
    describe: 'Run each scenario so many times, each time with fresh names; the worst counts, and both is flaky',
    group: how,
    defaultText: '1',
  },
  {
    name: 'config',
    decides: false,
    kind: 'text',
    describe: 'YAML file with these flags; flags win over it; none: no file',
    group: how,
    defaultText: 'gwconf.yaml, where there is one',
    values: 'files',
    inFile: false,
  },
];

/** What is left behind and printed. */
export const outputOptions: readonly OptionSpec[] = [
  {
    name: 'output-dir',
    decides: false,
    kind: 'text',
    describe: 'Folder for report.yaml, junit.xml and result.json',
    group: output,
    defaultText: 'gwconf-report',
    values: 'files',
  },
  {
    name: 'report-output',
    decides: false,
    aliases: ['report-path'],
    kind: 'text',
    describe: 'Path of the conformance report',
    group: output,
    defaultText: 'report.yaml in the folder',
    values: 'files',
  },
  {
    name: 'log-result',
    decides: false,
    kind: 'flag',
    describe: 'Print the result as lines that gwconf collect finds in the log of a pod',
    group: output,
    inFile: false,
  },
  {
    name: 'done-file',
    decides: false,
    kind: 'text',
    describe: 'File to write the path of junit.xml to in the end, as Sonobuoy waits for it',
    group: output,
    values: 'files',
    inFile: false,
  },
  {
    name: 'mocha-reporter',
    decides: false,
    kind: 'text',
    describe: 'Show the progress by a reporter of Mocha',
    group: output,
  },
  { name: 'quiet', decides: false, kind: 'flag', describe: 'Print failures and totals only', group: output },
  {
    name: 'json',
    decides: false,
    kind: 'flag',
    describe: 'Print the result as JSON; progress goes to stderr',
    group: output,
    inFile: false,
  },
];
