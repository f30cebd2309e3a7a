import { connect } from 'node:http2';
import { Agent, request } from 'node:https';
import { expect } from 'chai';
import { startApiServer } from '../../index.ts';
import type { TestClient } from '../../testing.ts';
import { AUTHENTICATION, startAuthServer } from '../testing.ts';

interface Credentials {
  certificatePem: string;
  keyPem: string;
}

describe('embedded API server: client certificates', () => {
  let api: TestClient;
  before(async () => {
    api = await startAuthServer();
  });
  after(() => api.stop());

  const toTls = ({ certificatePem: cert, keyPem: key }: Credentials) => ({ ca: api.server.caPem, cert, key });

  /** SelfSubjectReview with a certificate, over HTTP/1.1; several over one connection where `agent` keeps it. */
  function whoAmI(
    agent: Agent,
    headers: Record<string, string> = {},
    path = `${AUTHENTICATION}/selfsubjectreviews`,
  ): Promise<{ code: number; body: Review }> {
    return new Promise((resolve, reject) => {
      const url = `${api.server.url}${path}`;
      const sent = { 'content-type': 'application/json', ...headers };
      const outgoing = request(url, { method: 'POST', agent, headers: sent }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({ code: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(chunks).toString()) });
      });
      outgoing.on('error', reject);
      outgoing.end('{}');
    });
  }

  it('takes the name and the groups of a certificate of the run', async () => {
    const issued = await api.server.issueClientCertificate({ username: 'dora', groups: ['devs', 'a, "b" + c'] });
    const agent = new Agent({ ...toTls(issued), keepAlive: true });
    for (let times = 0; times < 2; times++) {
      const { userInfo } = (await whoAmI(agent)).body.status;
      expect(userInfo.username).to.equal('dora');
      expect(userInfo.groups).to.have.members(['devs', 'a, "b" + c', 'system:authenticated']);
      const [id] = userInfo.extra['authentication.kubernetes.io/credential-id'] ?? [];
      expect(id).to.match(/^X509SHA256=[0-9a-f]{64}$/);
    }
    agent.destroy();
  });

  it('makes members of system:masters administrators', async () => {
    const issued = await api.server.issueClientCertificate({ username: 'root', groups: ['system:masters'] });
    const session = connect(api.server.url, toTls(issued));
    const stream = session.request({ ':path': '/api/v1/namespaces/default/secrets' });
    const code = await new Promise((resolve, reject) => {
      stream.on('response', (headers) => resolve(headers[':status']));
      stream.on('error', reject);
    });
    stream.resume();
    session.close();
    expect(code).to.equal(200);
  });

  it('prefers a certificate to a token, and takes the token where there is no certificate', async () => {
    const issued = await api.server.issueClientCertificate({ username: 'dora', groups: [] });
    const both = new Agent(toTls(issued));
    const { body } = await whoAmI(both, { authorization: 'Bearer alice' });
    expect(body.status.userInfo.username).to.equal('dora');
    const none = new Agent({ ca: api.server.caPem });
    expect((await whoAmI(none, { authorization: 'Bearer alice' })).body.status.userInfo.username).to.equal('alice');
  });

  it('answers 401 to certificates of others and to those whose time is over', async () => {
    const other = await startApiServer({ crds: [] });
    const foreign = await other.issueClientCertificate({ username: 'mallory', groups: ['system:masters'] });
    const expired = await api.server.issueClientCertificate({ username: 'dora', groups: ['system:masters'] }, -1000);
    await other.stop();
    for (const credentials of [foreign, expired]) {
      const agent = new Agent(toTls(credentials));
      expect((await whoAmI(agent)).code).to.equal(401);
      expect((await whoAmI(agent, {}, '/healthz')).code).to.equal(401);
      // A good token helps a client whose certificate is of no use, as on a real server.
      expect((await whoAmI(agent, { authorization: 'Bearer alice' })).code).to.equal(201);
    }
  });

  it('answers 401 once the time of a certificate is over, on a connection that is still open', async () => {
    const brief = await api.server.issueClientCertificate({ username: 'dora', groups: [] }, 3000);
    const agent = new Agent({ ...toTls(brief), keepAlive: true, maxSockets: 1 });
    const first = await whoAmI(agent);
    expect(first.code).to.equal(201);
    let last = first;
    while (last.code === 201) last = await whoAmI(agent);
    agent.destroy();
    expect(last.code).to.equal(401);
  });
});

interface Review {
  status: { userInfo: { username: string; groups: string[]; extra: Record<string, string[]> } };
}
