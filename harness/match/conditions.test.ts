import { expect } from 'chai';
import type { ConditionExpectation } from '../scenario/expectations.ts';
import type { Condition, KubeObject } from '../scenario/kubernetes.ts';
import { condition, gateway, match, paths } from './objects.test.ts';

describe('matchStatus of conditions', () => {
  const check = (fields: Partial<Record<keyof Condition, unknown>>, expectation: ConditionExpectation = 'True') => {
    return match(gateway([condition('Accepted', fields)]), { conditions: { Accepted: expectation } });
  };
  const one = (field: string, expected: string, observed: string) => {
    return [{ path: `status.conditions[Accepted]${field}`, expected, observed }];
  };

  it('passes a good one', () => expect(check({})).to.deep.equal([]));

  it('compares the status and tells reason and message', () => {
    expect(check({ status: 'False', reason: 'Invalid', message: 'no such class' })).to.deep.equal(
      one('.status', 'True', 'False (reason "Invalid": no such class)'),
    );
    expect(check({ status: 'Unknown' })).to.deep.equal(one('.status', 'True', 'Unknown (reason "Accepted")'));
    expect(check({}, 'False')).to.have.length(1);
    expect(check({ status: 'False' }, { status: 'False' })).to.deep.equal([]);
  });

  it('compares the reason, one or several', () => {
    expect(check({}, { status: 'True', reason: 'Accepted' })).to.deep.equal([]);
    expect(check({}, { status: 'True', reason: ['A', 'Accepted'] })).to.deep.equal([]);
    expect(check({}, { status: 'True', reason: ['A', 'B'] })).to.deep.equal(one('.reason', 'A or B', 'Accepted'));
    expect(check({ reason: 'accepted' }, { status: 'True', reason: 'Accepted' })).to.have.length(1);
  });

  it('tells of a wrong status which reason would go with the right one, and does not tell the reason again', () => {
    expect(check({}, { status: 'False', reason: ['A', 'B'] })).to.deep.equal(
      one('.status', 'False (A or B)', 'True (reason "Accepted")'),
    );
  });

  it('needs some reason', () => {
    expect(check({ reason: '' })).to.deep.equal(one('.reason', 'a reason', '""'));
    expect(check({ reason: undefined })).to.deep.equal(one('.reason', 'a reason', 'nothing'));
    expect(check({ reason: undefined }, { status: 'True', reason: 'A' })).to.deep.equal(one('.reason', 'A', 'nothing'));
  });

  it('needs the generation of the object, and says both numbers', () => {
    const expected = "3, the object's generation";
    expect(check({ observedGeneration: 2 })).to.deep.equal(one('.observedGeneration', expected, '2 (stale)'));
    expect(check({ observedGeneration: 4 })).to.deep.equal(one('.observedGeneration', expected, '4'));
    expect(check({ observedGeneration: undefined })).to.deep.equal(one('.observedGeneration', expected, 'nothing'));
    expect(check({ observedGeneration: '3' })).to.deep.equal(one('.observedGeneration', expected, '"3"'));
    const object = gateway([condition('Accepted', { observedGeneration: undefined })]);
    delete object.metadata.generation;
    expect(paths(object, { conditions: { Accepted: 'True' } })).to.deep.equal([
      'status.conditions[Accepted].observedGeneration',
    ]);
  });

  it('needs a time', () => {
    for (const time of [undefined, '', 'yesterday', '2026-01-01', '2026-13-01T00:00:00Z', '1970-01-01T00:00:00Z']) {
      expect(check({ lastTransitionTime: time }), String(time)).to.have.length(1);
    }
    expect(check({ lastTransitionTime: '2026-01-01T00:00:00.123+02:00' })).to.deep.equal([]);
  });

  it('needs the condition, once', () => {
    expect(match(gateway([]), { conditions: { Accepted: 'True' } })).to.deep.equal(
      one('', 'True', 'no such condition'),
    );
    expect(match(gateway(undefined), { conditions: { Accepted: 'True' } })).to.have.length(1);
    expect(match(gateway('nonsense'), { conditions: { Accepted: 'True' } })).to.have.length(1);
    const twice = gateway([condition('Accepted'), condition('Accepted'), condition('Other')]);
    expect(match(twice, { conditions: { Accepted: 'True' } })).to.deep.equal(
      one('', 'one condition of this type', '2 of them'),
    );
    expect(
      match(gateway([condition('B'), condition('B'), condition('Accepted')]), { conditions: { Accepted: 'True' } }),
    ).to.have.length(1);
  });

  it('gives every mismatch and does not mind further conditions', () => {
    const all = check({ status: 'False', reason: '', observedGeneration: 1, lastTransitionTime: '' });
    expect(all).to.have.length(4);
    expect(match(gateway([condition('Accepted'), { type: 'X' }]), { conditions: { Accepted: 'True' } })).to.deep.equal(
      [],
    );
    expect(paths(gateway([]), { conditions: { A: 'True', B: 'False' } })).to.deep.equal([
      'status.conditions[A]',
      'status.conditions[B]',
    ]);
  });

  it('lets an optional one be absent, not wrong', () => {
    expect(match(gateway([]), { conditions: { Accepted: { absentOr: 'False' } } })).to.deep.equal([]);
    expect(check({ status: 'False' }, { absentOr: 'False' })).to.deep.equal([]);
    expect(check({}, { absentOr: 'False' })).to.have.length(1);
    expect(check({ status: 'False', observedGeneration: 1 }, { absentOr: 'False' })).to.have.length(1);
  });

  it('tells an object that is not there', () => {
    expect(match(undefined, { conditions: { Accepted: 'True' } })).to.deep.equal([
      { path: 'object', expected: 'to exist', observed: 'absent' },
    ]);
  });

  it('reads a GatewayClass alike, and kinds of other groups by what they carry', () => {
    const object = { ...gateway([condition('Accepted', { observedGeneration: 2 })]), kind: 'GatewayClass' };
    expect(match(object, { conditions: { Accepted: 'True' } })).to.have.length(1);
    const foreign = (fields: object): KubeObject => ({
      ...gateway([{ ...condition('Available'), observedGeneration: undefined, reason: undefined, ...fields }]),
      apiVersion: 'apps/v1',
      kind: 'Deployment',
    });
    expect(match(foreign({}), { conditions: { Available: 'True' } })).to.deep.equal([]);
    expect(match(foreign({ observedGeneration: 2 }), { conditions: { Available: 'True' } })).to.have.length(1);
    expect(match(foreign({ status: 'False' }), { conditions: { Available: 'True' } })).to.have.length(1);
  });
});
