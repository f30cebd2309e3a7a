import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseAllDocuments } from 'yaml';
import type { KubeApi } from '../../kube/types.ts';
import { samplePassingResult, sampleScenario } from '../../result/sample.ts';
import { createFakeIo, createFakeWiring, type FakeIo } from '../fakes.test.ts';
import { toResultLines } from '../job/result-lines.ts';
import { main } from '../main.ts';

type Doc = Record<string, unknown>;

describe('inside a cluster', () => {
  let dir: string;
  let io: FakeIo;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'gwconf-job-'));
    io = createFakeIo(dir);
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const job = async (...argv: string[]): Promise<Doc[]> => {
    expect(await main(['job', '--image', 'x:1', ...argv], io, createFakeWiring()), io.err()).to.equal(0);
    return parseAllDocuments(io.out()).map((document) => document.toJS() as Doc);
  };
  const argsOf = (docs: readonly Doc[]): string[] => {
    const [found] =
      JSON.stringify(docs)
        .match(/"args":(\[[^\]]*\])/)
        ?.slice(1) ?? [];
    return JSON.parse(found ?? '[]');
  };

  it('prints who runs it, what that may do, and a Job whose command line there is', async () => {
    const docs = await job('--with', 'gateway-class=acme', '--with', 'level=official');
    expect(docs.map(({ kind }) => kind)).to.deep.equal([
      'Namespace',
      'ServiceAccount',
      'ClusterRole',
      'ClusterRoleBinding',
      'Job',
    ]);
    const wiring = createFakeWiring({
      createProvider: async () => Promise.reject(new Error('it came so far')),
    });
    expect(
      await main(
        argsOf(docs).map((word) => word.replace('/results', dir)),
        io,
        wiring,
      ),
    ).to.equal(3);
    expect(io.err()).to.contain('it came so far');
  });

  it('shares a run out by an Indexed Job, each pod of which takes its part', async () => {
    const docs = await job('--shards', '3', '--parallelism', '1', '--seed', 's');
    expect(docs.at(-1)?.spec).to.deep.include({ completionMode: 'Indexed', completions: 3, parallelism: 1 });
    const words = argsOf(docs).filter((word, at, all) => !['existing', '--provider'].includes(word) && all[at] !== '');
    const wiring = createFakeWiring();
    const pod = createFakeIo(dir, { JOB_COMPLETION_INDEX: '2' });
    const own = words.map((word) => word.replace('/results', join(dir, 'out')));
    expect(await main(own, pod, wiring), pod.err()).to.equal(0);
    expect(wiring.inputs[0]?.settings.selection.shard).to.deep.equal({ index: 3, count: 3 });
    expect(pod.out()).to.match(/^gwconf-result 1\/1 /m);
  });

  it('prints a plugin of Sonobuoy, which is told where the results are', async () => {
    const [plugin] = await job('--sonobuoy');
    expect(plugin).to.have.nested.property('sonobuoy-config.result-format', 'junit');
    // Its user may write nowhere else, whatever the image is made of.
    expect(plugin).to.have.nested.property('spec.volumeMounts[0].mountPath', '/tmp');
    expect(plugin).to.have.nested.property('extra-volumes[0].emptyDir');
    const words = ['run', '--output-dir', join(dir, 'r'), '--done-file', join(dir, 'done')];
    expect(await main(words, io, createFakeWiring())).to.equal(0);
    const junit = readFileSync(join(dir, 'done'), 'utf8');
    expect(existsSync(junit)).to.equal(true);
    expect(junit).to.match(/junit\.xml$/);
  });

  const wrong: readonly (readonly [string, string[], string])[] = [
    ['no image', [], 'needs --image'],
    ['a name that is none', ['--image', 'x', '--name', 'A B'], '--name takes a name'],
    ['a namespace that is none', ['--image', 'x', '--namespace', '../x'], '--namespace takes a name'],
    ['a flag that there is not', ['--image', 'x', '--with', 'shel=1'], 'gwconf run has no flag --shel'],
    ['a flag of its own', ['--image', 'x', '--with', 'shard=1/2'], '--shard is set by gwconf job itself'],
    ['a value that the flag does not take', ['--image', 'x', '--with', 'level=none'], '--level takes one of'],
    ['no shards', ['--image', 'x', '--shards', '0'], '--shards takes a whole number'],
    ['a plugin with shards', ['--image', 'x', '--sonobuoy', '--shards', '2'], 'cannot both be given'],
  ];
  for (const [what, argv, told] of wrong) {
    it(`refuses ${what}`, async () => {
      expect(await main(['job', ...argv], io, createFakeWiring())).to.equal(2);
      expect(io.err()).to.contain(told);
      expect(io.out()).to.equal('');
    });
  }

  it('refuses --shard job/N where this is no pod of an Indexed Job', async () => {
    expect(await main(['run', '--shard', 'job/2', '--seed', 's'], io, createFakeWiring())).to.equal(2);
    const odd = createFakeIo(dir, { JOB_COMPLETION_INDEX: '7' });
    expect(await main(['run', '--shard', 'job/2', '--seed', 's'], odd, createFakeWiring())).to.equal(2);
    expect(io.err()).to.contain('$JOB_COMPLETION_INDEX');
  });

  describe('gwconf collect', () => {
    const asked = { count: 2, profiles: [], skipProvisional: false };
    const elsewhere = { outcome: 'skipped', official: 'skipped', rows: [], reason: 'run by another' } as const;
    const [a, b] = [sampleScenario({ id: 'A' }), sampleScenario({ id: 'B', outcome: 'failed' })];
    const shards = [
      samplePassingResult({ shard: { index: 1, ...asked }, scenarios: [a, { ...b, ...elsewhere, shard: 2 }] }),
      samplePassingResult({ shard: { index: 2, ...asked }, scenarios: [{ ...a, ...elsewhere, shard: 1 }, b] }),
    ];
    const kubeconfig = `{"apiVersion":"v1","kind":"Config","current-context":"c","contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}],"clusters":[{"name":"c","cluster":{"server":"https://127.0.0.1:1"}}],"users":[{"name":"u","user":{"token":"t"}}]}`;

    const collect = (logs: readonly string[], phase = 'Succeeded'): Promise<number> => {
      writeFileSync(join(dir, 'kc'), kubeconfig);
      const api = {
        list: async () =>
          logs.map((_, at) => ({
            apiVersion: 'v1',
            kind: 'Pod',
            metadata: { name: `p${at}`, annotations: { 'batch.kubernetes.io/job-completion-index': `${at}` } },
            status: { phase },
          })),
        podLogs: async (_namespace: string, pod: string) => logs[Number(pod.slice(1))] ?? '',
        close: () => {},
      } as Partial<KubeApi> as KubeApi;
      return main(['collect', '--kubeconfig', 'kc'], io, createFakeWiring({ createKubeApi: async () => api }));
    };
    const logs = shards.map((shard) => `noise\n${toResultLines(JSON.stringify(shard)).join('\n')}\n`);

    it('merges what the pods found, keeps each, and ends as the run would', async () => {
      expect(await collect(logs), io.err()).to.equal(1);
      expect(io.out()).to.contain('2 scenarios: 1 passed, 1 failed');
      expect(existsSync(join(dir, 'gwconf-report/shard-2/result.json'))).to.equal(true);
      expect(existsSync(join(dir, 'gwconf-report/junit.xml'))).to.equal(true);
    });

    it('takes a run without shards as it is', async () => {
      expect(await collect([toResultLines(JSON.stringify(samplePassingResult())).join('\n')])).to.equal(0);
    });

    it('refuses a Job that has no pods, is not over, or lost a shard, and what is no result', async () => {
      expect(await collect([])).to.equal(2);
      expect(await collect(['noise'], 'Running')).to.equal(2);
      expect(await collect(logs.slice(0, 1))).to.equal(2);
      expect(await collect([toResultLines('{"a":1}').join('\n')])).to.equal(2);
      expect(io.err())
        .to.contain('there is no pod of a Job gwconf')
        .and.contain('it is Running; wait until the Job is over')
        .and.contain('of 2 shards these are missing: 2')
        .and.contain('is not a run result');
    });
  });
});
