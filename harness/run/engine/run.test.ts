import { expect } from 'chai';
import { custom, http, patch, type ScenarioDefinition, status } from '../../scenario/define.ts';
import { HarnessError } from '../../scenario/errors.ts';
import { createNames } from '../names/index.ts';
import { fakeGateway, fakeRoute } from './fake-base.test.ts';
import type { FakeOptions } from './fake-cluster.test.ts';
import { status as answer, echoBy, type FakeGatewayOptions } from './fake-gateway.test.ts';
import { ATTACHED, define, ONLY_CLASS, outcomes, run } from './fake-run.test.ts';

describe('runConformance', () => {
  it('passes what holds, and leaves nothing behind', async () => {
    const { result, left } = await run([define('A'), define('B')]);
    expect(outcomes(result)).to.deep.equal({ A: 'passed', B: 'passed' });
    expect(result.exitCode).to.equal(0);
    expect(result.scenarios[0]?.rows.map(({ name, outcome }) => [name, outcome])).to.deep.equal([
      ['HTTPRoute/route has Accepted True, ResolvedRefs True', 'passed'],
      ['reaches v1', 'passed'],
    ]);
    expect(result.profiles.map(({ name, core }) => [name, core.result, core.passed])).to.deep.equal([
      ['GATEWAY-HTTP', 'success', 2],
    ]);
    expect(result.features).to.deep.equal({ supported: ['Gateway', 'HTTPRoute'], exempt: [], source: 'published' });
    expect(result.phases.map(({ name }) => name)).to.deep.equal(['base', 'scenarios', 'clean-up']);
    expect(left).to.deep.equal(ONLY_CLASS);
  });

  it('evaluates all rows of a failed step, gives evidence, and does not reach later steps', async () => {
    const bad = define('Bad', {
      steps: [
        http([
          { name: 'reaches v2', send: {}, expect: { backend: 'v2' } },
          { name: 'reaches v1', send: {}, expect: { backend: 'v1' } },
        ]),
        status('HTTPRoute/route', ATTACHED),
        http([{ name: 'later', send: {}, expect: { backend: 'v1' } }]),
      ],
    });
    const { result } = await run([bad, define('Good')]);
    expect(outcomes(result)).to.deep.equal({ Bad: 'failed', Good: 'passed' });
    expect(result.exitCode).to.equal(1);
    const [first, second, , later] = result.scenarios[0]?.rows ?? [];
    expect([first?.outcome, second?.outcome, later?.outcome]).to.deep.equal(['failed', 'passed', 'skipped']);
    expect(first?.message).to.match(/^backend: expected an answer by backend v2, got an answer by backend v1/);
    expect(first?.evidence?.exchanges).to.not.equal(undefined);
    expect(first?.evidence?.exchanges.length).to.be.greaterThan(0);
    expect(JSON.stringify(first?.evidence?.objects)).to.contain('HTTPRoute');
    expect(later?.message).to.equal("not reached: 'reaches v2' failed");
    expect(result.scenarios[0]?.reason).to.match(/^reaches v2: /);
    expect(result.scenarios[0]?.reproduce).to.equal('gwconf run --only Bad --seed seed --output-dir gwconf-rerun/Bad');
  });

  it('tries the rows of neighbouring http steps together, each against its own Gateway', async () => {
    const two = define('Two', {
      resources: (env) => [fakeRoute(env, 'route', 'v1'), fakeGateway(env, 'own')],
      steps: [
        http([{ name: 'shared', send: {}, expect: { backend: 'v1' } }]),
        http([{ name: 'own', send: {}, expect: { backend: 'v1' } }], { gateway: 'Gateway/own' }),
        http([{ name: 'none', send: {}, expect: { backend: 'v1' } }], { gateway: 'Gateway/missing' }),
      ],
    });
    const { result } = await run([two]);
    expect(result.scenarios[0]?.rows.map(({ step, outcome }) => [step, outcome])).to.deep.equal([
      [0, 'passed'],
      [1, 'failed'],
      [2, 'failed'],
    ]);
    expect(result.scenarios[0]?.rows[2]?.message).to.contain('got no address within 180000 ms');
  });

  it('fails where a connection kept open is answered otherwise than a new one', async () => {
    const { result } = await run(
      [define('A')],
      {},
      { answer: (_request, { pool }) => (pool ? answer(404) : undefined) },
    );
    const [scenario] = result.scenarios;
    const [, row, kept] = scenario?.rows ?? [];
    expect([row?.outcome, kept?.outcome, scenario?.official]).to.deep.equal(['passed', 'failed', 'passed']);
    expect(kept).to.include({ name: 'reaches v1, over a connection kept open', level: 'spec' });
    expect(kept?.mismatches[0]).to.include({ path: 'response.status', observed: '404' });
    expect(kept?.message).to.match(/ tries in 1\d\.\d s, while it was right over new connections\)/);
  });

  it('connects first where an answer is wanted, not where a refused connection may be right', async () => {
    const both = define('Both', {
      steps: [
        http([
          { name: 'served', send: {}, expect: { backend: 'v1' } },
          { name: 'closed', send: { scheme: 'https' }, expect: { connection: 'refused' } },
        ]),
      ],
    });
    const refuse: FakeGatewayOptions['answer'] = ({ scheme }) =>
      scheme === 'https' ? { error: { code: 'ECONNREFUSED', message: 'refused' } } : undefined;
    const { result, reached } = await run([both], {}, { answer: refuse });
    expect(outcomes(result)).to.deep.equal({ Both: 'passed' });
    expect(reached).to.deep.equal(['10.0.0.1 80']);
  });

  it('fails on a status that does not come', async () => {
    const { result } = await run([
      define('S', { steps: [status('HTTPRoute/route', { conditions: { Accepted: 'False' } })] }),
    ]);
    expect(outcomes(result)).to.deep.equal({ S: 'failed' });
    expect(result.scenarios[0]?.rows[0]?.message).to.contain('Accepted');
  });

  it('tells what the API server refused as an error, not as a failure', async () => {
    const refuse: FakeOptions['onApply'] = (object) => {
      if (object.kind === 'HTTPRoute') throw new HarnessError('apply HTTPRoute: admission webhook denied it');
      return object;
    };
    const { result, left } = await run([define('R')], {}, {}, { onApply: refuse });
    expect(outcomes(result)).to.deep.equal({ R: 'error' });
    expect(result.scenarios[0]?.rows.map(({ outcome }) => outcome)).to.deep.equal(['error', 'skipped']);
    expect(result.scenarios[0]?.reason).to.contain('admission webhook denied it');
    expect(result.exitCode).to.equal(3);
    expect(left).to.deep.equal(ONLY_CLASS);
  });

  it('takes a scenario without any assertion for an error', async () => {
    const idle = define('Idle', { steps: [custom({ name: 'idle', reason: 'a test', run: async () => {} })] });
    const { result } = await run([idle]);
    expect(result.scenarios[0]).to.include({ outcome: 'error', reason: 'the scenario made no assertion' });
    expect(result.exitCode).to.equal(3);
  });

  it('counts the assertions of custom steps, and takes a Mismatch for a failure', async () => {
    const asks = (backend: string) =>
      custom({ name: 'asks', reason: 'a test', run: (context) => context.expectHttp({}, { backend }) });
    const { result } = await run([define('Yes', { steps: [asks('v1')] }), define('No', { steps: [asks('v3')] })]);
    expect(outcomes(result)).to.deep.equal({ Yes: 'passed', No: 'failed' });
  });

  it('tells an unknown backend of a row as an error', async () => {
    const { result } = await run([
      define('U', { steps: [http([{ name: 'x', send: {}, expect: { backend: 'v9' } }])] }),
    ]);
    expect(result.scenarios[0]?.reason).to.contain('"v9"');
    expect(result.scenarios[0]?.outcome).to.equal('error');
  });

  it('lets one scenario that cannot be prepared spoil no other', async () => {
    const steps: ScenarioDefinition['steps'] = (env) => {
      if (env.runId !== 'explain') throw new Error('no such thing');
      return [http([{ name: 'x', send: {}, expect: { backend: 'v1' } }])];
    };
    const { result } = await run([define('Broken', { steps }), define('Good')]);
    expect(outcomes(result)).to.deep.equal({ Broken: 'error', Good: 'passed' });
    expect(result.scenarios[0]?.reason).to.equal('no such thing');
  });

  it('judges a share of answers by the sequential test', async () => {
    const split = (weights: Record<string, number>): ScenarioDefinition =>
      define(`Split${Object.values(weights).join('')}`, {
        steps: [
          { kind: 'distribution', protocol: 'http', name: 'shares', send: {}, target: {}, weights, tolerance: 0.1 },
        ],
      });
    let count = 0;
    const { result } = await run(
      [split({ v1: 1, v2: 1 }), split({ v1: 3, v2: 1 })],
      {},
      {
        answer: (request) => {
          count += 1;
          // A step of seven visits both in no fixed pattern with batches of eight.
          return echoBy((count * 7) % 13 < 6.5 ? 'pod-1' : 'pod-2', createNames('seed', false).baseNamespace, request);
        },
      },
    );
    expect(outcomes(result)).to.deep.equal({ Split11: 'passed', Split31: 'failed' });
    expect(result.scenarios[0]?.rows[0]?.distribution?.requests).to.be.greaterThan(100);
  });

  it('counts the connections that are rejected, where these are a share', async () => {
    const shares = (id: string, rejected: number): ScenarioDefinition =>
      define(id, {
        steps: [
          {
            ...{ kind: 'distribution', protocol: 'http', name: 'shares', send: {}, target: {}, tolerance: 0.1 },
            weights: { v1: 1 },
            rejected,
          },
        ],
      });
    const ask = async (code: string) => {
      let count = 0;
      const { result } = await run(
        [shares('Half', 1), shares('Most', 4)],
        {},
        {
          answer: (request) => {
            if (request.path.startsWith('/control')) return undefined;
            count += 1;
            return (count * 7) % 13 < 6.5
              ? echoBy('pod-1', createNames('seed', false).baseNamespace, request)
              : { error: { code, message: 'no answer' } };
          },
        },
      );
      return outcomes(result);
    };
    expect(await ask('ECONNRESET')).to.deep.equal({ Half: 'passed', Most: 'failed' });
    // What nobody answered in time was not rejected.
    expect(await ask('ETIMEDOUT')).to.deep.equal({ Half: 'failed', Most: 'failed' });
  });

  it('sends a request again whose connection was lost, but not many of them', async () => {
    const step = {
      kind: 'distribution',
      protocol: 'http',
      name: 'shares',
      send: {},
      target: {},
      tolerance: 0.1,
    } as const;
    const split = define('Split', { steps: [{ ...step, weights: { v1: 1, v2: 1 } }] });
    const lose = async (isLost: (count: number) => boolean) => {
      let count = 0;
      const reply: FakeGatewayOptions['answer'] = (request) => {
        count += 1;
        if (isLost(count)) return { error: { code: 'ETIMEDOUT', message: 'no answer in time' } };
        return echoBy(count % 2 === 0 ? 'pod-1' : 'pod-2', createNames('seed', false).baseNamespace, request);
      };
      const { result } = await run([split], {}, { answer: reply });
      return result.scenarios[0]?.rows[0];
    };
    expect((await lose((count) => count === 100))?.outcome).to.equal('passed');
    const often = await lose((count) => count > 50 && count % 20 === 0);
    expect(often?.outcome).to.equal('failed');
    expect(often?.message).to.match(/^answer: expected to each request, got none to 4 of \d+ \(ETIMEDOUT\)/);
  });

  it('patches by the merged object and goes on', async () => {
    const { result } = await run([
      define('P', {
        steps: [
          patch('marks it', 'HTTPRoute/route', { metadata: { name: 'x' } }, 'status'),
          http([{ name: 'x', send: {}, expect: { oneOf: ['v1', 'v2'] } }]),
        ],
      }),
    ]);
    expect(result.scenarios[0]?.rows[0]?.outcome).to.equal('passed');
  });
});
