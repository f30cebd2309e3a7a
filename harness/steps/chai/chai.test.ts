import { expect, use } from 'chai';
import type { HttpExchange, ResolvedHttpRequest } from '../../protocols/http/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import { gatewayMatchers } from './index.ts';

use(gatewayMatchers);

describe('chai plugin', () => {
  const request: ResolvedHttpRequest = {
    method: 'GET',
    scheme: 'http',
    version: '1.1',
    host: 'a',
    path: '/',
    headers: [],
    sni: '',
  };
  const exchange: HttpExchange = {
    protocol: 'http',
    request,
    remote: { address: '127.0.0.1', port: 80 },
    response: { status: 404, httpVersion: '1.1', headers: [], body: '', bodyTruncated: false },
    startedAt: '',
    durationMs: 0,
  };
  const http = { backends: {} };
  const object: KubeObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: { name: 'g', generation: 1 },
    status: { conditions: [] },
  };
  const status = { controllerName: 'c', resolveParent: () => ({ group: '', kind: '', name: '', namespace: '' }) };

  it('answers', () => {
    expect(exchange).to.answer({ status: 404 }, http);
    expect(() => expect(exchange).to.answer({ status: 500 }, http)).to.throw('response.status: expected 500, got 404');
  });

  it('has a status', () => {
    expect(object).to.haveStatus({ conditions: { Accepted: { absentOr: 'True' } } }, status);
    const failing = () => expect(object).to.haveStatus({ conditions: { Accepted: 'True' } }, status);
    expect(failing).to.throw('status.conditions[Accepted]: expected True, got no such condition');
  });

  it('can be negated', () => {
    expect(exchange).to.not.answer({ status: 500 }, http);
    expect(() => expect(exchange).to.not.answer({ status: 404 }, http)).to.throw(
      'not to be answered with {"status":404}',
    );
    expect(undefined).to.not.haveStatus({ conditions: { Accepted: 'True' } }, status);
  });
});
