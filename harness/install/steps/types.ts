import type { KubeObject } from '../../scenario/kubernetes.ts';

interface StepBase {
  /** Providers on which the step is done; all where it is left out. */
  on?: readonly string[];
}

/** Objects written in the profile itself. */
export interface ObjectsStep extends StepBase {
  kind: 'objects';
  objects: readonly KubeObject[];
}

export interface ManifestSource {
  /** Relative to the profile, else to the working directory. */
  file?: string;
  url?: string;
  /** Of the file or of what the URL gives, 64 hexadecimal digits. */
  sha256?: string;
}

/** YAML files and URLs. CRDs of the Gateway API in them are left out: the cluster's own are what is tested. */
export interface ManifestsStep extends StepBase {
  kind: 'manifests';
  sources: readonly ManifestSource[];
  /** For objects that name none. */
  namespace?: string;
}

/** What `kubectl kustomize PATH` prints. */
export interface KustomizeStep extends StepBase {
  kind: 'kustomize';
  /** Folder, relative to the profile, or what kubectl takes as a remote one. */
  path: string;
  namespace?: string;
}

/** A chart: `helm install`, and `helm uninstall` afterwards. */
export interface HelmStep extends StepBase {
  kind: 'helm';
  /** Folder or archive, `oci://…`, or a name in `repo`. */
  chart: string;
  repo?: string;
  version?: string;
  release: string;
  /** Made where it does not exist. */
  namespace: string;
  values?: Readonly<Record<string, unknown>>;
  /** Relative to the profile; one that is empty (by a parameter) is left out. */
  valuesFiles?: readonly string[];
  /** `key=value`, as helm's own `--set`; `gwconf run --set helm.key=value` adds one. */
  set?: readonly string[];
  /** Do not install the chart's `crds/` folder. */
  skipCrds?: boolean;
  /**
   * Only `helm template`, and what it gives is applied as manifests are: for charts of CRDs, which may be too large for a
   * release, or hold those of the Gateway API.
   */
  render?: boolean;
}

/** A program on this machine that works on the cluster. Its whole process group is ended with the run. */
export interface ProcessStep extends StepBase {
  kind: 'process';
  /** Log sources name it by this. */
  name: string;
  command: string;
  args?: readonly string[];
  /** Beside gwconf's own environment; KUBECONFIG is the cluster's. */
  env?: Readonly<Record<string, string>>;
  /** Default: the run's folder for temporary files. */
  workingDirectory?: string;
  /** TCP ports that it will listen on at `${run.address}`: an address is chosen where all are free. */
  ports?: readonly number[];
  ready?: Readiness;
}

/** How it is seen that a process is ready; without any, that it runs. */
export interface Readiness {
  /** `host:port` that accepts connections. */
  tcp?: string;
  /** URL that answers with a status below 400. */
  http?: string;
  /** Regular expression that a line of its output matches. */
  log?: string;
}

/** Waits for one object, or for all that a selector finds (at least one). */
export interface WaitStep extends StepBase {
  kind: 'wait';
  for: { apiVersion: string; kind: string; name?: string; labelSelector?: string; namespace?: string };
  /** Type of a condition that must be True, in the object's present generation. */
  condition?: string;
  /** JSONPath into the object, `$.status.phase`; must find `value`, or anything where there is no value. */
  jsonPath?: string;
  value?: string;
}

export type InstallStep = ObjectsStep | ManifestsStep | KustomizeStep | HelmStep | ProcessStep | WaitStep;
