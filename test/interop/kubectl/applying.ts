import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

const web = (change: { image?: string; replicas?: number } = {}) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: {
    ...(change.replicas !== undefined && { replicas: change.replicas }),
    selector: { matchLabels: { app: 'web' } },
    template: {
      metadata: { labels: { app: 'web' } },
      spec: { containers: [{ name: 'web', image: change.image ?? 'web:1', ports: [{ containerPort: 80 }] }] },
    },
  },
});
const settings = (name: string, data: object = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, labels: { part: 'set' } },
  data,
});

/** apply on either side, its dry runs, diff and prune. */
export function describeApplying(kubectl: () => Runner): void {
  const input = (...objects: object[]) => ({ input: objects.map((object) => JSON.stringify(object)).join('\n') });
  const ok = (args: string, ...objects: object[]) =>
    kubectl().ok(`${args} --namespace=applying`, objects.length > 0 ? input(...objects) : {});
  const run = (args: string, ...objects: object[]) =>
    kubectl().run(`${args} --namespace=applying`, objects.length > 0 ? input(...objects) : {});

  before(() => kubectl().ok('create namespace applying'));

  it('creates, configures and leaves alone', async () => {
    expect(await ok('apply -f -', web({ replicas: 0 }), settings('one', { a: '1' }))).to.equal(
      lines('deployment.apps/web created', 'configmap/one created'),
    );
    expect(await ok('apply -f -', web({ replicas: 0 }), settings('one', { a: '1' }))).to.equal(
      lines('deployment.apps/web unchanged', 'configmap/one unchanged'),
    );
    expect(await ok('apply -f -', web({ replicas: 0, image: 'web:2' }), settings('one', { b: '2' }))).to.equal(
      lines('deployment.apps/web configured', 'configmap/one configured'),
    );
    expect(await ok("get configmap one -o jsonpath='{.data}'"), 'what is not applied any more is gone').to.equal(
      '{"b":"2"}',
    );
    const ports =
      "get deployment web -o jsonpath='{.spec.template.spec.containers[0].image} {.spec.template.spec.containers[0].ports[0].protocol}'";
    expect(await ok(ports)).to.equal('web:2 TCP');
    expect(await ok('apply view-last-applied configmap one -o json')).to.contain('"b": "2"');
  });

  it('keeps what others added, by the merge keys of the kind', async () => {
    const sidecar = { spec: { template: { spec: { containers: [{ name: 'sidecar', image: 'side:1' }] } } } };
    await ok(`patch deployment web -p '${JSON.stringify(sidecar)}'`);
    expect(await ok('apply -f -', web({ replicas: 0, image: 'web:3' }))).to.equal('deployment.apps/web configured');
    const images = await ok("get deployment web -o jsonpath='{.spec.template.spec.containers[*].image}'");
    expect(images.split(' ').sort()).to.deep.equal(['side:1', 'web:3']);
  });

  it('tells what it would do, and does not do it', async () => {
    const changed = web({ replicas: 0, image: 'web:4' });
    expect(await ok('apply --dry-run=client -f -', changed)).to.equal('deployment.apps/web configured (dry run)');
    expect(await ok('apply --dry-run=server -f -', changed)).to.equal(
      'deployment.apps/web configured (server dry run)',
    );
    const { code, out } = await run('diff -f -', changed);
    expect(code).to.equal(1);
    const differences = out.split('\n').filter((line) => /^[-+] /.test(line) && !line.includes('generation'));
    expect(differences.map((line) => line.replace(/^(.)[\s-]+/, '$1 '))).to.deep.equal([
      '- image: web:3',
      '+ image: web:4',
    ]);
    expect((await run('diff -f -', web({ replicas: 0, image: 'web:3' }))).code).to.equal(0);
    expect(
      await ok('get deployment web -o jsonpath=\'{.spec.template.spec.containers[?(@.name=="web")].image}\''),
    ).to.equal('web:3');
  });

  it('applies on the server: owners, conflicts and force', async () => {
    const mine = { ...settings('shared', { color: 'red', size: '1' }) };
    expect(await ok('apply --server-side --field-manager=one -f -', mine)).to.equal(
      'configmap/shared serverside-applied',
    );
    const theirs = { ...settings('shared', { color: 'blue' }) };
    const { code, err } = await run('apply --server-side --field-manager=two -f -', theirs);
    expect(code).to.equal(1);
    expect(err).to.match(/^error: Apply failed with 1 conflict: conflict with "one": \.data\.color\n/);
    expect(await ok('apply --server-side --field-manager=two --force-conflicts -f -', theirs)).to.equal(
      'configmap/shared serverside-applied',
    );
    expect(await ok("get configmap shared -o jsonpath='{.data}'")).to.equal('{"color":"blue","size":"1"}');
    expect(
      await ok(
        "get configmap shared --show-managed-fields -o jsonpath='{range .metadata.managedFields[*]}{.manager}:{.fieldsV1.f:data} {end}'",
      ),
    ).to.equal('one:{"f:size":{}} two:{"f:color":{}}');
    expect(
      await ok('apply --server-side --field-manager=one -f -', settings('shared')),
      'what nobody applies any more is gone',
    ).to.equal('configmap/shared serverside-applied');
    expect(await ok("get configmap shared -o jsonpath='{.data}'")).to.equal('{"color":"blue"}');
    const dry = await ok(
      'apply --server-side --field-manager=two --dry-run=server -o yaml -f -',
      settings('shared', { color: 'green' }),
    );
    expect(dry).to.contain('color: green');
    expect(
      (await run('diff --server-side --field-manager=two -f -', settings('shared', { color: 'green' }))).out,
    ).to.contain('+  color: green');
  });

  it('changes over from client-side to server-side apply', async () => {
    await ok('apply -f -', settings('moved', { a: '1', b: '2' }));
    expect(await ok('apply --server-side -f -', settings('moved', { a: '3' }))).to.equal(
      'configmap/moved serverside-applied',
    );
    expect(await ok("get configmap moved -o jsonpath='{.data}'")).to.equal('{"a":"3"}');
    const managers = await ok(
      "get configmap moved --show-managed-fields -o jsonpath='{.metadata.managedFields[*].manager}'",
    );
    expect(managers).to.equal('kubectl-last-applied kubectl');
  });

  it('refuses fields that the kind does not have, before anything is changed', async () => {
    const wrong = { ...web({ replicas: 0 }), spec: { ...web().spec, replicaz: 1 } };
    const refused = await run('apply -f -', wrong);
    expect(refused.err).to.match(
      /^Error from server \(BadRequest\): [\s\S]*Deployment in version "v1" cannot be handled as a Deployment: strict decoding error: unknown field "spec\.replicaz"$|strict decoding error: unknown field "spec\.replicaz"$/,
    );
    const server = await run('apply --server-side -f -', wrong);
    expect(server.err).to.contain('.spec.replicaz: field not declared in schema');
    expect((await run('apply --validate=warn -f -', wrong)).err).to.contain('Warning: unknown field "spec.replicaz"');
  });

  it('prunes what a folder does not hold any more', async () => {
    const folder = join(kubectl().folder, 'set');
    await mkdir(folder);
    for (const name of ['kept', 'left'])
      await writeFile(join(folder, `${name}.json`), JSON.stringify(settings(name, { a: '1' })));
    await ok('delete configmap --all');
    expect(await ok(`apply -f ${folder} --prune -l part=set`)).to.equal(
      lines('configmap/kept created', 'configmap/left created'),
    );
    const pruned = await ok(`apply -f ${join(folder, 'kept.json')} --prune -l part=set`);
    expect(pruned).to.equal(lines('configmap/kept unchanged', 'configmap/left pruned'));
    expect(await ok('get configmaps -l part=set -o name')).to.equal('configmap/kept');
    expect(await ok(`delete -f ${join(folder, 'kept.json')}`)).to.equal('configmap "kept" deleted');
  });
}
