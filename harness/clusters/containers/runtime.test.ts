import { expect } from 'chai';
import { createFakePrograms, type FakePrograms } from '../../common/exec/fake-programs.test.ts';
import { refusalOf } from '../../common/exec/refusal.test.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import { findRuntime } from './find.ts';
import { createRuntime } from './runtime.ts';

describe('container runtime', () => {
  let fakes: FakePrograms;
  const docker = createRuntime('docker');
  beforeEach(() => {
    fakes = createFakePrograms();
    fakes.enter();
  });
  afterEach(() => fakes.leave());

  it('tells the version of the server, and refuses an old one', async () => {
    fakes.answer('docker', {
      when: '^version',
      stdout: '{"Client":{"Version":"28.2.2"},"Server":{"Version":"20.10.24"}}',
    });
    expect(await docker.version()).to.equal('20.10.24');
    fakes.answer('docker', { when: '^version', stdout: '{"Server":{"Version":"19.3.1"}}' });
    const error = await refusalOf(docker.version());
    expect(error).to.be.instanceOf(UsageError);
    expect(error.message).to.equal('docker 19.3.1 is too old: kind needs docker 20 or newer');
  });

  it('reads what a network has given away', async () => {
    const network = {
      IPAM: { Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }, { Subnet: 'fc00::/64' }] },
      Containers: { a: { IPv4Address: '172.18.0.2/16', IPv6Address: 'fc00::2/64' } },
    };
    fakes.answer('docker', { when: '^network inspect kind$', stdout: JSON.stringify([network]) });
    expect(await docker.inspectNetwork('kind')).to.deep.equal({
      subnets: ['172.18.0.0/16', 'fc00::/64'],
      taken: ['172.18.0.1', '172.18.0.2', 'fc00::2'],
    });
  });

  it('reads the same of Podman', async () => {
    const network = {
      subnets: [{ subnet: '10.89.0.0/24', gateway: '10.89.0.1' }],
      containers: { a: { interfaces: { eth0: { subnets: [{ ipnet: '10.89.0.2/24' }] } } } },
    };
    fakes.answer('podman', { when: '^network inspect kind$', stdout: JSON.stringify([network]) });
    expect(await createRuntime('podman').inspectNetwork('kind')).to.deep.equal({
      subnets: ['10.89.0.0/24'],
      taken: ['10.89.0.1', '10.89.0.2'],
    });
  });

  it('lists containers by label', async () => {
    fakes.answer(
      'docker',
      { when: '^ps ', stdout: 'abc\n' },
      { when: '^inspect abc$', stdout: '[{"Id":"abc","Name":"/c1-control-plane","Created":"2026-01-01T00:00:00Z"}]' },
    );
    expect(await docker.listContainers('x=y')).to.deep.equal([
      { id: 'abc', name: 'c1-control-plane', createdAt: '2026-01-01T00:00:00Z' },
    ]);
    expect(fakes.calls()[0]).to.equal('docker ps --all --quiet --no-trunc --filter label=x=y');
  });

  it('tells an image that is not there from a Docker that is not', async () => {
    fakes.answer('docker', { when: 'image inspect', stderr: 'Error: No such image: a:1\n', exitCode: 1 });
    expect(await docker.imageId('a:1')).to.equal(undefined);
    fakes.answer('docker', {
      when: 'image inspect',
      stderr: 'Cannot connect to the Docker daemon at unix:///x. Is the docker daemon running?\n',
      exitCode: 1,
    });
    const error = await refusalOf(docker.imageId('a:1'));
    expect(error).to.be.instanceOf(HarnessError);
    expect(error.message).to.match(/^Docker is installed, but does not run: start it/);
  });

  it('says what to do about a socket that may not be used', async () => {
    fakes.answer('docker', {
      when: '^pull',
      stderr: 'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n',
      exitCode: 1,
    });
    expect((await refusalOf(docker.pull('a:1'))).message).to.match(
      /^you may not use Docker: add your user to its group/,
    );
  });

  it('does not take a registry that cannot be reached for a Docker that does not run', async () => {
    const stderr =
      'Error response from daemon: Get "https://registry-1.docker.io/v2/": dial tcp: lookup: no such host\n';
    fakes.answer('docker', { when: '^pull', stderr, exitCode: 1 });
    expect((await refusalOf(docker.pull('a:1'))).message).to.match(/^docker failed with exit code 1: Error response/);
  });

  it('is what the PATH has, or what kind is told to take', async () => {
    fakes.answer('podman', { when: '.' });
    fakes.enter(true);
    const { PATH } = process.env;
    expect((await findRuntime({ PATH })).program).to.equal('podman');
    fakes.answer('docker', { when: '.' });
    expect((await findRuntime({ PATH })).program).to.equal('docker');
    expect((await findRuntime({ PATH, KIND_EXPERIMENTAL_PROVIDER: 'podman' })).program).to.equal('podman');
    expect((await refusalOf(findRuntime({ PATH, KIND_EXPERIMENTAL_PROVIDER: 'lxc' }))).message).to.contain('lxc');
    const none = await refusalOf(findRuntime({ PATH: '' }));
    expect(none).to.be.instanceOf(UsageError);
    expect(none.message).to.match(/^neither docker nor podman is in the PATH: install one/);
  });
});
