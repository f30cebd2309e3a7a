/**
 * Who may import whom (docs/architecture.md). Each room names all that it may know; what is not named it may not import.
 * Tests may look anywhere.
 */
const SHARED = ['harness/scenario', 'harness/common', 'harness/kinds'];
const CLUSTER = [...SHARED, 'harness/wait', 'harness/kube'];

/** Room to what it may import beside itself, and why no more. */
const ROOMS = {
  suites: [['harness/scenario'], 'a scenario is data over the scenario model'],
  'suites/ingress': [
    ['harness/scenario', 'suites/kit', 'suites/requirements/clause.ts'],
    'Ingress is another API: its scenarios share how objects are written, and no scenario or requirement of the Gateway API',
  ],
  reports: [['harness/result', 'harness/common/write-yaml.ts'], 'reporters know only the run result'],
  apimachinery: [[], 'it knows objects and schemas, no program that uses it'],
  policy: [
    ['apimachinery', 'reports/junit/document.ts'],
    'what manifests mean is written from the specification alone; a JUnit file is one whoever fills it',
  ],
  'embedded/gateway': [
    ['embedded/network/types.ts', 'embedded/node/program.ts'],
    'the judged shares no code with the judge, and is a program like any other',
  ],
  'embedded/node': [['embedded', 'apimachinery/errors'], 'the node is a client of the Kubernetes API like any other'],
  embedded: [['apimachinery'], 'the embedded cluster knows no suite and no harness'],
  'harness/scenario': [[], 'the model that suites are written in stands on nothing'],
  'harness/result': [[], 'the run result is data'],
  'harness/common': [['harness/scenario'], 'what everybody uses knows nobody'],
  'harness/kinds': [['harness/scenario', 'harness/common'], 'the table of kinds asks no server'],
  'harness/wait': [SHARED, 'waiting knows no cluster'],
  'harness/kube': [[...SHARED, 'harness/wait'], 'the client knows no suite'],
  'harness/protocols': [
    [...SHARED, 'harness/wait', 'harness/match', 'harness/result'],
    'a protocol knows neither steps nor the Kubernetes API',
  ],
  'harness/match': [[...SHARED, 'harness/kube'], 'matchers are pure'],
  'harness/steps': [
    [...CLUSTER, 'harness/match', 'harness/protocols', 'harness/result'],
    'a step knows the scenario that it is of, not the run',
  ],
  'harness/clusters': [
    [...CLUSTER, 'harness/protocols', 'embedded/index.ts'],
    'a cluster knows no suite; the embedded one is reached by its index only',
  ],
  'harness/install': [[...CLUSTER, 'harness/result', 'apimachinery'], 'an installation knows no suite'],
  'harness/explore': [['harness', 'policy', 'apimachinery'], 'the explorer compares a cluster with the model'],
  'harness/run': [
    [
      ...CLUSTER,
      'harness/clusters',
      'harness/install',
      'harness/match',
      'harness/protocols',
      'harness/result',
      'harness/steps',
    ],
    'a run knows neither suites nor reporters nor the command line',
  ],
  'harness/cli': [
    ['harness', 'suites/index.ts', 'reports', 'policy', 'apimachinery', 'embedded/index.ts'],
    'the command line wires everything, by the front doors',
  ],
};

const anyOf = (paths) => `^(${paths.map((path) => path.replaceAll('.', '\\.')).join('|')})(/|$)`;

/** Rooms within this one have rules of their own. */
function innerRooms(room) {
  return Object.keys(ROOMS).filter((other) => other.startsWith(`${room}/`));
}

const roomRules = Object.entries(ROOMS).map(([room, [allowed, why]]) => ({
  name: room.replaceAll('/', '-'),
  comment: why,
  severity: 'error',
  from: { path: anyOf([room]), ...(innerRooms(room).length > 0 ? { pathNot: anyOf(innerRooms(room)) } : {}) },
  to: {
    path: '^(suites|harness|policy|apimachinery|embedded|reports|bench|test|scripts)/',
    pathNot: anyOf([room, ...allowed]),
  },
}));

module.exports = {
  forbidden: [
    ...roomRules,
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { pathNot: anyOf(['harness/cli']) },
      to: { path: anyOf(['harness/cli']) },
    },
    {
      name: 'no-circle',
      comment: 'a circle of imports, of types too, makes its files one file',
      severity: 'error',
      // Types of CEL are recursive: a value may be a list, and a list holds values. To be opened: steps with custom steps.
      from: { pathNot: '^(apimachinery/cel/values/|harness/scenario/)' },
      to: { circular: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.test\\.ts$' },
  },
};
