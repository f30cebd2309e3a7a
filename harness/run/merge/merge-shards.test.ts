import { expect } from 'chai';
import type { RunResult } from '../../result/types.ts';
import { checkRunResult } from '../../result/validate.ts';
import type { ScenarioDefinition } from '../../scenario/define.ts';
import { http } from '../../scenario/define.ts';
import { UsageError } from '../../scenario/errors.ts';

import { createFakeCluster, fakeInput } from '../engine/fake-cluster.test.ts';
import { define, run } from '../engine/fake-run.test.ts';
import { mergeShards } from './merge-shards.ts';

const fails = {
  steps: [http([{ name: 'reaches v9', send: {}, expect: { backend: 'v9' } }])],
} as const satisfies Partial<ScenarioDefinition>;

const definitions = [
  define('A'),
  define('B', { features: ['Gateway', 'HTTPRoute', 'Extra'], ...fails }),
  define('C'),
  define('D', { until: 'v1.5' }),
  define('E', fails),
  define('F'),
];

type Over = Parameters<typeof fakeInput>[2];

const { catalogue } = fakeInput(createFakeCluster(), definitions);

async function runShards(count: number, over: Over = {}): Promise<{ file: string; result: RunResult }[]> {
  const indexes = Array.from({ length: count }, (_, at) => at + 1);
  return Promise.all(
    indexes.map(async (index) => {
      const selection = { ...over?.selection, shard: { index, count } };
      return { file: `shard-${index}`, result: (await run(definitions, { ...over, selection })).result };
    }),
  );
}

/** Times, and what hangs on them, apart. */
function withoutTimes(result: RunResult): unknown {
  const text = JSON.stringify(result, (key, value) =>
    ['startedAt', 'durationMs', 'rightAfterMs', 'tries', 'evidence', 'phases', 'load'].includes(key)
      ? undefined
      : value,
  );
  return JSON.parse(text);
}

describe('mergeShards', () => {
  const cases: readonly (readonly [string, Over])[] = [
    ['what was claimed', {}],
    ['what is inferred by all shards together', { profile: { supportedFeatures: 'inferred' } }],
    ['strictness', { settings: { strict: true } }],
    ['failures that are known', { profile: { knownFailures: [{ scenario: 'E', reason: 'a defect' }] } }],
    ['a known failure that passed', { profile: { knownFailures: [{ scenario: 'F', reason: 'was a defect' }] } }],
    ['a selection', { selection: { skip: ['C'] } }],
  ];
  for (const [what, over] of cases) {
    it(`gives the result of a run without shards, with ${what}`, async () => {
      const whole = (await run(definitions, over)).result;
      const merged = mergeShards(await runShards(3, over), catalogue);
      expect(checkRunResult(merged)).to.deep.equal([]);
      expect(withoutTimes(merged)).to.deep.equal(withoutTimes(whole));
    });
  }

  it('takes the shards in any order, and spans their times', async () => {
    const shards = await runShards(2);
    const [first, second] = shards;
    if (!first || !second) throw new Error('there are two shards');
    const early = { file: 'a', result: { ...first.result, startedAt: '2026-01-01T00:00:00.000Z', durationMs: 1000 } };
    const late = { file: 'b', result: { ...second.result, startedAt: '2026-01-01T00:00:05.000Z', durationMs: 3000 } };
    const merged = mergeShards([late, early], catalogue);
    expect(merged).to.include({ startedAt: '2026-01-01T00:00:00.000Z', durationMs: 8000 });
    expect(merged.scenarios.map(({ id }) => id)).to.deep.equal(['A', 'B', 'C', 'D', 'E', 'F']);
  });

  it('gives the command of the whole run', async () => {
    const shards = await runShards(2);
    const named = shards.map(({ file, result }, at) => ({
      file,
      result: { ...result, command: at === 0 ? ['gwconf', 'run', '--shard', '1/2', '--quiet'] : ['gwconf', 'run'] },
    }));
    expect(mergeShards(named, catalogue).command).to.deep.equal(['gwconf', 'run', '--quiet']);
  });

  it('infers nothing and asks no profile to be whole in a shard', async () => {
    const over: Over = { profile: { supportedFeatures: 'inferred' }, settings: { strict: true } };
    const [, , third] = await runShards(3, over);
    expect(third?.result.features.supported).to.deep.equal(['Extra', 'Gateway', 'HTTPRoute']);
    expect(third?.result.exitCode).to.equal(0);
  });

  const wrong: readonly (readonly [string, (shards: { file: string; result: RunResult }[]) => unknown, RegExp])[] = [
    ['none', () => [], /no shard to merge/],
    ['a missing one', (shards) => shards.slice(0, 2), /of 3 shards these are missing: 3/],
    ['one twice', (shards) => [...shards, { ...shards[0], file: 'twin' }], /shard-1 and twin are both shard 1 of 3/],
    [
      'a whole run',
      ([one]) => [{ file: 'whole', result: { ...one?.result, shard: undefined } }],
      /whole is no shard: it is the result of a run without --shard/,
    ],
    [
      'another seed',
      ([one, ...rest]) => [one, ...rest.map(({ file, result }) => ({ file, result: { ...result, seed: 'other' } }))],
      /shard-1 and shard-2 are not of one run: their seed differ \(\S+ and other\)/,
    ],
    [
      'another implementation',
      ([one, two, three]) => [
        one,
        three,
        { file: 'x', result: { ...two?.result, implementation: { ...two?.result.implementation, version: 'v9' } } },
      ],
      /shard-1 and x are not of one run: their implementation differ$/,
    ],
    [
      'a scenario that two ran',
      ([one, ...rest]) => [
        { file: 'x', result: { ...one?.result, scenarios: one?.result.scenarios.map(({ shard, ...own }) => own) } },
        ...rest,
      ],
      /not exactly one of them has run C/,
    ],
  ];
  for (const [what, spoil, told] of wrong) {
    it(`refuses ${what}`, async () => {
      const shards = spoil(await runShards(3)) as Parameters<typeof mergeShards>[0];
      expect(() => mergeShards(shards, catalogue)).to.throw(UsageError, told);
    });
  }
});
