import { expect } from 'chai';
import type { ApiError } from '../../../apimachinery/errors/status.ts';
import { readDeleteOptions } from './deleteoptions.ts';

describe('the options of a deletion', () => {
  const read = (body: unknown, query = '') => readDeleteOptions(body, new URLSearchParams(query));
  const refuse = (body: unknown, query = ''): [number, string] => {
    try {
      read(body, query);
    } catch (error) {
      return [(error as ApiError).code, (error as ApiError).message];
    }
    return [200, ''];
  };

  it('are those of the body, where there is one, else of the query', () => {
    const query = 'propagationPolicy=Foreground&dryRun=All&gracePeriodSeconds=3';
    const given = { propagationPolicy: 'Foreground', dryRun: ['All'], gracePeriodSeconds: 3 };
    expect(read(undefined, query)).to.deep.equal({ dryRun: true, propagation: 'Foreground', gracePeriod: 3, given });
    const orphan = { orphanDependents: true };
    expect(read(orphan, query)).to.deep.equal({ dryRun: false, propagation: 'Orphan', given: orphan });
    expect(read({ orphanDependents: false })).to.include({ dryRun: false, propagation: 'Background' });
    const preconditions = { uid: 'u', resourceVersion: '7' };
    expect(read({ preconditions, dryRun: ['All'] })).to.include({ dryRun: true, ...preconditions });
  });

  it('are refused where there is no such option', () => {
    const start = 'DeleteOptions.meta.k8s.io "" is invalid:';
    expect(refuse(undefined, 'propagationPolicy=Sideways')).to.deep.equal([
      422,
      `${start} propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"`,
    ]);
    expect(refuse({ propagationPolicy: 'Orphan', orphanDependents: false })).to.deep.equal([
      422,
      `${start} propagationPolicy: Invalid value: "Orphan": orphanDependents and deletionPropagation cannot be both set`,
    ]);
    expect(refuse({ dryRun: ['Some'] })[0]).to.equal(422);
    expect(refuse(undefined, 'dryRun=Some')[0]).to.equal(422);
    expect(refuse(undefined, 'gracePeriodSeconds=long')[0]).to.equal(400);
    expect(refuse({ gracePeriodSeconds: 'long' })).to.deep.equal([
      500,
      'json: cannot unmarshal string into Go struct field DeleteOptions.gracePeriodSeconds of type int64',
    ]);
  });
});
