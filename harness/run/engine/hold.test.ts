import { expect } from 'chai';
import { apply, http } from '../../scenario/define.ts';
import type { ScenarioEnv } from '../../scenario/env.ts';
import { fakeRoute } from './fake-base.test.ts';
import { status as answer } from './fake-gateway.test.ts';
import { define, run } from './fake-run.test.ts';

describe('rows that have held', () => {
  /** Goes on while the others have their verdict: a row of it is right only after a while. */
  const slow = define('Slow', {
    resources: (env) => [fakeRoute(env, 'late', 'v1')],
    steps: [http([{ name: 'late', send: {}, expect: { backend: 'v1' } }])],
  });
  const isOf = (id: string, host: string): boolean => host.includes(`.${id}-`);

  it('fail a scenario that has its verdict, where one is wrong later without a change', async () => {
    let wrong = 0;
    let judged = false;
    const onScenarioEnd = ({ id }: { id: string }): void => {
      if (id === 'A') judged = true;
    };
    let asked = 0;
    const { result } = await run(
      [define('A'), slow],
      { listeners: [{ onScenarioEnd }] },
      {
        answer({ host }) {
          asked += 1;
          if (isOf('slow', host)) return asked < 600 ? answer(404) : undefined;
          if (!judged || wrong > 0) return undefined;
          wrong += 1;
          return answer(404);
        },
      },
      { rechecks: true },
    );
    const scenario = result.scenarios.find(({ id }) => id === 'A');
    expect([wrong, scenario?.outcome, scenario?.official, result.exitCode]).to.deep.equal([1, 'failed', 'passed', 1]);
    expect(scenario?.rows.at(-1)).to.include({ name: 'reaches v1, later', level: 'spec', outcome: 'failed' });
    expect(scenario?.rows.at(-1)?.evidence?.objects).to.have.length.above(0);
    expect(scenario?.rows.at(-1)?.message).to.match(
      /expected 200, got 404.* s after it had held, asked once more, though nothing was changed\)/,
    );
  });

  it('are not held to it by an answer of passing trouble that another follows, nor after a change', async () => {
    const steps = (env: ScenarioEnv) => [
      http([{ name: 'before', send: {}, expect: { backend: 'v1' } }]),
      apply('a change', [fakeRoute(env, 'route', 'v2')]),
      http([{ name: 'after', send: {}, expect: { backend: 'v2' } }]),
    ];
    let asked = 0;
    const { result } = await run(
      [define('A', { steps }), slow],
      {},
      {
        answer({ host }) {
          asked += 1;
          if (isOf('slow', host)) return asked < 600 ? answer(404) : undefined;
          return asked > 300 && asked % 7 === 0 ? answer(503) : undefined;
        },
      },
      { rechecks: true },
    );
    expect(asked).to.be.greaterThan(600);
    expect(result.scenarios.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed']);
  });

  it('are not held to it by answers that came too late', async () => {
    let late = 0;
    const { result } = await run(
      [define('A'), slow],
      {},
      {
        answer({ host }, { pool }) {
          if (isOf('slow', host)) return late < 40 ? answer(404) : undefined;
          if (!pool) return undefined;
          late += 1;
          return answer(504);
        },
      },
      { rechecks: true },
    );
    expect(late).to.be.at.least(40);
    expect(result.scenarios.map(({ outcome }) => outcome)).to.deep.equal(['passed', 'passed']);
  });

  it('are found out where the server went back to something meanwhile, before they had', async () => {
    let right = 0;
    let backAt: number | undefined;
    const { result } = await run(
      [define('A')],
      {},
      {
        answer(_request, _options, _remote, now) {
          right += 1;
          if (right < 9) return undefined;
          backAt ??= now;
          return now < backAt + 2_000 ? answer(404) : undefined;
        },
      },
    );
    const [scenario] = result.scenarios;
    expect([scenario?.outcome, scenario?.official]).to.deep.equal(['failed', 'passed']);
    expect(scenario?.rows.at(-1)).to.include({ name: 'reaches v1, meanwhile', level: 'spec' });
    expect(scenario?.rows.at(-1)?.message).to.match(/expected 200, got 404.* \(for \d\.\d s, after 8 right answers/);
  });
});
