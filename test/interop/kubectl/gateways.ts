import { request } from 'node:http';
import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { name: 'front' },
  spec: { gatewayClassName: 'gwconf-reference', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};
const ROUTE = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { name: 'all' },
  spec: {
    parentRefs: [{ name: 'front' }],
    hostnames: ['all.example'],
    rules: [{ backendRefs: [{ name: 'echo', port: 80 }] }],
  },
};

/**
 * A Gateway and its route, from the manifest to an answer.
 * @param hasRules whether the definitions of the cluster have those of their release
 */
export function describeGateways(kubectl: () => Runner, hasRules: boolean): void {
  const ok = (args: string, ...objects: object[]) => {
    const input = objects.map((object) => JSON.stringify(object)).join('\n');
    return kubectl().ok(`-n gateways ${args}`, input ? { input } : {});
  };

  before(async () => {
    await kubectl().ok('create namespace gateways');
    await ok('create deployment echo --image=gwconf.dev/echo:v1');
    await ok('expose deployment echo --port=80 --target-port=3000');
  });

  it('applies them, and waits until they are served', async () => {
    expect(await ok('apply -f -', GATEWAY, ROUTE)).to.equal(
      lines('gateway.gateway.networking.k8s.io/front created', 'httproute.gateway.networking.k8s.io/all created'),
    );
    expect(await ok('wait --for=condition=Programmed gateway/front --timeout=60s')).to.equal(
      'gateway.gateway.networking.k8s.io/front condition met',
    );
    const accepted = '\'{.status.parents[0].conditions[?(@.type=="Accepted")].status}\'=True';
    expect(await ok(`wait --for=jsonpath=${accepted} httproute/all --timeout=60s`)).to.equal(
      'httproute.gateway.networking.k8s.io/all condition met',
    );
  });

  it('shows them, by short names and category, too', async () => {
    expect(await ok('get gtw')).to.equal(
      lines('NAME  CLASS  ADDRESS  PROGRAMMED  AGE', 'front  gwconf-reference  IP  True  AGE'),
    );
    expect(await ok('get httproutes')).to.equal(lines('NAME  HOSTNAMES  AGE', 'all  ["all.example"]  AGE'));
    expect((await ok('get gateway-api -o name')).split('\n')).to.include.members([
      'gateway.gateway.networking.k8s.io/front',
      'httproute.gateway.networking.k8s.io/all',
    ]);
    expect(await ok('describe httproute all')).to.match(
      /Conditions:\n {2}Last Transition Time: {2}TIME\n {2}Message: {2}Route is accepted\n {2}Observed Generation: {2}1\n {2}Reason: {2}Accepted\n/,
    );
    expect(await ok('describe gateway front')).to.match(/Attached Routes: {2}1\n/);
    expect(await ok('get gateways.v1beta1.gateway.networking.k8s.io front -o jsonpath={.apiVersion}')).to.equal(
      'gateway.networking.k8s.io/v1beta1',
    );
  });

  it('finds the Gateway at the address that its status tells', async () => {
    const address = (await ok('get service -o jsonpath={.items[*].status.loadBalancer.ingress[0].ip}')).trim();
    expect(address).to.equal('IP');
    const { stdout } = await kubectl().exact('-n gateways get gateway front -o jsonpath={.status.addresses[0].value}');
    const answer = await new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      request({ host: stdout, port: 80, path: '/found', headers: { host: 'all.example' } }, async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode, body });
      })
        .on('error', reject)
        .end();
    });
    expect(answer.status, answer.body).to.equal(200);
    expect(JSON.parse(answer.body)).to.include({ path: '/found', host: 'all.example' });
  });

  it('reads and writes the status apart from the rest', async () => {
    expect(await ok('get httproute all --subresource=status -o jsonpath={.status.parents[0].controllerName}')).to.equal(
      'gwconf.dev/reference-gateway',
    );
    const change = { spec: { hostnames: ['other.example'] }, status: { parents: [] } };
    await ok(`patch httproute all --subresource=status --type=merge -p '${JSON.stringify(change)}'`);
    expect(await ok('get httproute all -o jsonpath={.spec.hostnames[0]}')).to.equal('all.example');
    const again = "'{.status.parents[0].controllerName}'=gwconf.dev/reference-gateway";
    await ok(`wait --for=jsonpath=${again} httproute/all --timeout=60s`);
  });

  if (!hasRules) it('is told what the rules of their definitions refuse, is skipped: no release can be fetched');
  else
    it('is told what the rules of their definitions refuse', async () => {
      const wrong = {
        ...GATEWAY,
        spec: {
          gatewayClassName: 'gwconf-reference',
          listeners: [{ name: 'http', port: 80, protocol: 'HTTP', tls: { mode: 'Passthrough' } }],
        },
      };
      const { code, err } = await kubectl().run('-n gateways apply -f -', { input: JSON.stringify(wrong) });
      expect(code).to.equal(1);
      expect(err).to.match(/^The Gateway "front" is invalid: [\s\S]*spec\.listeners: Invalid value: [\s\S]*tls/);
    });

  it('takes them away', async () => {
    expect(await ok('delete gateway,httproute --all')).to.equal(
      lines('gateway.gateway.networking.k8s.io "front" deleted', 'httproute.gateway.networking.k8s.io "all" deleted'),
    );
    expect(
      await ok('wait --for=delete service -l gateway.networking.k8s.io/gateway-name=front --timeout=60s'),
    ).to.equal('');
  });
}
