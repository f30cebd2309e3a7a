import type { ScenarioEnv } from '../../harness/scenario/env.ts';
import type { KubeObject } from '../../harness/scenario/kubernetes.ts';

/** A name of so many characters; two of them differ in the last one, so that whoever cuts names mixes them up. */
export function twinName(env: ScenarioEnv, label: 'left' | 'right', length: number): string {
  return `${env.name('twin')}-`.padEnd(length - 1, 'n') + label.charAt(0);
}

/** The object under another name. */
export function named(object: KubeObject, name: string): KubeObject {
  return { ...object, metadata: { ...object.metadata, name } };
}
