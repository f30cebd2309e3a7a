import { expect } from 'chai';
import { createListenerHub } from './listener-hub.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('createListenerHub', () => {
  it('tells everybody, and leaves out one that throws after saying so once', () => {
    const told: string[] = [];
    const good = {
      onScenarioStart: (id: string) => void told.push(id),
      onNotice: (text: string) => void told.push(text),
    };
    const bad = {
      onScenarioStart: () => {
        throw new Error('no disk');
      },
    };
    const hub = createListenerHub([bad, good]);
    hub.onScenarioStart('A');
    hub.onScenarioStart('B');
    expect(told).to.deep.equal(['A reporter failed in onScenarioStart and is left out from now on: no disk', 'A', 'B']);
  });

  it('survives a reporter that throws while it is told of another', () => {
    const throws = (): void => {
      throw new Error('x');
    };
    const hub = createListenerHub([{ onScenarioStart: throws }, { onNotice: throws }]);
    expect(() => hub.onScenarioStart('A')).to.not.throw();
    expect(() => hub.onNotice('hello')).to.not.throw();
  });

  it('takes the rejection of a hook that was written async as its failure', async () => {
    const notices: string[] = [];
    let calls = 0;
    const late = {
      async onScenarioStart() {
        calls += 1;
        throw new Error('late');
      },
    };
    const hub = createListenerHub([late, { onNotice: (text) => void notices.push(text) }]);
    hub.onScenarioStart('A');
    await turn();
    hub.onScenarioStart('B');
    expect(notices).to.have.length(1);
    expect(calls).to.equal(1);
  });
});
