import { expect } from 'chai';
import { runTasks, type Task } from './scheduler.ts';

interface Handle {
  task: Task;
  /** Gives the verdict. */
  finish(): Promise<void>;
  /** Ends the clean-up. */
  clean(): Promise<void>;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function handle(started: string[], id: string, over: Partial<Task> = {}): Handle {
  let finish: () => void = () => {};
  let clean: () => void = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const cleanedUp = new Promise<void>((resolve) => {
    clean = resolve;
  });
  const task: Task = {
    id,
    gateways: 0,
    needsIsolation: () => false,
    async run() {
      started.push(id);
      await finished;
      return { cleanedUp };
    },
    ...over,
  };
  return {
    task,
    finish: async () => {
      finish();
      await turn();
    },
    clean: async () => {
      clean();
      await turn();
    },
  };
}

const limits = { concurrency: 2, gatewayBudget: 2 };
const never = (): boolean => false;

describe('runTasks', () => {
  it('runs as many at a time as it may, while clean-ups go on beside them', async () => {
    const started: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((id) => handle(started, id)) as [Handle, Handle, Handle];
    const done = runTasks([a.task, b.task, c.task], () => limits, never);
    await turn();
    expect(started).to.deep.equal(['a', 'b']);
    await a.finish();
    expect(started).to.deep.equal(['a', 'b', 'c']);
    for (const each of [b, c]) await each.finish();
    for (const each of [a, b, c]) await each.clean();
    await done;
  });

  it('counts Gateways until they are gone, and lets others go first meanwhile', async () => {
    const started: string[] = [];
    const a = handle(started, 'a', { gateways: 2 });
    const b = handle(started, 'b', { gateways: 1 });
    const c = handle(started, 'c');
    const done = runTasks([a.task, b.task, c.task], () => limits, never);
    await turn();
    expect(started).to.deep.equal(['a', 'c']);
    await a.finish();
    expect(started).to.deep.equal(['a', 'c']);
    await a.clean();
    expect(started).to.deep.equal(['a', 'c', 'b']);
    for (const each of [b, c]) {
      await each.finish();
      await each.clean();
    }
    await done;
  });

  it('runs one that needs more Gateways than there may be by itself', async () => {
    const started: string[] = [];
    const big = handle(started, 'big', { gateways: 9 });
    const done = runTasks([big.task], () => limits, never);
    await turn();
    expect(started).to.deep.equal(['big']);
    await big.finish();
    await big.clean();
    await done;
  });

  it('begins the patient after the first verdict of one that revises something, and at once where there is none', async () => {
    const started: string[] = [];
    const [a, b, c] = ['a', 'b', 'c'].map((id) => handle(started, id, { revises: true })) as [Handle, Handle, Handle];
    const patient = handle(started, 'patient', { patient: true });
    const done = runTasks([patient.task, a.task, b.task], () => ({ ...limits, concurrency: 9 }), never);
    await turn();
    expect(started).to.deep.equal(['a', 'b']);
    await a.finish();
    expect(started).to.deep.equal(['a', 'b', 'patient']);
    for (const each of [b, patient]) await each.finish();
    for (const each of [a, b, patient]) await each.clean();
    await done;

    const alone = handle(started, 'alone', { patient: true });
    const last = { ...c.task, needsIsolation: () => true };
    const others = runTasks([last, alone.task], () => limits, never);
    await turn();
    expect(started.slice(3), 'one that comes last in any case is not waited for').to.deep.equal(['alone']);
    await alone.finish();
    await alone.clean();
    await c.finish();
    await c.clean();
    await others;
    expect(started.slice(3)).to.deep.equal(['alone', 'c']);
  });

  it('begins what is patient and revises itself, with nothing before it', async () => {
    const started: string[] = [];
    const both = handle(started, 'both', { patient: true, revises: true });
    const done = runTasks([both.task], () => limits, never);
    await turn();
    expect(started).to.deep.equal(['both']);
    await both.finish();
    await both.clean();
    await done;
  });

  it('isolates a task from the others and from their clean-ups', async () => {
    const started: string[] = [];
    const lone = handle(started, 'lone', { needsIsolation: () => true });
    const other = handle(started, 'other', { needsIsolation: () => true });
    const a = handle(started, 'a');
    const done = runTasks([lone.task, other.task, a.task], () => limits, never);
    await turn();
    expect(started).to.deep.equal(['a']);
    await a.finish();
    expect(started).to.deep.equal(['a']);
    await a.clean();
    expect(started).to.deep.equal(['a', 'lone']);
    await lone.finish();
    expect(started).to.deep.equal(['a', 'lone']);
    await lone.clean();
    expect(started).to.deep.equal(['a', 'lone', 'other']);
    await other.finish();
    await other.clean();
    await done;
  });

  it('asks anew whether isolation is needed', async () => {
    const started: string[] = [];
    let known = false;
    const maybe = handle(started, 'maybe', { needsIsolation: () => !known });
    const [a, b] = [handle(started, 'a'), handle(started, 'b')];
    const done = runTasks([maybe.task, a.task, b.task], () => ({ ...limits, concurrency: 3 }), never);
    await turn();
    expect(started).to.deep.equal(['a', 'b']);
    known = true;
    await a.finish();
    expect(started).to.deep.equal(['a', 'b', 'maybe']);
    for (const each of [maybe, b]) await each.finish();
    for (const each of [maybe, a, b]) await each.clean();
    await done;
  });

  it('starts nothing once stopped, and waits for what runs', async () => {
    const started: string[] = [];
    let stopped = false;
    const [a, b] = [handle(started, 'a'), handle(started, 'b')];
    let over = false;
    const done = runTasks(
      [a.task, b.task],
      () => ({ ...limits, concurrency: 1 }),
      () => stopped,
    ).then(() => {
      over = true;
    });
    await turn();
    stopped = true;
    await a.finish();
    expect(over).to.equal(false);
    await a.clean();
    await done;
    expect(started).to.deep.equal(['a']);
  });

  it('rejects with the error of a task after the others are over', async () => {
    const started: string[] = [];
    const a = handle(started, 'a');
    const bad = handle(started, 'bad', { run: () => Promise.reject(new Error('broken')) });
    const done = runTasks([a.task, bad.task, handle(started, 'later').task], () => limits, never).catch(
      (error: unknown) => error,
    );
    await turn();
    await a.finish();
    await a.clean();
    expect(String(await done)).to.equal('Error: broken');
    expect(started).to.deep.equal(['a']);
  });
});
