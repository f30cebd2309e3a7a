import { arrives, backendOf, ingress, scenario, through } from '../kit.ts';

export default scenario({
  id: 'IngressPorts',
  title: 'The port of a backend is given by number or by name',
  requirements: ['ingress.backend.port-number', 'ingress.backend.port-name'],
  backends: {
    one: {
      serves: [
        { serves: 'tcp', name: 'first', port: 7000 },
        { serves: 'http', name: 'web', port: 8080 },
        { serves: 'http', name: 'named-target', port: 8085, targetPort: 'name' },
      ],
    },
  },
  resources: (env) => [
    ingress(env, 'ports', {
      rules: [
        {
          host: env.hostname,
          paths: [
            { path: '/number', pathType: 'Prefix', backend: backendOf(env, 'one', { by: 'number', port: 'web' }) },
            { path: '/name', pathType: 'Prefix', backend: backendOf(env, 'one', { by: 'name', port: 'web' }) },
            { path: '/both', pathType: 'Prefix', backend: backendOf(env, 'one', { by: 'name', port: 'named-target' }) },
          ],
        },
      ],
    }),
  ],
  steps: [
    through('Ingress/ports', [
      arrives('by number', { path: '/number' }, 'one'),
      arrives('by name', { path: '/name' }, 'one'),
      arrives('by name, of a port that names the port of the container', { path: '/both' }, 'one'),
    ]),
  ],
});
