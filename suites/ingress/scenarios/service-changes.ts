import { apply, remove } from '../../../harness/scenario/define.ts';
import { answers, arrives, plain, scenario, through } from '../kit.ts';
import { NO_BACKEND } from '../statuses.ts';

export default scenario({
  id: 'IngressServiceChanges',
  title: 'An Ingress follows its Services and their endpoints',
  requirements: ['ingress.change', 'ingress.backend.service'],
  backends: { v1: {}, late: { late: 'service' }, empty: { late: 'endpoints' }, doomed: { late: 'service' } },
  resources: (env) => [
    plain(env, 'stays', env.host('stays')),
    ...['late', 'empty', 'doomed'].map((label) => plain(env, `to-${label}`, env.host(label), label)),
  ],
  steps: (env) => [
    apply('doomed: the Service comes', [], ['doomed']),
    through('Ingress/stays', [
      arrives('what is there', { host: env.host('stays') }, 'v1'),
      arrives('doomed: while it is there', { host: env.host('doomed') }, 'doomed'),
      answers('late: before it is there', { host: env.host('late') }, NO_BACKEND),
      answers('empty: without endpoints', { host: env.host('empty') }, NO_BACKEND),
    ]),
    apply('late: the Service comes', [], ['late']),
    apply('empty: endpoints come', [], ['empty']),
    remove('doomed: the Service goes', 'Service/doomed'),
    through('Ingress/stays', [
      arrives('late: once it is there', { host: env.host('late') }, 'late'),
      arrives('empty: with endpoints', { host: env.host('empty') }, 'empty'),
      answers('doomed: after it went', { host: env.host('doomed') }, NO_BACKEND),
      arrives('what is there, after the changes', { host: env.host('stays') }, 'v1'),
    ]),
  ],
});
