import { join } from 'node:path';
import { findProgram } from '../../common/find-program.ts';
import { UsageError } from '../../scenario/errors.ts';

/** Paths of the programs that make up a real control plane. */
export interface ControlPlanePrograms {
  etcd: string;
  apiserver: string;
  /** kube-controller-manager, which collects garbage and ends namespaces; not everybody has it. */
  controllers?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The programs of the folder `$KUBEBUILDER_ASSETS` (https://book.kubebuilder.io/reference/envtest), else those in the
 * PATH. Throws UsageError naming what is not there.
 */
export function findControlPlane(env: Environment = process.env): ControlPlanePrograms {
  const { KUBEBUILDER_ASSETS: assets } = env;
  const find = (name: string): string | undefined =>
    findProgram(assets ? join(assets, name) : name, { cwd: process.cwd(), path: env.PATH });
  const [etcd, apiserver] = [find('etcd'), find('kube-apiserver')];
  if (etcd !== undefined && apiserver !== undefined) {
    return { etcd, apiserver, controllers: find('kube-controller-manager') };
  }
  const missing = [...(etcd ? [] : ['etcd']), ...(apiserver ? [] : ['kube-apiserver'])].join(' and ');
  const place = assets ? `in KUBEBUILDER_ASSETS (${assets})` : 'in the PATH';
  throw new UsageError(
    `the provider envtest needs etcd and kube-apiserver, and there is no ${missing} ${place}; \`setup-envtest use -p path\` brings both and prints a folder for KUBEBUILDER_ASSETS`,
  );
}
