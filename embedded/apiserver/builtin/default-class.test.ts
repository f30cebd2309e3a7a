import { expect } from 'chai';
import { startTestServer, type TestClient } from '../testing.ts';

const CLASSES = '/apis/networking.k8s.io/v1/ingressclasses';
const INGRESSES = '/apis/networking.k8s.io/v1/namespaces/default/ingresses';

function classNamed(name: string, isDefault: boolean): object {
  const annotations = { 'ingressclass.kubernetes.io/is-default-class': String(isDefault) };
  return { metadata: { name, annotations }, spec: { controller: 'example.com/c' } };
}

function ingressNamed(name: string, spec: object = {}, annotations: object = {}): object {
  return {
    metadata: { name, annotations },
    spec: { defaultBackend: { service: { name: 'x', port: { number: 80 } } }, ...spec },
  };
}

describe('embedded API server: the default IngressClass', () => {
  let api: TestClient;
  beforeEach(async () => {
    api = await startTestServer();
  });
  afterEach(() => api.stop());

  async function create(body: object): Promise<unknown> {
    const { body: made } = await api.call('POST', INGRESSES, body);
    return (made as { spec?: { ingressClassName?: string } }).spec?.ingressClassName;
  }

  it('is given to an Ingress that names none', async () => {
    await api.call('POST', CLASSES, classNamed('plain', false));
    expect(await create(ingressNamed('early'))).to.equal(undefined);
    await api.call('POST', CLASSES, classNamed('usual', true));
    expect(await create(ingressNamed('late'))).to.equal('usual');
    expect(await create(ingressNamed('own', { ingressClassName: 'plain' }))).to.equal('plain');
    expect(await create(ingressNamed('old', {}, { 'kubernetes.io/ingress.class': 'plain' }))).to.equal(undefined);
  });
});
