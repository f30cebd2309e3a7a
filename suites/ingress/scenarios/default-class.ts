import { apply } from '../../../harness/scenario/define.ts';
import { arrives, plain, scenario, through } from '../kit.ts';
import { ingressClass } from './classes.ts';

export default scenario({
  id: 'IngressDefaultClass',
  title: 'An Ingress without a class gets the default one',
  requirements: ['ingress.class.default'],
  catchesAllHosts: 'the default class is the default of the whole cluster',
  backends: { v1: {}, v2: {} },
  resources: (env) => [
    ingressClass(env, 'default', env.ingressController, { 'ingressclass.kubernetes.io/is-default-class': 'true' }),
    plain(env, 'own', env.host('own'), 'v2'),
  ],
  steps: (env) => [
    through('Ingress/own', [arrives('with a class', { host: env.host('own') }, 'v2')]),
    apply('an Ingress without a class comes', [
      plain(env, 'classless', env.host('classless'), 'v1', { className: '' }),
    ]),
    through('Ingress/own', [arrives('without a class', { host: env.host('classless') }, 'v1')]),
  ],
});
