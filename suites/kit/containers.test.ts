import { expect } from 'chai';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';
import { base } from '../base/definition.ts';
import { baseEnv } from '../fake-env.test.ts';
import { echoPod, echoWorkload, entriesOf, fieldsOf } from './index.ts';

describe('an echo pod', () => {
  const certificate = { certificate: 'c', privateKey: 'k', authority: 'a' };
  const spec = { name: 'echo', namespace: 'n', image: 'image', app: 'echo' };
  const containersOf = (pod: KubeObject | undefined) => entriesOf(fieldsOf(pod?.spec).containers);

  it('has one container for HTTP, whatever of it is asked for', () => {
    const [pod, ...further] = echoPod({ ...spec, serves: new Set(['http', 'h2c', 'ws']) });
    expect(further).to.deep.equal([]);
    expect(containersOf(pod).map(({ name }) => name)).to.deep.equal(['echo-http']);
    expect(fieldsOf(pod?.spec)).not.to.have.property('volumes');
  });

  it('is one that the restricted pod security standard takes', () => {
    const serves = new Set(['http', 'grpc', 'tcp', 'udp'] as const);
    const [workload] = echoWorkload({ ...spec, serves });
    const template = fieldsOf(fieldsOf(fieldsOf(workload?.spec).template).spec);
    for (const pod of [template, fieldsOf(echoPod({ ...spec, serves })[0]?.spec)]) {
      const { runAsNonRoot, runAsUser, seccompProfile } = fieldsOf(pod.securityContext);
      expect({ runAsNonRoot, seccompProfile }).to.deep.equal({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      // A kubelet cannot check the word that the official image names its user by.
      expect(runAsUser).to.be.a('number').that.is.greaterThan(0);
      const containers = entriesOf(pod.containers);
      expect(containers.length).to.be.greaterThan(1);
      for (const { securityContext } of containers) {
        expect(securityContext).to.deep.equal({ allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } });
      }
      expect(pod).not.to.have.any.keys('hostNetwork', 'hostPID', 'hostIPC');
    }
  });

  it('asks for no user where the cluster gives each namespace its own', () => {
    const serves = new Set(['http'] as const);
    const [pod] = base.backendPod({ name: 'svc', namespace: 'n', image: 'echo', serves, assignsUsers: true });
    expect(fieldsOf(fieldsOf(pod?.spec).securityContext)).to.deep.equal({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    const [workload] = base.backendWorkload(baseEnv, { slot: 1, serves, assignsUsers: true });
    expect(JSON.stringify(workload)).to.contain('runAsNonRoot').and.not.to.contain('runAsUser');
  });

  it('has a container for each kind of server, no two of which open the same port', () => {
    const serves = new Set(['http', 'https', 'grpc', 'grpcs', 'tcp', 'tls', 'udp'] as const);
    const [secret, pod] = echoPod({ ...spec, serves, certificate });
    expect(secret?.data).to.deep.equal({ 'tls.crt': 'Yw==', 'tls.key': 'aw==', 'ca.crt': 'YQ==' });
    const containers = containersOf(pod);
    const ports = containers.flatMap(({ ports: opened }) =>
      entriesOf(opened).map(({ containerPort }) => containerPort),
    );
    expect(containers.map(({ name }) => name)).to.deep.equal(['echo-http', 'echo-grpc', 'echo-tcp', 'echo-udp']);
    expect(new Set(ports).size).to.equal(ports.length);
    for (const { env: variables } of containers) {
      const names = entriesOf(variables).map(({ name }) => name);
      expect(names).to.include('TLS_SERVER_CERT').and.not.to.include('TLS_CLIENT_CACERTS');
    }
  });

  it('asks clients for certificates where it is told to', () => {
    const [, pod] = echoPod({ ...spec, serves: new Set(['https'] as const), certificate, asksClients: true });
    const [container] = containersOf(pod);
    const folder = entriesOf(container?.volumeMounts)[0]?.mountPath;
    const asked = entriesOf(container?.env).find(({ name }) => name === 'TLS_CLIENT_CACERTS');
    expect(asked?.value).to.equal(`${folder}/ca.crt`);
  });
});
