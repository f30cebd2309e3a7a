import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { catalogue } from '../../../suites/index.ts';
import { findPackageRoot } from '../../common/package-root.ts';
import { createExplainEnv } from '../../run/engine/explain-env.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';
import { addScenarios } from './load.ts';

const HEAD = `
id: Mine
title: Mine
requirements: [route.backendref.weight]
features: [Gateway, HTTPRoute]
since: v1.6
backends: { v1: {} }
`;
const RESOURCES = `
resources:
  - apiVersion: gateway.networking.k8s.io/v1
    kind: HTTPRoute
    metadata: { name: route }
    spec:
      parentRefs: [{ name: '\${gateway.name}', namespace: '\${gateway.namespace}' }]
      hostnames: ['\${hostname}']
      rules: [{ backendRefs: [{ name: '\${backend.v1.name}', port: '\${backend.v1.port}' }] }]
`;
const STEPS = `
steps:
  - kind: http
    rows:
      - { name: works, send: { path: / }, expect: { backend: v1 } }
`;
const GOOD = HEAD + RESOURCES + STEPS;
const MODULE = `
import { http, scenario } from 'gwconf/scenario';
const rows = [{ name: 'works', send: {}, expect: { backend: 'v1' } }] as const;
export default scenario({
  id: 'Mine', title: 'Mine', requirements: ['route.backendref.weight'], features: ['Gateway', 'HTTPRoute'], since: 'v1.6',
  backends: { v1: {} },
  steps: [http([rows[0] satisfies object])],
});
`;

describe('scenarios from outside', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-scenarios-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const load = async (files: Readonly<Record<string, string>>): Promise<readonly ScenarioDefinition[]> => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const { scenarios } = await addScenarios(catalogue, ['.'], folder);
    return scenarios.slice(catalogue.scenarios.length);
  };

  /** What the user is told of these files. */
  const refusal = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const error: unknown = await load(files).catch((thrown: unknown) => thrown);
    expect(error).to.be.instanceOf(UsageError);
    return (error as UsageError).message;
  };

  it('are what the documentation shows', async () => {
    const all = await addScenarios(catalogue, ['docs/examples/scenarios'], findPackageRoot());
    const own = all.scenarios.slice(catalogue.scenarios.length);
    expect(own.map(({ id, origin, level }) => [id, origin, level])).to.deep.equal([
      ['AcmeTenantHeader', 'docs/examples/scenarios/tenant-header.yaml', 'spec'],
      ['AcmeTenantSplit10', 'docs/examples/scenarios/tenant-split.ts', 'spec'],
      ['AcmeTenantSplit50', 'docs/examples/scenarios/tenant-split.ts', 'spec'],
    ]);
    expect(all.requirements.at(-1)).to.include({ id: 'acme.tenants.default-header' });
  });

  it('have names in the place of labels and placeholders', async () => {
    const [mine] = await load({ 'mine.yaml': GOOD });
    if (!mine) return expect.fail();
    const env = createExplainEnv(mine, catalogue.base, '-x');
    const [route] = (await mine.resources?.(env)) ?? [];
    expect(route?.metadata).to.deep.equal({ name: 'route-x', namespace: env.namespace });
    expect(route?.spec).to.deep.equal({
      parentRefs: [{ name: env.gateway.name, namespace: env.gateway.namespace }],
      hostnames: [env.hostname],
      rules: [{ backendRefs: [{ name: 'v1-x', port: 8080 }] }],
    });
    const [step] = typeof mine.steps === 'function' ? mine.steps(env) : mine.steps;
    expect(step).to.deep.include({ kind: 'http', target: {} });
  });

  it('leave what is escaped as it is', async () => {
    const text = GOOD.replace('path: /', () => `path: '/$\${hostname}'`);
    const [mine] = await load({ 'mine.yaml': text });
    if (typeof mine?.steps !== 'function') return expect.fail();
    expect(JSON.stringify(mine.steps(createExplainEnv(mine, catalogue.base)))).to.include(`"/\${hostname}"`);
  });

  it('may be several in one file, and modules', async () => {
    const several = `${GOOD}---${GOOD.replace('id: Mine', 'id: Other')}`;
    expect((await load({ 'several.yml': several })).map(({ id }) => id)).to.deep.equal(['Mine', 'Other']);
    const both = await load({
      'several.yml': several,
      '_shared.ts': 'export const x = 1;',
      'z.ts': MODULE.replace("'Mine'", "'Code'"),
    });
    expect(both.map(({ id, origin }) => [id, origin])).to.deep.equal([
      ['Mine', 'several.yml'],
      ['Other', 'several.yml'],
      ['Code', 'z.ts'],
    ]);
  });

  /** A file, and the sentence about it. */
  const BAD: Readonly<Record<string, [Readonly<Record<string, string>>, string]>> = {
    'YAML that is none': [{ 'a.yaml': 'id: [' }, 'a.yaml: line 1 is not YAML'],
    'a field that is missing': [{ 'a.yaml': HEAD }, 'a.yaml: steps is missing'],
    'a field of the wrong type': [
      { 'a.yaml': GOOD.replace('title: Mine', 'title: [Mine]') },
      'a.yaml: title must be a text',
    ],
    'a field that is not known': [
      { 'a.yaml': GOOD.replace('title: Mine', 'title: Mine\nfeature: [X]') },
      'a.yaml: feature is not a known field; did you mean features?',
    ],
    'a field of a row that is not known': [
      { 'a.yaml': GOOD.replace('send: { path: / }', 'send: { pth: / }') },
      'a.yaml: steps[0].rows[0].send.pth is not a known field; did you mean path?',
    ],
    'an expectation that is none': [
      { 'a.yaml': GOOD.replace('expect: { backend: v1 }', 'expect: { status: good }') },
      'a.yaml: steps[0].rows[0].expect.status must be a number or a list',
    ],
    'a kind of step that is not known': [
      { 'a.yaml': GOOD.replace('kind: http\n', 'kind: htp\n') },
      'a.yaml: steps[0].kind must be status, apply, patch, delete, absent, admission, access, http, grpc, tls, tcp, udp, websocket or distribution, not "htp"',
    ],
    'a version that is none': [{ 'a.yaml': GOOD.replace('since: v1.6', 'since: 1.6') }, 'a.yaml: since must be a text'],
    'a placeholder that is not known': [
      { 'a.yaml': GOOD.replace(`\${hostname}`, `\${hostnam}`) },
      `a.yaml: scenario Mine cannot make its objects and steps: resources[0].spec.hostnames[0] has the unknown placeholder \${hostnam}; did you mean \${hostname}?`,
    ],
    'a placeholder that lacks a part': [
      { 'a.yaml': GOOD.replace('path: /', `path: '/\${host}'`) },
      `a.yaml: scenario Mine: steps[0].rows[0].send.path has the unknown placeholder \${host}; it is written as \${host.LABEL}`,
    ],
    'a backend that is not declared': [
      { 'a.yaml': GOOD.replace('expect: { backend: v1 }', 'expect: { backend: v2 }') },
      "a.yaml: scenario Mine names backend 'v2', which it does not declare (steps[0])",
    ],
    'a feature that is not known': [
      { 'a.yaml': GOOD.replace('[Gateway, HTTPRoute]', '[Gateway, HTTPRoot]') },
      'a.yaml: scenario Mine has the unknown feature HTTPRoot',
    ],
    'an id of the suite': [
      { 'a.yaml': GOOD.replace('id: Mine', 'id: HTTPRouteWeight') },
      'a.yaml: the id HTTPRouteWeight is taken, by the suite itself',
    ],
    'an id of another file': [{ 'a.yaml': GOOD, 'b.yaml': GOOD }, 'a.yaml: the id Mine is taken by b.yaml'],
    'a registry with a wrong level': [
      { 'a.yaml': GOOD, 'catalogue.yaml': 'requirements: [{ id: a.b, level: WOULD, text: T., source: u }]' },
      'catalogue.yaml: requirements[0].level must be one of "MUST", "MUST NOT", "SHOULD", "SHOULD NOT", "MAY"',
    ],
    'a folder without scenarios': [{ 'a.txt': '' }, "--scenarios: '.' has no file that ends with"],
    'a module that does not load': [{ 'a.mjs': "import './nothing.mjs';" }, 'a.mjs: Cannot find module'],
    'a module without a default export': [
      { 'a.mjs': 'export const x = 1;' },
      'a.mjs: its default export must be a scenario or a list of scenarios; what others import begins with _',
    ],
    'a module with a wrong head': [
      { 'a.ts': MODULE.replace("title: 'Mine'", 'title: 1') },
      'a.ts: title must be a text',
    ],
    'a module with a wrong step': [
      { 'a.ts': MODULE.replace('send: {}', 'snd: {}, send: {}') },
      'a.ts: scenario Mine: steps[0].rows[0].snd is not a known field; did you mean send?',
    ],
  };
  for (const [what, [files, sentence]] of Object.entries(BAD)) {
    it(`are refused in one sentence: ${what}`, async () => {
      const told = await refusal(files);
      expect(told).to.include(sentence);
      expect(told).not.to.include('\n');
    });
  }

  it('are refused where their folder does not exist', async () => {
    const error: unknown = await addScenarios(catalogue, ['nowhere'], folder).catch((thrown: unknown) => thrown);
    expect(String(error)).to.equal("UsageError: --scenarios: 'nowhere' does not exist");
  });
});
