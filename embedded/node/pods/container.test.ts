import { expect } from 'chai';
import type { Program, ProgramContext } from '../program.ts';
import { type ContainerRun, type ContainerView, runContainer } from './container.ts';

/** Runs a program, and tells each view that it comes to show. */
function run(program: Program, restartPolicy = 'Always') {
  const views: ContainerView[] = [];
  const lines: string[] = [];
  let wake = () => {};
  const context = {
    pod: { name: 'p', namespace: 'n', uid: 'u' },
    container: { name: 'c' },
    log: (line: string) => lines.push(line),
  } as unknown as ProgramContext;
  const container: ContainerRun = runContainer({
    program,
    context,
    restartPolicy,
    backOffMs: 5,
    now: () => new Date(0),
    onChange: () => {
      // The first change comes while the container is being made.
      queueMicrotask(() => {
        views.push(container.view());
        wake();
      });
    },
  });
  const until = async (accept: (view: ContainerView) => boolean) => {
    while (!views.some(accept)) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return views.find(accept);
  };
  return { container, until, views, lines };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));

describe('runContainer', () => {
  it('is ready when its program says so, and ends with its signal', async () => {
    let ended = false;
    const { container, until } = run(async ({ ready, signal }) => {
      ready();
      await untilAborted(signal);
      ended = true;
    });
    const view = await until(({ ready }) => ready);
    expect(view?.state).to.deep.equal({ running: { startedAt: '1970-01-01T00:00:00.000Z' } });
    await container.stop();
    expect(ended).to.equal(true);
  });

  it('starts an exited program again, telling how it ended', async () => {
    let starts = 0;
    const { container, until, lines, views } = run(async ({ ready, signal }) => {
      starts += 1;
      if (starts < 4) throw new Error(`failure ${starts}`);
      ready();
      await untilAborted(signal);
    });
    const view = await until(({ ready }) => ready);
    expect(view).to.deep.include({ restartCount: 3, ready: true });
    expect(view?.lastTerminated).to.include({ exitCode: 1, reason: 'Error', message: 'failure 3' });
    expect(lines.join('\n')).to.contain('failure 1').and.to.contain('failure 3');
    const delays = views.flatMap(({ state }) => ('waiting' in state ? [state.waiting] : []));
    expect(delays.map(({ reason }) => reason)).to.deep.equal(Array(3).fill('CrashLoopBackOff'));
    expect(delays.map(({ message }) => message?.match(/after (.*) s/)?.[1])).to.deep.equal(['0', '0.005', '0.01']);
    await container.stop();
  });

  it('is not ready any more once its program ended, whatever the program says', async () => {
    const { container, until } = run(async ({ ready }) => {
      ready();
      setTimeout(ready, 1);
    }, 'Never');
    const view = await until(({ state }) => 'terminated' in state);
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(view?.ready).to.equal(false);
    expect(container.view().ready).to.equal(false);
    expect(view?.state).to.have.nested.property('terminated.exitCode', 0);
  });

  it('starts again on failure only where the policy says so', async () => {
    let starts = 0;
    const { until } = run(async () => {
      starts += 1;
      if (starts === 1) throw new Error('once');
    }, 'OnFailure');
    const view = await until(({ state }) => 'terminated' in state);
    expect(view).to.include({ restartCount: 1 });
  });

  it('aborts what an exited program left standing', async () => {
    let aborted = false;
    const { until } = run(async ({ signal }) => {
      signal.addEventListener('abort', () => {
        aborted = true;
      });
    }, 'Never');
    await until(({ state }) => 'terminated' in state);
    expect(aborted).to.equal(true);
  });
});
