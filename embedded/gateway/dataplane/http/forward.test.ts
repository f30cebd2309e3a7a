import type http from 'node:http';
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import type { HttpRouteRule } from '../../model/http-route.ts';
import { buildBackend, buildRoute, buildRule } from '../../testing.ts';
import { sendRequest, startBackend } from '../testing.ts';
import { backendAddress, createFixture, type Fixture, frontendsOf } from '../testing-fixture.ts';

describe('forwarding', () => {
  let fixture: Fixture;
  const started: http.Server[] = [];
  beforeEach(async () => {
    fixture = await createFixture();
  });
  afterEach(async () => {
    for (const server of started.splice(0)) server.closeAllConnections();
    await fixture.close();
  });

  /** Serves one rule for all paths, with a backend `other` that answers as given; tells what it was asked. */
  async function serve(rule: Partial<HttpRouteRule>, handle: RequestListener) {
    const seen: string[] = [];
    const server = await startBackend(fixture.network, '10.0.2.2', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => seen.push(`${request.method} ${request.url} ${Buffer.concat(chunks)}`));
      handle(request, response);
    });
    started.push(server);
    const route = buildRoute('r', { rules: [buildRule('/', 'other', rule)] });
    const backends = [...buildBackend('v1', backendAddress), ...buildBackend('other', '10.0.2.2')];
    const frontends = frontendsOf(undefined, ...backends, ...buildBackend('gone', '10.0.2.9'), route);
    await fixture.serve(frontends);
    return { seen, place: fixture.placeOf(frontends, 80) };
  }

  /** Fails so many times, then answers. */
  function failing(times: number, status: number): RequestListener {
    let left = times;
    return (_request, response) => {
      response.statusCode = left-- > 0 ? status : 200;
      response.end('done');
    };
  }

  it('tries again for the codes of the rule, with the body, as often as it says', async () => {
    const { seen, place } = await serve({ retry: { codes: [503], attempts: 2, backoff: '1ms' } }, failing(2, 503));
    const reply = await sendRequest(place, { method: 'POST', body: 'abc', headers: { 'Content-Length': 3 } });
    expect(reply.status).to.equal(200);
    expect(seen).to.deep.equal(['POST / abc', 'POST / abc', 'POST / abc']);
  });

  it('gives the last answer when the attempts are used up', async () => {
    const { seen, place } = await serve({ retry: { codes: [503], attempts: 1, backoff: '1ms' } }, failing(9, 503));
    expect((await sendRequest(place, {})).status).to.equal(503);
    expect(seen.length).to.equal(2);
  });

  it('does not try again for other codes', async () => {
    const { seen, place } = await serve({ retry: { codes: [502], attempts: 3 } }, failing(1, 500));
    expect((await sendRequest(place, {})).status).to.equal(500);
    expect(seen.length).to.equal(1);
  });

  it('answers 504 when the request or the backend takes too long', async () => {
    const { place } = await serve({ timeouts: { request: '50ms' } }, () => {});
    expect((await sendRequest(place, {})).status).to.equal(504);
  });

  it('cuts a try off after backendRequest, and tries again', async () => {
    let count = 0;
    const rule = { timeouts: { backendRequest: '50ms', request: '5s' }, retry: { attempts: 1, backoff: '1ms' } };
    const { seen, place } = await serve(rule, (_request, response) => {
      if (count++ > 0) response.end('second');
    });
    expect((await sendRequest(place, {})).body).to.equal('second');
    expect(seen.length).to.equal(2);
  });

  it('sends copies to every mirror, body and all, and ignores what they answer', async () => {
    const mirror = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'other', port: 8080 } } };
    const broken = { type: 'RequestMirror', requestMirror: { backendRef: { name: 'gone', port: 8080 } } };
    const rule = { filters: [mirror, broken, mirror], backendRefs: [{ name: 'v1', port: 8080 }] };
    const { seen, place } = await serve(rule, (_request, response) => {
      response.statusCode = 500;
      response.end();
    });
    const reply = await sendRequest(place, { method: 'PUT', path: '/m', body: 'abc' });
    expect(reply.status).to.equal(200);
    expect(JSON.parse(reply.body).body).to.equal('abc');
    while (seen.length < 2) await sleep(5);
    expect(seen).to.deep.equal(['PUT /m abc', 'PUT /m abc']);
  });

  it('changes the response after the backend has answered', async () => {
    const filters = [
      {
        type: 'ResponseHeaderModifier',
        responseHeaderModifier: { set: [{ name: 'X-A', value: 'new' }], remove: ['x-b'] },
      },
      { type: 'CORS', cors: { allowOrigins: ['https://a.example'] } },
    ];
    const { place } = await serve({ filters }, (_request, response) => {
      response.setHeader('X-A', 'old');
      response.setHeader('X-B', 'old');
      response.setHeader('Access-Control-Allow-Origin', 'https://backend.example');
      response.end();
    });
    const { headers } = await sendRequest(place, { headers: { Origin: 'https://a.example' } });
    expect(headers).to.include({ 'x-a': 'new', 'access-control-allow-origin': 'https://a.example' });
    expect(headers).not.to.have.property('x-b');
  });

  it('answers preflight requests itself, and leaves the headers out for strangers', async () => {
    const cors = { allowOrigins: ['https://a.example'], allowMethods: ['PUT'], exposeHeaders: ['X-A'], maxAge: 7 };
    const { seen, place } = await serve({ filters: [{ type: 'CORS', cors }] }, (_request, response) => response.end());
    const ask = (origin: string) =>
      sendRequest(place, { method: 'OPTIONS', headers: { Origin: origin, 'Access-Control-Request-Method': 'PUT' } });
    const allowed = await ask('https://a.example');
    expect(allowed.status).to.equal(204);
    expect(allowed.headers).to.include({
      'access-control-allow-origin': 'https://a.example',
      'access-control-allow-methods': 'PUT',
      'access-control-expose-headers': 'X-A',
      'access-control-max-age': '7',
    });
    const refused = await ask('https://b.example');
    expect(refused.headers).not.to.have.property('access-control-allow-origin');
    expect(seen).to.deep.equal([]);
  });
});
