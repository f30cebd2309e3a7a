import { request } from 'node:https';
import { expect } from 'chai';
import { type Kubelet, startKubelet } from './kubelet.ts';
import type { LogQuery } from './pods/logs.ts';
import type { NodeRuntime } from './pods/runtime.ts';

describe('what a real API server asks the node for', () => {
  let kubelet: Kubelet;
  let asked: [object, LogQuery & { follow: boolean }][];

  before(async () => {
    const refuse = async () => Promise.reject(new Error('not asked'));
    const runtime: NodeRuntime = {
      readLog(target, query) {
        asked.push([target, query]);
        return query.follow ? lines() : 'one\ntwo\n';
      },
      exec: refuse,
      attach: refuse,
      connect: refuse,
    };
    kubelet = await startKubelet({ runtime, now: () => new Date('2026-01-01T00:01:00Z') });
  });
  beforeEach(() => {
    asked = [];
  });
  after(() => kubelet.stop());

  async function* lines() {
    yield 'first\n';
    yield 'second\n';
  }

  function get(path: string): Promise<{ status: number | undefined; body: string }> {
    return new Promise((resolve, reject) => {
      request(`https://127.0.0.1:${kubelet.port}${path}`, { rejectUnauthorized: false }, async (answer) => {
        let body = '';
        for await (const chunk of answer) body += chunk;
        resolve({ status: answer.statusCode, body });
      })
        .on('error', reject)
        .end();
    });
  }

  it("is a container's log, with the options that kubectl has", async () => {
    const path = '/containerLogs/shop/web-1/echo?tailLines=5&timestamps=true&sinceSeconds=60';
    expect(await get(path)).to.deep.equal({ status: 200, body: 'one\ntwo\n' });
    expect(asked[0]?.[0]).to.deep.equal({ namespace: 'shop', pod: 'web-1', container: 'echo' });
    expect(asked[0]?.[1]).to.deep.include({
      tailLines: 5,
      timestamps: true,
      follow: false,
      sinceTime: new Date('2026-01-01T00:00:00Z'),
    });
  });

  it('is a log as it grows', async () => {
    expect(await get('/containerLogs/shop/web-1/echo?follow=true')).to.deep.equal({
      status: 200,
      body: 'first\nsecond\n',
    });
  });

  it('is refused with a sentence where it is something else', async () => {
    expect(await get('/containerLogs/shop/web-1/echo?tailLines=x')).to.deep.include({ status: 400 });
    expect(await get('/exec/shop/web-1/echo?command=sh')).to.deep.equal({
      status: 501,
      body: 'the embedded node serves logs, not exec\n',
    });
    expect(asked).to.deep.equal([]);
  });
});
