import type { ScenarioEnv } from '../../../harness/scenario/env.ts';
import type { KubeObject } from '../../../harness/scenario/kubernetes.ts';
import { answers, arrives, plain, scenario, through } from '../kit.ts';
import { NO_RULE } from '../statuses.ts';

/** An IngressClass of a scenario's own. */
export function ingressClass(
  env: ScenarioEnv,
  label: string,
  controller: string,
  annotations?: Readonly<Record<string, string>>,
): KubeObject {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IngressClass',
    metadata: { name: env.name(label), ...(annotations ? { annotations } : {}) },
    spec: { controller },
  };
}

export default scenario({
  id: 'IngressClasses',
  title: 'A controller serves the Ingresses whose class names it, and no others',
  requirements: ['ingress.class.own', 'ingress.class.foreign'],
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingressClass(env, 'second', env.ingressController),
    ingressClass(env, 'foreign', 'gwconf.dev/nobody'),
    plain(env, 'own', env.host('own')),
    plain(env, 'by-second', env.host('by-second'), 'v2', { className: env.name('second') }),
    plain(env, 'by-foreign', env.host('by-foreign'), 'v1', { className: env.name('foreign') }),
    plain(env, 'by-missing', env.host('by-missing'), 'v1', { className: env.name('missing') }),
  ],
  steps: (env) => [
    through('Ingress/own', [
      arrives('of the class under test', { host: env.host('own') }, 'v1'),
      arrives('of another class of the same controller', { host: env.host('by-second') }, 'v2'),
      answers('of a class of another controller', { host: env.host('by-foreign') }, NO_RULE),
      answers('of a class that is not there', { host: env.host('by-missing') }, NO_RULE),
    ]),
  ],
});
