import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { stringify } from 'yaml';
import { type ApiServer, startApiServer } from '../../embedded/apiserver/index.ts';
import { useCluster } from './cluster.ts';
import { lines, makeRunner, type Runner } from './kubectl/run.ts';
import { findTool } from './tools.ts';

const { path, lack } = await findTool('kubectl');
const ROBOT = 'system:serviceaccount:office:robot';

describe('kubectl, as somebody else than the administrator', () => {
  if (path === undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  let kubectl: Runner;
  const ok = (args: string, options?: { input?: string }) => kubectl.ok(`-n office ${args}`, options);
  const run = (args: string) => kubectl.run(`-n office ${args}`);
  /** What kubectl says of a question, without its warnings. */
  const ask = async (args: string) => {
    const { code, out } = await run(`auth can-i ${args}`);
    expect(code, args).to.equal(out === 'yes' ? 0 : 1);
    return out;
  };

  useCluster('auth', [], async ({ kubeconfig, folder }) => {
    kubectl = makeRunner(path, kubeconfig, folder);
    await kubectl.ok('create namespace office');
    await ok('create serviceaccount robot');
    await ok('create role reader --verb=get,list --resource=pods,pods/log');
    await ok('create rolebinding reader --role=reader --serviceaccount=office:robot');
    await ok('create role one --verb=get,update --resource=configmaps --resource-name=special');
    await ok('create rolebinding one --role=one --user=jane --group=clerks');
    await ok('create configmap special');
    await ok('create configmap other');
  });

  it('is told who it is', async () => {
    expect(await ok('auth whoami')).to.equal(
      lines('ATTRIBUTE  VALUE', 'Username  kubernetes-admin', 'Groups  [system:masters system:authenticated]'),
    );
    expect(await ok('auth whoami --as jane --as-group clerks --as-uid 7')).to.equal(
      lines('ATTRIBUTE  VALUE', 'Username  jane', 'UID  7', 'Groups  [clerks system:authenticated]'),
    );
    expect(JSON.parse(await ok('auth whoami -o json')).status.userInfo.username).to.equal('kubernetes-admin');
  });

  it('is told what it may do, and what not', async () => {
    const answers = {
      'get pods': 'yes',
      [`get pods --as ${ROBOT}`]: 'yes',
      [`get pods --as ${ROBOT} --all-namespaces`]: 'no',
      [`delete pods --as ${ROBOT}`]: 'no',
      [`get pods --subresource=log --as ${ROBOT}`]: 'yes',
      [`create pods --subresource=exec --as ${ROBOT}`]: 'no',
      'get configmaps/special --as jane': 'yes',
      'update configmaps/special --as jane': 'yes',
      'get configmaps/other --as jane': 'no',
      'get configmaps --as jane': 'no',
      'get configmaps/special --as joe': 'no',
      'get configmaps/special --as joe --as-group clerks': 'yes',
      'get pods --as joe --as-group system:masters': 'yes',
      'get /healthz --as jane': 'yes',
      'get /metrics --as jane': 'no',
      'list httproutes.gateway.networking.k8s.io --as jane': 'no',
      "'*' '*'": 'yes',
      "'*' '*' --as jane": 'no',
    };
    for (const [question, answer] of Object.entries(answers)) expect(await ask(question), question).to.equal(answer);
    expect((await run('auth can-i get pods --quiet --as jane')).code).to.equal(1);
  });

  it('is told all that it may do', async () => {
    const robot = await ok(`auth can-i --list --as ${ROBOT}`);
    expect(robot.split('\n')).to.include.members([
      'Resources  Non-Resource URLs  Resource Names  Verbs',
      'pods  []  []  [get list]',
      'pods/log  []  []  [get list]',
      'selfsubjectaccessreviews.authorization.k8s.io  []  []  [create]',
      '  [/api/*]  []  [get]',
    ]);
    expect(await ok('auth can-i --list --as jane')).to.contain('configmaps  []  [special]  [get update]');
    expect(await ok('auth can-i --list')).to.contain('*.*  []  []  [*]');
  });

  it('acts with a token of a ServiceAccount, within its rights', async () => {
    const token = await ok('create token robot --duration=1h');
    const robot = (args: string) => run(`--token=${token} ${args}`);
    expect((await robot('auth whoami')).out).to.match(
      /^ATTRIBUTE {2}VALUE\nUsername {2}system:serviceaccount:office:robot\nUID {2}UID\nGroups {2}\[system:serviceaccounts system:serviceaccounts:office system:authenticated\]\nExtra: authentication\.kubernetes\.io\/credential-id {2}\[JTI=UID\]$/,
    );
    expect(await robot('get pods')).to.include({ code: 0, err: 'No resources found in office namespace.' });
    const who = `User "${ROBOT}" cannot`;
    const refusals = {
      'get secrets': `secrets is forbidden: ${who} list resource "secrets" in API group "" in the namespace "office"`,
      'get pods -A': `pods is forbidden: ${who} list resource "pods" in API group "" at the cluster scope`,
      'get deployment web': `deployments.apps "web" is forbidden: ${who} get resource "deployments" in API group "apps" in the namespace "office"`,
      'delete pod web': `pods "web" is forbidden: ${who} delete resource "pods" in API group "" in the namespace "office"`,
      'get --raw /metrics': `forbidden: ${who} get path "/metrics"`,
      'get pods --as jane': `users "jane" is forbidden: ${who} impersonate resource "users" in API group "" at the cluster scope`,
    };
    for (const [args, sentence] of Object.entries(refusals)) {
      const { code, err } = await robot(args);
      expect([code, err], args).to.deep.equal([1, `Error from server (Forbidden): ${sentence}`]);
    }
    const created = await robot('create configmap mine');
    expect([created.code, created.err]).to.deep.equal([
      1,
      `error: failed to create configmap: configmaps is forbidden: ${who} create resource "configmaps" in API group "" in the namespace "office"`,
    ]);
  });

  it('is refused with a token that is wrong, or whose ServiceAccount or pod is gone', async () => {
    const refused = { code: 1, out: '', err: 'error: You must be logged in to the server (Unauthorized)' };
    expect(await run('--token=wrong get pods')).to.deep.equal(refused);
    await ok('create serviceaccount short');
    await ok('run holder --image=example.com/none:1 --overrides=\'{"spec":{"serviceAccountName":"robot"}}\'');
    const token = await ok('create token short');
    const bound = await ok('create token robot --bound-object-kind=Pod --bound-object-name=holder --duration=10m');
    expect((await run(`--token=${token} auth whoami`)).code).to.equal(0);
    expect((await run(`--token=${bound} auth whoami`)).out).to.contain('pod-name  [holder]');
    await ok('delete serviceaccount short');
    await ok('delete pod holder');
    expect((await run(`--token=${token} get pods`)).err).to.equal(refused.err);
    expect((await run(`--token=${bound} get pods`)).err).to.equal(refused.err);
    expect((await run('create token nobody')).err).to.equal(
      'error: failed to create token: serviceaccounts "nobody" not found',
    );
  });

  it('may give no rights that it does not have, and reconciles roles', async () => {
    await ok('create role granter --verb=create,update,patch,get --resource=roles,rolebindings');
    await ok('create rolebinding granter --role=granter --user=jane');
    const more = await run('create role more --verb=delete --resource=pods --as jane');
    expect(more.code).to.equal(1);
    expect(more.err).to.match(
      /^Error from server \(Forbidden\): roles\.rbac\.authorization\.k8s\.io "more" is forbidden: user "jane" \(groups=\["system:authenticated"\]\) is attempting to grant RBAC permissions not currently held:\n\{APIGroups:\[""\], Resources:\["pods"\], Verbs:\["delete"\]\}$/,
    );
    const role = {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata: { name: 'reader', namespace: 'office' },
      rules: [{ apiGroups: [''], resources: ['services'], verbs: ['get'] }],
    };
    expect(await ok('auth reconcile -f -', { input: JSON.stringify(role) })).to.contain(
      'role.rbac.authorization.k8s.io/reader reconciled',
    );
    expect(await ask(`get services --as ${ROBOT}`)).to.equal('yes');
    expect(await ask(`get pods --as ${ROBOT}`)).to.equal('yes');
  });

  describe('with a client certificate', () => {
    let server: ApiServer;
    let other: ApiServer;

    before(async () => {
      [server, other] = await Promise.all([startApiServer({ crds: [] }), startApiServer({ crds: [] })]);
    });
    after(() => Promise.all([server?.stop(), other?.stop()]));

    async function makeUser(issuer: ApiServer, groups: readonly string[]): Promise<Runner> {
      const { certificatePem, keyPem } = await issuer.issueClientCertificate({ username: 'dora', groups });
      const encode = (pem: string) => Buffer.from(pem).toString('base64');
      const config = {
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [{ name: 'c', cluster: { server: server.url, 'certificate-authority-data': encode(server.caPem) } }],
        users: [
          {
            name: 'u',
            user: { 'client-certificate-data': encode(certificatePem), 'client-key-data': encode(keyPem) },
          },
        ],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      };
      const { folder } = kubectl;
      const file = join(folder, 'dora');
      await writeFile(file, stringify(config));
      return makeRunner(path ?? '', file, folder);
    }

    it('is whom the certificate names', async () => {
      const dora = await makeUser(server, ['devs', 'ops']);
      expect(await dora.ok('auth whoami')).to.match(
        /^ATTRIBUTE {2}VALUE\nUsername {2}dora\nGroups {2}\[devs ops system:authenticated\]\nExtra: authentication\.kubernetes\.io\/credential-id {2}\[X509SHA256=[0-9a-f]{64}\]$/,
      );
      expect((await dora.run('get nodes')).err).to.equal(
        'Error from server (Forbidden): nodes is forbidden: User "dora" cannot list resource "nodes" in API group "" at the cluster scope',
      );
      const root = await makeUser(server, ['system:masters']);
      expect(await root.ok('auth can-i delete nodes')).to.equal('yes');
    });

    it('is refused with a certificate of another authority', async () => {
      const { code, err } = await (await makeUser(other, ['system:masters'])).run('get nodes');
      expect(code).to.equal(1);
      expect(err).to.match(
        /^error: You must be logged in to the server \((Unauthorized|the server has asked for the client to provide credentials)\)$/,
      );
    });
  });
});
