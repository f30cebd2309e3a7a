import { expect } from 'chai';
import { KubeError } from '../kube/errors.ts';
import { createMemoryApi } from '../kube/memory-api.test.ts';
import type { AccessVerb } from '../scenario/steps.ts';
import { fakeClock } from '../wait/index.ts';
import { runAccess } from './access.ts';
import { kindOf } from './kinds/index.ts';

const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a', namespace: 'ns' } };

describe('runAccess', () => {
  /** `allowed`: verbs by user. */
  const run = async (
    allowed: Readonly<Record<string, readonly AccessVerb[]>>,
    asked: { may?: AccessVerb[]; mayNot?: AccessVerb[]; nobody?: string },
    status = 403,
  ) => {
    const api = createMemoryApi();
    let rounds = 0;
    api.tryVerb = async (verb, _object, user) => {
      rounds += 1;
      // Roles are known after a while.
      if (rounds > 2 && allowed[user]?.includes(verb)) return;
      const message = `services is forbidden: User "${user}" cannot ${verb} resource "services"`;
      throw new KubeError(`${verb} Service`, { status, reason: 'Forbidden', message });
    };
    const step = { kind: 'access' as const, name: 'a', as: 'dev', object, may: [], mayNot: [], ...asked };
    return runAccess({ api, clock: fakeClock(), signal: new AbortController().signal }, step);
  };

  it('passes where a user may what is expected, and no more', async () => {
    expect(await run({ dev: ['get'] }, { may: ['get'], mayNot: ['create'] })).to.include({ outcome: 'passed' });
  });

  it('fails where a user may less or more', async () => {
    const less = await run({ dev: ['get'] }, { may: ['get', 'list'] });
    expect(less.message).to.contain('Service ns/a list: expected to be allowed, got forbidden: services is forbidden');
    const more = await run({ dev: ['get', 'delete'] }, { may: ['get', 'get', 'get'], mayNot: ['delete'] });
    expect(more.message).to.equal('Service ns/a delete: expected to be forbidden, got allowed');
  });

  it('lets everybody read what a cluster shows to everybody, and write nothing', async () => {
    const everybody = { dev: ['list', 'create'], nobody: ['list', 'create'] } as const;
    const waits = { may: ['list', 'list', 'list'] as AccessVerb[], nobody: 'nobody' };
    expect(await run(everybody, { ...waits, mayNot: ['list'] })).to.include({ outcome: 'passed' });
    expect(await run({ dev: ['list'] }, { ...waits, mayNot: ['list'] })).to.include({ outcome: 'failed' });
    expect(await run(everybody, { ...waits, mayNot: ['create'] })).to.include({ outcome: 'failed' });
  });

  it('takes an answer that judges no user for an error', async () => {
    const thrown = await run({}, { mayNot: ['get'] }, 500).catch((error: unknown) => error);
    expect(thrown).to.be.instanceOf(KubeError);
  });

  it('refuses a step that asks nothing, or contradicts itself', () => {
    const defectsOf = (may: AccessVerb[], mayNot: AccessVerb[]) => {
      const step = { kind: 'access' as const, name: 'a', as: 'dev', object, may, mayNot };
      return kindOf(step).defects(step);
    };
    expect(defectsOf([], [])).to.deep.equal(['it names nothing that the user may do or not']);
    expect(defectsOf(['get'], ['get'])).to.deep.equal(['it may and may not get']);
    expect(defectsOf(['get'], ['list'])).to.deep.equal([]);
  });
});
