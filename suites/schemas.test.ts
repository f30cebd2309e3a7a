import {
  Gateway,
  GatewayClass,
  HTTPRoute,
  ReferenceGrant,
} from '@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1';
import { expect } from 'chai';
import type { KubeObject } from '../harness/scenario/kubernetes.ts';
import { catalogue } from './index.ts';
import { identify, instantiate } from './instantiate.test.ts';

type Model = new (data: never) => { validate(): void };
const MODELS: Readonly<Record<string, Model>> = { Gateway, GatewayClass, HTTPRoute, ReferenceGrant };

function validate(object: KubeObject): void {
  const model = MODELS[object.kind];
  if (model) new model(object as never).validate();
}

describe('the schemas of the Gateway API', () => {
  for (const definition of catalogue.scenarios) {
    it(`take all objects of ${definition.id}`, async () => {
      for (const object of (await instantiate(definition)).objects) {
        expect(() => validate(object), identify(object)).not.to.throw();
      }
    });
  }

  it('would refuse a wrong one', () => {
    const wrong = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'x' }, spec: {} };
    expect(() => validate(wrong)).to.throw();
  });
});
