import type { Place } from '../../policy/generate/index.ts';

export const controllerName = 'example.com/explored';
/** Names that a scenario's own take the place of. */
export const place: Place = {
  domain: '{domain}',
  namespaces: ['{a}', '{b}', '{c}'],
  gatewayClassName: '{class}',
  pods: [1, 2, 3, 4].map((pod) => ({ address: `10.0.0.${pod}`, port: 3000 })),
  certificate: { certificate: '', privateKey: '' },
};
