import http from 'node:http';
import { expect } from 'chai';
import { sendRequest } from './testing.ts';
import { createFixture, type Fixture, frontendsOf, plainWorld } from './testing-fixture.ts';

describe('data plane in its variants', () => {
  let fixture: Fixture;
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(() => fixture.close());

  const send = async (variants: readonly string[], options = {}) => {
    const frontends = plainWorld();
    await fixture.serve(frontends, variants);
    return sendRequest(fixture.placeOf(frontends, 80), options);
  };

  it('close connections', async () => {
    const agent = new http.Agent({ keepAlive: true });
    expect((await send(['close-connections'], { agent })).headers.connection).to.equal('close');
    agent.destroy();
  });

  it('limit the requests of a connection', async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    const frontends = plainWorld();
    await fixture.serve(frontends, ['hop-limited-keep-alive']);
    const seen: unknown[] = [];
    for (let index = 0; index < 4; index++) {
      seen.push((await sendRequest(fixture.placeOf(frontends, 80), { agent })).headers.connection);
    }
    expect(seen).to.deep.equal(['keep-alive', 'keep-alive', 'close', 'keep-alive']);
    agent.destroy();
  });

  it('write names in upper case both ways', async () => {
    const { rawHeaders, body } = await send(['upper-case-headers'], { headers: { 'X-Some': '1' } });
    expect(rawHeaders).to.include('X-BACKEND');
    expect(JSON.parse(body).rawHeaders).to.include.members(['HOST', 'X-SOME']);
  });

  it('add headers both ways', async () => {
    const { headers, body } = await send(['extra-headers']);
    expect(headers).to.include.keys('via', 'x-request-id');
    expect(JSON.parse(body).rawHeaders).to.include.members(['Via', 'X-Request-Id']);
  });

  it('send chunks, and answers without a body', async () => {
    const { headers, body } = await send(['chunked', 'early-404-as-empty-body']);
    expect(headers['transfer-encoding']).to.equal('chunked');
    expect(JSON.parse(body).method).to.equal('GET');
    await fixture.serve(frontendsOf(undefined));
    const empty = await sendRequest(fixture.placeOf(frontendsOf(undefined), 80), {});
    expect([empty.status, empty.body]).to.deep.equal([404, '']);
  });

  it('keep a second replica that learns later, and none of them forgets what was opened since', async () => {
    const frontends = plainWorld();
    const dataPlane = await fixture.serve(frontends, ['two-replicas']);
    expect(dataPlane.addresses).to.have.length(2);
    expect((await sendRequest(fixture.placeOf(frontends, 80), {})).status).to.equal(200);
    expect((await sendRequest(fixture.placeOf(frontends, 80, 1), {})).status).to.equal(404);
  });
});
