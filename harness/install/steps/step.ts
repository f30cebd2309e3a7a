import type { KubeApi } from '../../kube/types.ts';
import type { KubeObject } from '../../scenario/kubernetes.ts';
import type { RunningProcess } from '../process/start.ts';
import type { ImplementationProfile } from '../types.ts';
import type { WaitOptions } from '../workload.ts';

export type UndoScope = 'cluster' | 'machine';

/** What the steps of one installation share. */
export interface StepTools {
  api: KubeApi;
  runId: string;
  /** Prepared for the provider. */
  profile: ImplementationProfile;
  /** For temporary files; removed at the end. Empty where no step runs a program. */
  folder: string;
  /** File of the cluster's kubeconfig. */
  kubeconfigPath: string;
  /**
   * Calls back at the uninstallation, the latest first. To be registered before what it undoes is done.
   * @param scope what it undoes lies in the cluster, or on this machine
   */
  onUndo(scope: UndoScope, name: string, undo: (options: WaitOptions) => Promise<void>): void;
  processes: Map<string, RunningProcess>;
}

/** A step that is ready to be done: everything that it needs from outside of the cluster is there. */
export interface PreparedStep {
  /** What it will make; none of it may exist yet. */
  objects: readonly KubeObject[];
  run(options: WaitOptions): Promise<void>;
}

/** Absolute path of a program that the profile requires. */
export function programOf({ requires, parameters }: ImplementationProfile, program: string): string {
  const requirement = requires.find((one) => one.program === program);
  return (requirement && parameters[requirement.parameter]) || program;
}
