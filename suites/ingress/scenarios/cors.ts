import type { HeaderExpectations } from '../../../harness/scenario/traffic/common.ts';
import type { HttpRow } from '../../../harness/scenario/traffic.ts';
import { plain, scenario, through } from '../kit.ts';

const ALLOWED = 'https://app.example.com';
const STRANGER = 'https://www.example.org';

function preflight(name: string, host: string, origin: string, headers: HeaderExpectations): HttpRow {
  const asked = { Origin: origin, 'Access-Control-Request-Method': 'PUT' };
  // The code of a preflight's answer is a matter of taste: browsers take any that is fine.
  return {
    name,
    send: { method: 'OPTIONS', host, headers: asked },
    expect: { status: [200, 204], response: { headers } },
  };
}

function asks(name: string, host: string, origin: string, headers: HeaderExpectations): HttpRow {
  return { name, send: { host, headers: { Origin: origin } }, expect: { backend: 'v1', response: { headers } } };
}

export default scenario({
  id: 'IngressCORS',
  title: 'enable-cors answers preflight requests and lets allowed origins read',
  requirements: ['ingress.cors.preflight', 'ingress.cors.response'],
  features: ['IngressCORS'],
  backends: { v1: {} },
  resources: (env) => [
    plain(env, 'listed', env.host('listed'), 'v1', {
      annotations: {
        'enable-cors': 'true',
        'cors-allow-origin': ALLOWED,
        'cors-allow-methods': 'PUT',
        'cors-allow-credentials': 'true',
        'cors-expose-headers': 'X-Told',
        'cors-max-age': '600',
      },
    }),
    plain(env, 'without', env.host('without')),
  ],
  steps: (env) => [
    through('Ingress/listed', [
      preflight('preflight of an allowed origin', env.host('listed'), ALLOWED, {
        'Access-Control-Allow-Origin': ALLOWED,
        'Access-Control-Allow-Methods': 'PUT',
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Max-Age': '600',
      }),
      asks('request of an allowed origin', env.host('listed'), ALLOWED, {
        'Access-Control-Allow-Origin': ALLOWED,
        'Access-Control-Allow-Credentials': 'true',
        'Access-Control-Expose-Headers': 'X-Told',
      }),
      asks('request of another origin', env.host('listed'), STRANGER, { 'Access-Control-Allow-Origin': null }),
      asks('an Ingress without it', env.host('without'), ALLOWED, { 'Access-Control-Allow-Origin': null }),
    ]),
  ],
});
