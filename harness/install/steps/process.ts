import { awaitReady } from '../process/ready.ts';
import { assertRuns, startProcess } from '../process/start.ts';
import type { PreparedStep, StepTools } from './step.ts';
import type { ProcessStep } from './types.ts';

/** A program on this machine. */
export function prepareProcess(step: ProcessStep, tools: StepTools): PreparedStep {
  const { name, command, args = [], env = {}, workingDirectory = tools.folder, ready } = step;
  return {
    objects: [],
    async run(options) {
      const running = startProcess({
        name,
        command,
        args,
        env: { KUBECONFIG: tools.kubeconfigPath, ...env },
        cwd: workingDirectory,
        clock: options.clock,
      });
      tools.processes.set(name, running);
      tools.onUndo('machine', `process ${name}`, () => running.stop());
      if (ready) await awaitReady(running, ready, options);
      assertRuns(running);
    },
  };
}
