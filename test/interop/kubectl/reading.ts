import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

/** get, describe, explain and discovery. */
export function describeReading(kubectl: () => Runner): void {
  const ok = (args: string) => kubectl().ok(args);

  before(async () => {
    await ok('create namespace reading');
    for (const [name, value] of [
      ['b', '2'],
      ['a', '1'],
    ])
      await ok(`create configmap ${name} -n reading --from-literal=v=${value}`);
    await ok('label configmap a b -n reading sorted=yes');
    await ok('label configmap a -n reading tier=front');
  });

  it('gets tables, narrow and wide', async () => {
    expect(await ok('get configmaps -n reading')).to.equal(
      lines('NAME  DATA  AGE', 'a  1  AGE', 'b  1  AGE', 'kube-root-ca.crt  1  AGE'),
    );
    expect(await ok('get namespace reading')).to.equal(lines('NAME  STATUS  AGE', 'reading  Active  AGE'));
    expect(await ok('get nodes')).to.match(
      /^NAME {2}STATUS {2}ROLES {2}AGE {2}VERSION\ngwconf-node {2}Ready {2}worker {2}AGE {2}v1\.34\.\d+$/,
    );
    expect(await ok('get gatewayclass -o wide')).to.equal(
      lines(
        'NAME  CONTROLLER  ACCEPTED  AGE  DESCRIPTION',
        'gwconf-reference  gwconf.dev/reference-gateway  True  AGE',
      ),
    );
    expect(await ok('get service kubernetes -n default -o wide')).to.match(
      /^NAME {2}TYPE {2}CLUSTER-IP {2}EXTERNAL-IP {2}PORT\(S\) {2}AGE {2}SELECTOR\nkubernetes {2}ClusterIP {2}IP {2}<none> {2}443\/TCP {2}AGE {2}<none>$/,
    );
  });

  it('selects by label, field and name, over all namespaces, in another order', async () => {
    expect(await ok('get configmaps -n reading -l tier=front -o name')).to.equal('configmap/a');
    expect(await ok("get configmaps -n reading -l 'tier!=front' -o name")).to.equal(
      lines('configmap/b', 'configmap/kube-root-ca.crt'),
    );
    expect(await ok('get configmaps -A --field-selector metadata.name=b')).to.equal(
      lines('NAMESPACE  NAME  DATA  AGE', 'reading  b  1  AGE'),
    );
    const sorted = await ok("get configmaps -n reading -l sorted --sort-by='{.metadata.labels.tier}' -o name");
    expect(sorted).to.equal(lines('configmap/b', 'configmap/a'));
  });

  it('gets YAML, JSON, paths, templates and columns of one’s own', async () => {
    expect(await ok('get configmap a -n reading -o yaml')).to.equal(
      lines(
        ...['apiVersion: v1', 'data:', '  v: "1"', 'kind: ConfigMap', 'metadata:', '  creationTimestamp: "TIME"'],
        ...[
          '  labels:',
          '  sorted: "yes"',
          '  tier: front',
          '  name: a',
          '  namespace: reading',
          '  resourceVersion: "RV"',
          '  uid: UID',
        ],
      ),
    );
    const object = JSON.parse(await ok('get configmap a -n reading -o json'));
    expect([object.kind, object.data]).to.deep.equal(['ConfigMap', { v: '1' }]);
    expect(await ok("get configmap a -n reading -o jsonpath='{.metadata.labels.tier}={.data.v}'")).to.equal('front=1');
    expect(await ok("get configmap a -n reading -o go-template='{{.data.v}}'")).to.equal('1');
    expect(await ok('get configmaps a b -n reading -o custom-columns=WHO:.metadata.name,WHAT:.data.v')).to.equal(
      lines('WHO  WHAT', 'a  1', 'b  2'),
    );
  });

  it('says what it cannot get', async () => {
    const refusals = {
      'get configmap none -n reading': 'Error from server (NotFound): configmaps "none" not found',
      'get nothing': 'error: the server doesn\'t have a resource type "nothing"',
      'get configmaps -n reading --field-selector nope=1':
        'Error from server (BadRequest): Unable to find "/v1, Resource=configmaps" that match label selector "", field selector "nope=1": "nope" is not a known field selector: only "metadata.name", "metadata.namespace"',
      'get --raw /none': 'Error from server (NotFound): the server could not find the requested resource',
    };
    for (const [args, message] of Object.entries(refusals)) {
      const { code, err } = await kubectl().run(args);
      expect([code, err.split('\n').at(-1)], args).to.deep.equal([1, message]);
    }
    expect((await kubectl().run('get configmaps -n none')).err).to.equal('No resources found in none namespace.');
  });

  it('watches', async () => {
    const watch = kubectl().start('get configmaps -n reading --watch -l watched');
    await ok('create configmap w -n reading');
    await ok('label configmap w -n reading watched=yes');
    await ok('patch configmap w -n reading --type=merge -p \'{"data":{"x":"y"}}\'');
    await ok('delete configmap w -n reading');
    await watch.until(/w {2}0[\s\S]*(w {2}1.*\s+){2}/);
    await watch.stop();
    expect(watch.text()).to.equal(lines('NAME  DATA  AGE', 'w  0  AGE', 'w  1  AGE', 'w  1  AGE', ''));
  });

  it('describes', async () => {
    const map = await ok('describe configmap a -n reading');
    expect(map).to.match(
      /^Name: {2}a\nNamespace: {2}reading\nLabels: {2}sorted=yes\n {2}tier=front\nAnnotations: {2}<none>\n\nData\n====\nv:\n----\n1\n/,
    );
    expect(await ok('describe namespace reading')).to.match(
      /^Name: {2}reading\nLabels: {2}kubernetes\.io\/metadata\.name=reading\n[\s\S]*\nStatus: {2}Active\n\nNo resource quota\.\n\nNo LimitRange resource\.$/,
    );
    const gateway = await ok('describe gatewayclass gwconf-reference');
    expect(gateway)
      .to.contain('Controller Name:  gwconf.dev/reference-gateway')
      .and.to.match(/Reason: {2}Accepted/);
    expect(await ok('describe node gwconf-node')).to.match(
      /Conditions:[\s\S]*Ready {2}True[\s\S]*Non-terminated Pods: {2}\(\d+ in total\)/,
    );
  });

  it('explains built-in and custom kinds', async () => {
    const containers = await ok('explain pod.spec.containers');
    expect(containers).to.match(/^KIND: {2}Pod\nVERSION: {2}v1\n\nFIELD: containers <\[\]Container>/);
    expect(containers)
      .to.match(/\n {2}name\t<string> -required-\n/)
      .and.to.match(/\n {2}resources\t<ResourceRequirements>\n/);
    const rules = await ok('explain httproute.spec.rules.matches --recursive');
    expect(rules).to.match(
      /^GROUP: {2}gateway\.networking\.k8s\.io\nKIND: {2}HTTPRoute\nVERSION: {2}v1\n\nFIELD: matches <\[\]Object>/,
    );
    expect(rules).to.match(/\n {2}path\t<Object>\n {2}type\t<string>\n/);
    const { code, err } = await kubectl().run('explain pod.spec.nothing');
    expect([code, err]).to.deep.equal([1, 'error: field "nothing" does not exist']);
  });

  it('lists what is served', async () => {
    const resources = await ok('api-resources --api-group=apps --no-headers');
    expect(resources.split('\n')).to.include('deployments  deploy  apps/v1  true  Deployment');
    const scaled = await ok('api-resources --api-group=gateway.networking.k8s.io --categories=gateway-api -o name');
    expect(scaled.split('\n')).to.include.members([
      'gateways.gateway.networking.k8s.io',
      'httproutes.gateway.networking.k8s.io',
    ]);
    expect((await ok('api-versions')).split('\n')).to.include.members([
      'v1',
      'apps/v1',
      'batch/v1',
      'gateway.networking.k8s.io/v1',
    ]);
    expect(await ok('version')).to.match(/\nServer Version: v1\.34\.\d+$/);
    expect(await ok('get --raw /readyz')).to.equal('ok');
    expect(await ok('cluster-info')).to.match(/Kubernetes control plane.* is running at .*https:\/\/IP:\d+/);
    expect(await ok('auth can-i create pods')).to.equal('yes');
  });
}
