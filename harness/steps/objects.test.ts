import { expect } from 'chai';
import { createExplainEnv } from '../run/engine/explain-env.ts';
import { fakeBase } from '../run/engine/fake-base.test.ts';
import { scenario } from '../scenario/define.ts';
import { HarnessError } from '../scenario/errors.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { createPolicies } from '../wait/policies.ts';
import type { StepContext } from './context.ts';
import { runObjects } from './objects.ts';

describe('objects that are found by their labels', () => {
  const env = createExplainEnv(
    scenario({ id: 'Sample', title: 't', requirements: ['r'], features: ['f'], since: 'v1.0', steps: [] }),
    fakeBase,
  );
  const search = { kinds: ['Pod', 'Service'], labels: { app: 'a', tier: 'b' } };
  const noneIsWrong = (objects: readonly KubeObject[]) =>
    objects.length > 0 ? [] : [{ path: 'objects', expected: 'some', observed: 'none' }];

  /** Answers each look with a list for each kind, and takes no time. */
  function look(answers: (look: number) => readonly string[]) {
    const asked: unknown[] = [];
    let now = 0;
    const context = {
      env,
      policies: createPolicies(),
      signal: new AbortController().signal,
      clock: {
        now: () => now,
        date: () => new Date(0),
        sleep: async (ms: number) => {
          now += ms;
        },
      },
      api: {
        list: async ({ kind }: { kind: string }, options: unknown) => {
          asked.push([kind, options]);
          const names = kind === 'Pod' ? answers(asked.length) : [];
          return names.map((name) => ({ apiVersion: 'v1', kind, metadata: { name } }));
        },
      },
    };
    return { asked, outcome: runObjects(context as unknown as StepContext, search, noneIsWrong) };
  }

  it('are looked for in the main namespace, until they are as they should', async () => {
    const { asked, outcome } = look((number) => (number > 4 ? ['late'] : []));
    expect(await outcome).to.include({ outcome: 'passed', tries: 3 });
    const options = { namespace: env.namespace, labelSelector: 'app=a,tier=b' };
    expect(asked.slice(0, 2)).to.deep.equal([
      ['Pod', options],
      ['Service', options],
    ]);
  });

  it('fail with what was wrong last', async () => {
    const { outcome, message } = await look(() => []).outcome;
    expect(outcome).to.equal('failed');
    expect(message).to.match(/^Pod, Service with app=a,tier=b: objects: expected some, got none/);
  });

  it('are of kinds that are known', async () => {
    const unknown = runObjects({} as StepContext, { kinds: ['Whale'], labels: {} }, noneIsWrong);
    expect(await unknown.catch((error: unknown) => error)).to.be.instanceOf(HarnessError);
  });
});
