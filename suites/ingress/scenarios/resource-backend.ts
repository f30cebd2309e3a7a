import { answers, arrives, ingress, pathTo, scenario, through } from '../kit.ts';
import { NO_BACKEND } from '../statuses.ts';

export default scenario({
  id: 'IngressResourceBackend',
  title: 'A resource of a kind that nobody serves takes its path, and leaves the others alone',
  requirements: ['ingress.backend.resource'],
  features: ['IngressResourceBackend'],
  backends: { v1: {} },
  resources: (env) => [
    ingress(env, 'resources', {
      rules: [
        {
          host: env.hostname,
          paths: [
            pathTo(env, 'v1', '/'),
            {
              path: '/static',
              pathType: 'Prefix',
              backend: { resource: { apiGroup: 'storage.gwconf.dev', kind: 'Bucket', name: env.name('assets') } },
            },
          ],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/resources', [
      arrives('a Service beside it', { path: '/other' }, 'v1'),
      answers('the resource', { path: '/static/a' }, NO_BACKEND),
    ]),
  ],
});
