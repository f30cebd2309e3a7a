import { prepareApply } from './apply.ts';
import { prepareHelm } from './helm.ts';
import { prepareProcess } from './process.ts';
import type { PreparedStep, StepTools } from './step.ts';
import type { InstallStep } from './types.ts';
import { prepareWait } from './wait.ts';

/** Reads what a step needs from files, the network and the cluster. Changes nothing yet. */
export async function prepareStep(step: InstallStep, tools: StepTools, signal: AbortSignal): Promise<PreparedStep> {
  switch (step.kind) {
    case 'helm':
      return prepareHelm(step, tools, signal);
    case 'process':
      return prepareProcess(step, tools);
    case 'wait':
      return prepareWait(step, tools);
    default:
      return prepareApply(step, tools, signal);
  }
}
