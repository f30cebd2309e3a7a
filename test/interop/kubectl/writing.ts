import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

/** create, edit, patch, replace, label, scale, delete and wait. */
export function describeWriting(kubectl: () => Runner): void {
  const ok = (args: string, options?: { input?: string; env?: Record<string, string> }) =>
    kubectl().ok(`${args} --namespace=writing`, options);
  const run = (args: string) => kubectl().run(`${args} --namespace=writing`);
  const fail = async (args: string) => {
    const { code, err } = await run(args);
    expect(code, args).to.equal(1);
    return err;
  };

  before(() => kubectl().ok('create namespace writing'));

  it('creates what it makes itself', async () => {
    expect(await ok('create configmap made --from-literal=a=b')).to.equal('configmap/made created');
    expect(await ok('create secret generic made --from-literal=p=q')).to.equal('secret/made created');
    expect(await ok("get secret made -o jsonpath='{.type} {.data.p}'")).to.equal('Opaque cQ==');
    expect(await ok('create serviceaccount made')).to.equal('serviceaccount/made created');
    expect(await ok('create service clusterip made --tcp=80:8080')).to.equal('service/made created');
    expect(await ok('get service made')).to.equal(
      lines('NAME  TYPE  CLUSTER-IP  EXTERNAL-IP  PORT(S)  AGE', 'made  ClusterIP  IP  <none>  80/TCP  AGE'),
    );
    expect(await ok('create role made --verb=get --resource=pods')).to.equal(
      'role.rbac.authorization.k8s.io/made created',
    );
    expect(await ok('create quota made --hard=pods=9')).to.equal('resourcequota/made created');
    expect(await ok("create cronjob made --image=i:1 --schedule='0 0 * * *'")).to.equal('cronjob.batch/made created');
    expect(await ok('get cronjob made')).to.equal(
      lines(
        'NAME  SCHEDULE  TIMEZONE  SUSPEND  ACTIVE  LAST SCHEDULE  AGE',
        'made  0 0 * * *  <none>  False  0  <none>  AGE',
      ),
    );
    expect(await fail('create configmap made')).to.equal(
      'error: failed to create configmap: configmaps "made" already exists',
    );
  });

  it('makes nothing on a dry run, neither its own nor the server’s', async () => {
    const client = await ok('create deployment dry --image=i:1 --dry-run=client -o yaml');
    expect(client).to.contain('kind: Deployment').and.not.to.contain('uid:');
    const server = await ok('create deployment dry --image=i:1 --dry-run=server -o yaml');
    expect(server).to.contain('uid: UID').and.to.contain('terminationGracePeriodSeconds: 30');
    expect(await ok('delete configmap made --dry-run=server')).to.match(
      /^configmap "made" deleted.*\(server dry run\)/,
    );
    expect(await ok('label configmap made x=y --dry-run=server')).to.equal('configmap/made labeled (server dry run)');
    expect(await fail('get deployment dry')).to.equal('Error from server (NotFound): deployments.apps "dry" not found');
    expect(await ok("get configmap made -o jsonpath='{.metadata.labels}'")).to.equal('');
  });

  it('labels and annotates', async () => {
    expect(await ok('label configmap made x=y')).to.equal('configmap/made labeled');
    expect(await fail('label configmap made x=z')).to.match(
      /^error: 'x' already has a value \(y\), and --overwrite is false$/,
    );
    expect(await ok('label configmap made x=z --overwrite')).to.equal('configmap/made labeled');
    expect(await ok("annotate configmap made note='hello world'")).to.equal('configmap/made annotated');
    expect(await ok("get configmap made -o jsonpath='{.metadata.labels.x} {.metadata.annotations.note}'")).to.equal(
      'z hello world',
    );
    expect(await fail("label configmap made 'bad key=1'")).to.contain(
      'name part must consist of alphanumeric characters',
    );
  });

  it('patches in every way', async () => {
    const read = () =>
      ok(
        "get deployment patched -o jsonpath='{range .spec.template.spec.containers[*]}{.name}={.image} {end}{.spec.replicas}'",
      );
    await ok('create deployment patched --image=first:1 --image=second:1 --replicas=0');
    const change = JSON.stringify({
      spec: { template: { spec: { containers: [{ name: 'second', image: 'second:2' }] } } },
    });
    expect(await ok(`patch deployment patched -p '${change}'`)).to.equal('deployment.apps/patched patched');
    expect(await read()).to.equal('first=first:1 second=second:2 0');
    const gone = JSON.stringify({
      spec: { template: { spec: { containers: [{ name: 'second', $patch: 'delete' }] } } },
    });
    await ok(`patch deployment patched -p '${gone}'`);
    expect(await read()).to.equal('first=first:1 0');
    await ok(
      `patch deployment patched --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"first:3"}]'`,
    );
    expect(await read()).to.equal('first=first:3 0');
    await ok(`patch deployment patched --type=merge -p '{"spec":{"minReadySeconds":5}}'`);
    expect(await ok("get deployment patched -o jsonpath='{.spec.minReadySeconds}'")).to.equal('5');
    expect(await ok(`patch deployment patched --type=merge -p '{"spec":{"minReadySeconds":5}}'`)).to.equal(
      'deployment.apps/patched patched (no change)',
    );
    expect(
      await fail(`patch deployment patched --type=json -p '[{"op":"test","path":"/spec/replicas","value":7}]'`),
    ).to.contain('the server rejected our request due to an error in our request');
    expect(await fail(`patch deployment patched -p '{"spec":{"replicas":"x"}}'`)).to.contain(
      'unrecognized type: int32',
    );
  });

  it('edits, with an editor of one’s own', async () => {
    const editor = join(kubectl().folder, 'editor.sh');
    await writeFile(editor, '#!/bin/sh\nsed -i.bak "s/a: b/a: edited/" "$1"\n');
    await chmod(editor, 0o755);
    expect(await ok('edit configmap made', { env: { KUBE_EDITOR: editor } })).to.equal('configmap/made edited');
    expect(await ok("get configmap made -o jsonpath='{.data.a}'")).to.equal('edited');
    expect(await ok('edit configmap made', { env: { KUBE_EDITOR: editor } })).to.equal('');
  });

  it('replaces, and by force deletes first', async () => {
    const manifest = (data: object) =>
      JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'made' }, data });
    expect(await ok('replace -f -', { input: manifest({ a: 'replaced' }) })).to.equal('configmap/made replaced');
    const uid = "get configmap made -o jsonpath='{.data.a}'";
    expect(await ok(uid)).to.equal('replaced');
    const forced = await ok('replace --force -f -', { input: manifest({ a: 'anew' }) });
    expect(forced).to.equal(lines('configmap "made" deleted', 'configmap/made replaced'));
    expect(await ok(uid)).to.equal('anew');
  });

  it('sets images, environment and resources, and scales', async () => {
    expect(await ok("set image deployment/patched '*=first:4'")).to.equal('deployment.apps/patched image updated');
    expect(await ok('set env deployment/patched A=b')).to.equal('deployment.apps/patched env updated');
    expect(await ok('set resources deployment/patched --limits=cpu=1,memory=1Gi')).to.equal(
      'deployment.apps/patched resource requirements updated',
    );
    const path = '{.spec.template.spec.containers[0]';
    expect(
      await ok(
        `get deployment patched -o jsonpath='${path}.image} ${path}.env[0].value} ${path}.resources.limits.memory}'`,
      ),
    ).to.equal('first:4 b 1Gi');
    expect(await ok('scale deployment patched --replicas=3')).to.equal('deployment.apps/patched scaled');
    expect(await fail('scale deployment patched --replicas=4 --current-replicas=1')).to.equal(
      'error: Expected replicas to be 1, was 3',
    );
    expect(await ok('scale deployment patched --replicas=0 --current-replicas=3')).to.equal(
      'deployment.apps/patched scaled',
    );
    expect(await ok('get deployment patched --subresource=scale')).to.equal(
      lines('NAME  DESIRED  AVAILABLE  AGE', 'patched  0  0  AGE'),
    );
  });

  it('refuses what the server refuses, in its words', async () => {
    const { code, err } = await kubectl().run('create -n writing -f -', {
      input: JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'bad' },
        spec: { replicaz: 1, replicas: '1' },
      }),
    });
    expect([code, err]).to.deep.equal([
      1,
      'Error from server (BadRequest): error when creating "STDIN": Deployment in version "v1" cannot be handled as a Deployment: json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ]);
    const route = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'bad' },
      spec: { hostnames: ['UPPER'], extra: 1 },
    };
    const strict = await kubectl().run('create -n writing -f -', { input: JSON.stringify(route) });
    expect(strict.err).to.equal(
      'Error from server (BadRequest): error when creating "STDIN": HTTPRoute in version "v1" cannot be handled as a HTTPRoute: strict decoding error: unknown field "spec.extra"',
    );
    const warned = await kubectl().run('create -n writing -f - --validate=warn', { input: JSON.stringify(route) });
    expect(warned.err).to.match(
      /^Warning: unknown field "spec\.extra"\nThe HTTPRoute "bad" is invalid: spec\.hostnames\[0\]: Invalid value: "UPPER"/,
    );
  });

  it('deletes, waits for what holds an object, and for what must become true', async () => {
    await ok('create configmap held');
    await ok(`patch configmap held --type=merge -p '{"metadata":{"finalizers":["example.com/hold"]}}'`);
    const { code, err } = await run('delete configmap held --timeout=1s');
    expect([code, err]).to.deep.equal([1, 'error: timed out waiting for the condition on configmaps/held']);
    const deleting = kubectl().start('delete configmap held -n writing --timeout=30s');
    await deleting.until(/^configmap "held" deleted$/m);
    await ok(`patch configmap held --type=merge -p '{"metadata":{"finalizers":null}}'`);
    expect(await deleting.code()).to.equal(0);
    expect(await ok('wait --for=delete configmap/held')).to.equal('');
    await ok('create configmap awaited');
    const becoming = kubectl().start(
      'wait -n writing --for=jsonpath={.data.state}=done configmap/awaited --timeout=30s',
    );
    await ok(`patch configmap awaited --type=merge -p '{"data":{"state":"done"}}'`);
    await becoming.until(/^configmap\/awaited condition met$/m);
    expect(await ok('wait --for=create configmap/awaited')).to.equal('configmap/awaited condition met');
    const never = await run('wait --for=condition=Ready configmap/awaited --timeout=1s');
    expect([never.code, never.err]).to.deep.equal([
      1,
      'error: timed out waiting for the condition on configmaps/awaited',
    ]);
    expect(await ok('delete configmap none --ignore-not-found')).to.equal('');
    expect(await ok('delete secret made')).to.equal('secret "made" deleted');
    expect(await ok('delete cronjob,quota --all')).to.equal(
      lines('cronjob.batch "made" deleted', 'resourcequota "made" deleted'),
    );
    await ok('create deployment kept --image=i:1');
    await kubectl().ok('wait -n writing --for=create replicaset -l app=kept');
    await ok('delete deployment kept --cascade=orphan');
    expect(await ok("get replicasets -l app=kept -o jsonpath='{.items[*].metadata.ownerReferences}'")).to.equal('');
  });

  it('deletes a namespace with all that is in it', async () => {
    await kubectl().ok('create namespace short');
    await kubectl().ok('create configmap inside -n short');
    expect(await kubectl().ok('delete namespace short')).to.equal('namespace "short" deleted');
    expect((await kubectl().run('get configmap inside -n short')).err).to.match(
      /^Error from server \(NotFound\): namespaces "short" not found|configmaps "inside" not found$/,
    );
  });
}
