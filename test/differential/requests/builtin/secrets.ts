import type { Group } from '../../run/steps.ts';
import { inNamespace, merge, post } from '../common.ts';

const S = '/api/v1/namespaces/secrets/secrets';
const secret = (name: string, fields: object): object => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  ...fields,
});

export const secrets: Group = {
  name: 'secrets',
  steps: [
    inNamespace('secrets'),
    post('created', S, secret('a', { data: { k: 'djE=' }, stringData: { s: 'text', k: 'v2' } })),
    post('typed', S, secret('typed', { type: 'example.com/own', data: {} })),
    post('tls', S, secret('tls', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==', 'tls.key': 'Yg==' } })),
    post('tls-incomplete', S, secret('tls2', { type: 'kubernetes.io/tls', data: { 'tls.crt': 'YQ==' } })),
    post('basic-incomplete', S, secret('basic', { type: 'kubernetes.io/basic-auth', data: {} })),
    post(
      'docker-bad',
      S,
      secret('docker', { type: 'kubernetes.io/dockerconfigjson', data: { '.dockerconfigjson': 'YQ==' } }),
    ),
    post('bad-base64', S, secret('bad', { data: { k: '***' } })),
    post('bad-key', S, secret('bad', { data: { 'a b': 'YQ==' } })),
    post('bad-type', S, secret('bad', { data: { k: 5 } })),
    merge('retyped', `${S}/a`, { type: 'other' }),
    merge('string-data', `${S}/a`, { stringData: { s: 'other' } }),
    merge('frozen', `${S}/a`, { immutable: true }),
    merge('frozen-changed', `${S}/a`, { stringData: { s: 'third' } }),
    { id: 'deleted', method: 'DELETE', path: `${S}/a` },
  ],
};
