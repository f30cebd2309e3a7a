import { expect } from 'chai';
import { HarnessError } from '../scenario/errors.ts';
import type { StatusExpectation } from '../scenario/expectations.ts';
import type { KubeObject } from '../scenario/kubernetes.ts';
import { CONTROLLER, condition, gateway, match, paths } from './objects.test.ts';

describe('matchStatus of the ancestors of a policy', () => {
  const GROUP = 'gateway.networking.k8s.io';
  const entry = (ancestorRef: object, conditions: unknown = [condition('Accepted')], controllerName = CONTROLLER) => ({
    ancestorRef,
    controllerName,
    conditions,
  });
  const policy = (...ancestors: unknown[]): KubeObject => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: { name: 'p', namespace: 'ns', generation: 3 },
    status: { ancestors },
  });
  const ONE: StatusExpectation = { ancestors: [{ ancestor: 'Gateway/g', conditions: { Accepted: 'True' } }] };

  it('holds where the entry of the Gateway does', () => {
    expect(match(policy(entry({ group: GROUP, kind: 'Gateway', namespace: 'ns', name: 'g' })), ONE)).to.deep.equal([]);
    expect(match(policy(entry({ name: 'g' }), entry({ name: 'h' }, [], 'other')), ONE)).to.deep.equal([]);
  });

  it('tells of a missing entry, one too many and a wrong condition', () => {
    expect(paths(policy(), ONE)).to.deep.equal(['status.ancestors[Gateway ns/g]']);
    expect(paths(policy(entry({ name: 'g' }), entry({ name: 'h' })), ONE)).to.deep.equal([
      'status.ancestors[Gateway ns/h]',
    ]);
    const refused = policy(entry({ name: 'g' }, [condition('Accepted', { status: 'False' })]));
    expect(paths(refused, ONE)).to.deep.equal(['status.ancestors[Gateway ns/g].conditions[Accepted].status']);
  });

  it('tells a Service from a Gateway, and ports and sections apart', () => {
    const service: StatusExpectation = {
      ancestors: [{ ancestor: 'Service/g', port: 80, conditions: { Accepted: 'True' } }],
    };
    expect(match(policy(entry({ group: '', kind: 'Service', name: 'g', port: 80 })), service)).to.deep.equal([]);
    expect(match(policy(entry({ group: '', kind: 'Service', name: 'g' })), service)).to.have.length(2);
    expect(match(policy(entry({ name: 'g', port: 80 })), service)).to.have.length(2);
  });

  it('lets others be where they are allowed, and sections where none is named', () => {
    const among: StatusExpectation = { ...ONE, others: 'allowed' };
    expect(match(policy(entry({ name: 'h' }), entry({ name: 'g' })), among)).to.deep.equal([]);
    expect(match(policy(entry({ name: 'g', sectionName: 'http' })), among)).to.deep.equal([]);
    const refused = [condition('Accepted', { status: 'False' })];
    expect(match(policy(entry({ name: 'g' }, refused), entry({ name: 'g', port: 80 })), among)).to.deep.equal([]);
    expect(paths(policy(entry({ name: 'g' }, refused)), among)).to.deep.equal([
      'status.ancestors[Gateway ns/g].conditions[Accepted].status',
    ]);
    expect(paths(policy(entry({ name: 'gg' })), among)).to.deep.equal(['status.ancestors[Gateway ns/g]']);
  });

  it('lets sections of the same object be alone', () => {
    const sections: StatusExpectation = { ...ONE, others: 'sections' };
    expect(match(policy(entry({ name: 'g', sectionName: 'http' })), sections)).to.deep.equal([]);
    expect(match(policy(entry({ name: 'g' }), entry({ name: 'g', sectionName: 'http' })), sections)).to.deep.equal([]);
    const strange = policy(entry({ name: 'g' }), entry({ name: 'h', sectionName: 'http' }));
    expect(paths(strange, sections)).to.deep.equal(['status.ancestors[Gateway ns/h section http]']);
    expect(paths(policy(), sections)).to.deep.equal(['status.ancestors[Gateway ns/g]']);
  });

  it('is no expectation of a Gateway', () => {
    expect(() => match(gateway([]), ONE)).to.throw(HarnessError, 'it is no policy');
  });
});
