import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const PODS = '/api/v1/namespaces/default/pods';
const MERGE = { 'content-type': 'application/merge-patch+json' };

describe('embedded API server: logs of pods', () => {
  let api: TestClient;
  const asked: object[] = [];
  before(async () => {
    api = await startTestServer({
      podLogs: (namespace, pod, container, { signal: _signal, ...request }) => {
        asked.push(request);
        if (container === 'silent') return undefined;
        if (!request.follow) return `${namespace}/${pod}/${container}\n`;
        return (async function* () {
          yield 'one\n';
          yield 'two\n';
        })();
      },
      clock: { date: () => new Date('2030-01-01T00:01:00Z') },
    });
    const make = (name: string, ...containers: string[]) =>
      api.call('POST', PODS, {
        metadata: { name },
        spec: { containers: containers.map((one) => ({ name: one, image: 'i' })) },
      });
    await make('p', 'c');
    await make('two', 'a', 'silent');
    const waiting = { name: 'c', state: { waiting: { reason: 'ContainerCreating' } } };
    await make('early', 'c');
    await api.call('PATCH', `${PODS}/early/status`, { status: { containerStatuses: [waiting] } }, MERGE);
    const crashed = { ...waiting, lastState: { terminated: { exitCode: 1 } } };
    await make('crashed', 'c');
    await api.call('PATCH', `${PODS}/crashed/status`, { status: { containerStatuses: [crashed] } }, MERGE);
  });
  after(() => api.stop());

  it('asks the source as the query says', async () => {
    const { code, text } = await api.call('GET', `${PODS}/p/log?tailLines=3&timestamps=true&sinceSeconds=60`);
    expect([code, text]).to.deep.equal([200, 'default/p/c\n']);
    const sinceTime = new Date('2030-01-01T00:00:00Z');
    expect(asked.at(-1)).to.deep.equal({ follow: false, timestamps: true, tailLines: 3, sinceTime });
  });

  it('follows until the source ends, cuts by bytes, and takes silence for an empty log', async () => {
    expect((await api.call('GET', `${PODS}/p/log?follow=true`)).text).to.equal('one\ntwo\n');
    expect((await api.call('GET', `${PODS}/p/log?follow=true&limitBytes=6`)).text).to.equal('one\ntw');
    expect((await api.call('GET', `${PODS}/p/log?limitBytes=7`)).text).to.equal('default');
    expect((await api.call('GET', `${PODS}/two/log?container=silent`)).text).to.equal('');
  });

  it('has a previous log only after a restart', async () => {
    expect((await api.call('GET', `${PODS}/crashed/log?previous=true`)).code).to.equal(200);
    const { code, body } = await api.call('GET', `${PODS}/p/log?previous=true`);
    expect([code, body.message]).to.deep.equal([400, 'previous terminated container "c" in pod "p" not found']);
  });

  const refusals: [string, string, number, string][] = [
    [
      'one of several containers without its name',
      'two/log',
      400,
      'a container name must be specified for pod two, choose one of: [a silent]',
    ],
    ['a container that there is not', 'p/log?container=d', 400, 'container d is not valid for pod p'],
    [
      'a container that has not started',
      'early/log',
      400,
      'container "c" in pod "early" is waiting to start: ContainerCreating',
    ],
    ['a pod that there is not', 'none/log', 404, 'pods "none" not found'],
    ['what is no number', 'p/log?tailLines=x', 400, 'strconv.ParseInt: parsing "x": invalid syntax'],
    [
      'less than nothing',
      'p/log?tailLines=-1',
      422,
      'PodLogOptions "p" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0',
    ],
    [
      'no time at all',
      'p/log?sinceSeconds=0',
      422,
      'PodLogOptions "p" is invalid: sinceSeconds: Invalid value: 0: must be greater than 0',
    ],
    [
      'two beginnings',
      'p/log?sinceSeconds=1&sinceTime=2030-01-01T00:00:00Z',
      422,
      'PodLogOptions "p" is invalid: []: Forbidden: at most one of `sinceTime` or `sinceSeconds` may be specified',
    ],
  ];
  for (const [what, path, code, message] of refusals) {
    it(`refuses ${what}`, async () => {
      const answer = await api.call('GET', `${PODS}/${path}`);
      expect([answer.code, answer.body.message]).to.deep.equal([code, message]);
    });
  }
});
