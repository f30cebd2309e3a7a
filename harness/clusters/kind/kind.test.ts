import { expect } from 'chai';
import { createFakePrograms, type FakePrograms } from '../../common/exec/fake-programs.test.ts';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { createKind } from './kind.ts';

const kind = createKind({ program: 'docker' });

describe('kind wrapper', () => {
  let fakes: FakePrograms;
  beforeEach(() => {
    fakes = createFakePrograms();
    fakes.enter();
  });
  afterEach(() => fakes.leave());

  it('reads version, clusters and nodes', async () => {
    fakes.answer(
      'kind',
      { when: '^version$', stdout: 'kind v0.33.0 go1.26.8 linux/amd64\n' },
      { when: '^get clusters$', stdout: 'a\nb\n' },
      { when: '^get nodes', stdout: 'a-worker2\na-external-load-balancer\na-worker\na-control-plane\n' },
    );
    expect(await kind.version()).to.equal('v0.33.0');
    expect(await kind.getClusters()).to.deep.equal(['a', 'b']);
    expect(await kind.getNodes('a')).to.deep.equal(['a-control-plane', 'a-worker', 'a-worker2']);
  });

  it('takes no clusters for an empty list', async () => {
    fakes.answer('kind', { when: '^get clusters$', stderr: 'No kind clusters found.\n' });
    expect(await kind.getClusters()).to.deep.equal([]);
  });

  it('gives the configuration on stdin, and tells of the progress', async () => {
    fakes.answer('kind', { when: '^create cluster', stderr: ' ✓ Preparing nodes\n' });
    const lines: string[] = [];
    await kind.create({
      name: 'c1',
      config: 'kind: Cluster\n',
      image: 'local/node:v1',
      kubeconfigPath: '/tmp/k',
      onLine: (line) => lines.push(line),
    });
    expect(fakes.calls()).to.deep.equal([
      'kind create cluster --name c1 --config - --kubeconfig /tmp/k --wait 0s --image local/node:v1 <kind: Cluster>',
    ]);
    expect(lines).to.deep.equal([' ✓ Preparing nodes']);
  });

  it('loads, exports and deletes', async () => {
    fakes.answer('kind', { when: '.' });
    await kind.loadDockerImage('c1', 'echo:v1');
    await kind.loadImageArchive('c1', '/tmp/a.tar');
    await kind.exportLogs('c1', '/tmp/logs');
    await kind.delete('c1', '/tmp/k');
    expect(fakes.calls()).to.deep.equal([
      'kind load docker-image echo:v1 --name c1',
      'kind load image-archive /tmp/a.tar --name c1',
      'kind export logs /tmp/logs --name c1',
      'kind delete cluster --name c1 --kubeconfig /tmp/k',
    ]);
  });

  const troubles: readonly [string, string, typeof HarnessError | typeof UsageError, RegExp][] = [
    [
      'a name that is taken',
      'ERROR: failed to create cluster: node(s) already exist for a cluster with the name "c1"',
      UsageError,
      /^a kind cluster c1 exists already: .*\(the command: kind create cluster --name c1 /,
    ],
    [
      'an image that cannot be had',
      'ERROR: failed to create cluster: failed to pull image "kindest/node:v9": command "docker pull" failed',
      HarnessError,
      /^the node image kindest\/node:v9 is not in Docker and cannot be pulled: .*--kind-image/,
    ],
    [
      'a disk that is full',
      'ERROR: failed to create cluster: write /var/lib/docker/tmp: no space left on device',
      HarnessError,
      /^Docker is out of disk space: .*docker system prune/,
    ],
    [
      'Docker that does not run',
      'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
      HarnessError,
      /^Docker is installed, but does not run: /,
    ],
    [
      'a configuration that is none',
      'ERROR: failed to create cluster: unable to decode config: yaml: unmarshal errors: field nods not found',
      UsageError,
      /^the kind configuration is not one that this kind takes: unable to decode config/,
    ],
    [
      'what nobody knows',
      'ERROR: something else',
      HarnessError,
      /^kind failed with exit code 1: ERROR: something else/,
    ],
  ];
  for (const [name, stderr, type, message] of troubles) {
    it(`explains ${name}`, async () => {
      fakes.answer('kind', { when: '^create', stderr: `Creating cluster "c1" ...\n${stderr}\n`, exitCode: 1 });
      const error = await refusalOf(kind.create({ name: 'c1', config: 'x', kubeconfigPath: '/tmp/k' }));
      expect(error).to.be.instanceOf(type);
      expect(error.message).to.match(message);
    });
  }

  it('refuses a kind that is too old, and says where to get one that is missing', async () => {
    fakes.answer('kind', { when: '^version$', stdout: 'kind v0.11.1 go1.16.4 linux/amd64\n' });
    expect((await refusalOf(kind.version())).message).to.match(/^kind v0\.11\.1 is too old: v0\.20\.0 or newer/);
    fakes.leave();
    fakes = createFakePrograms();
    fakes.enter(true);
    const error = await refusalOf(kind.version());
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.match(/^kind is not in the PATH: install it/);
  });
});
