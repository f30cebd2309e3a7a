import { expect } from 'chai';
import { lines, type Runner } from './run.ts';

const IMAGE = 'gwconf.dev/echo:v1';

/** Jobs: create, wait, logs, describe, and what becomes of those that cannot run. */
export function describeJobs(kubectl: () => Runner): void {
  const ok = (args: string, options?: { input?: string }) => kubectl().ok(`-n jobs ${args}`, options);
  const job = (name: string, command: readonly string[], change: object = {}) => ({
    input: JSON.stringify({
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: { name },
      spec: {
        ...change,
        template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: IMAGE, command }] } },
      },
    }),
  });

  before(() => kubectl().ok('create namespace jobs'));

  it('runs to completion, and is waited for', async () => {
    expect(await ok(`create job hello --image=${IMAGE} -- echo hello world`)).to.equal('job.batch/hello created');
    expect(await ok('wait --for=condition=complete job/hello --timeout=60s')).to.equal('job.batch/hello condition met');
    expect(await ok('get job hello')).to.equal(
      lines('NAME  STATUS  COMPLETIONS  DURATION  AGE', 'hello  Complete  1/1  AGE  AGE'),
    );
    expect(await ok('logs job/hello')).to.equal('hello world');
    expect(await ok('get pods -l job-name=hello --no-headers')).to.match(
      /^hello-\w{5} {2}0\/1 {2}Completed {2}0 {2}AGE$/,
    );
    await awaitEvent('hello', /Job completed/);
    expect(await ok('describe job hello'))
      .to.match(/\nPods Statuses: {2}0 Active \(0 Ready\) \/ 1 Succeeded \/ 0 Failed\n/)
      .and.to.match(/\n {2}Normal {2}SuccessfulCreate {2}AGE {2}job-controller {2}Created pod: hello-\w{5}$/m)
      .and.to.match(/\n {2}Normal {2}Completed {2}AGE {2}job-controller {2}Job completed$/m);
  });

  it('completes several, each by its index', async () => {
    const change = { completions: 3, parallelism: 2, completionMode: 'Indexed' };
    await ok('create -f -', job('indexed', ['printenv', 'JOB_COMPLETION_INDEX'], change));
    await ok('wait --for=condition=complete job/indexed --timeout=60s');
    const logs = await ok('logs -l job-name=indexed --tail=-1');
    expect(logs.split('\n').sort()).to.deep.equal(['0', '1', '2']);
    expect(await ok("get job indexed -o jsonpath='{.status.succeeded} {.status.completedIndexes}'")).to.equal('3 0-2');
  });

  it('fails, and says why', async () => {
    await ok('create -f -', job('bad', ['false'], { backoffLimit: 0 }));
    expect(await ok('wait --for=condition=failed job/bad --timeout=60s')).to.equal('job.batch/bad condition met');
    await awaitEvent('bad', /BackoffLimitExceeded/);
    expect(await ok('describe job bad')).to.match(
      /Warning {2}BackoffLimitExceeded {2}AGE {2}job-controller {2}Job has reached the specified backoff limit$/m,
    );
    await ok('create -f -', job('shell', ['sh', '-c', 'true'], { backoffLimit: 0 }));
    await ok('wait --for=condition=failed job/shell --timeout=60s');
    expect(await ok('get pods -l job-name=shell --no-headers')).to.contain('StartError');
  });

  it('waits where its image cannot run here', async () => {
    await ok('create job foreign --image=busybox:1 -- true');
    await ok(
      "wait --for=jsonpath='{.status.containerStatuses[0].state.waiting.reason}'=ErrImageNeverPull pod -l job-name=foreign --timeout=60s",
    );
    expect(await ok('get job foreign --no-headers')).to.equal('foreign  Running  0/1  AGE  AGE');
    const watch = kubectl().start('-n jobs events --types=Warning --watch --no-headers');
    await watch.until(/Image "busybox:1" cannot run here/);
    await watch.stop();
  });

  it('is suspended and resumed, is made of a CronJob, goes by itself or with its pods', async () => {
    await ok('create -f -', job('paused', ['sleep', 'infinity'], { suspend: true }));
    await ok('wait --for=condition=Suspended job/paused --timeout=60s');
    expect(await ok('get job paused --no-headers')).to.match(/^paused {2}Suspended {2}0\/1/);
    await ok(`patch job paused -p '{"spec":{"suspend":false}}'`);
    await ok("wait --for=jsonpath='{.status.ready}'=1 job/paused --timeout=60s");
    await ok(`create cronjob nightly --image=${IMAGE} --schedule='0 0 * * *' -- echo tonight`);
    expect(await ok('create job tonight --from=cronjob/nightly')).to.equal('job.batch/tonight created');
    await ok('wait --for=condition=complete job/tonight --timeout=60s');
    expect(await ok('logs job/tonight')).to.equal('tonight');
    await ok('create -f -', job('brief', ['true'], { ttlSecondsAfterFinished: 0 }));
    await ok('wait --for=delete job/brief --timeout=60s');
    await ok('delete jobs --all');
    expect(await ok('wait --for=delete pod --all --timeout=60s')).to.equal('');
    expect(await ok('get pods -o name')).to.equal('');
  });

  /** Events are written beside everything else. */
  async function awaitEvent(job: string, pattern: RegExp): Promise<void> {
    const watch = kubectl().start(`-n jobs events --for job/${job} --watch --no-headers`);
    await watch.until(pattern);
    await watch.stop();
  }
}
