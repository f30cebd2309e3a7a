import { expect } from 'chai';
import { buildGateway } from '../testing.ts';
import { createCache } from './cache.ts';

const at = (resourceVersion: string, uid = 'u') => buildGateway('gw', undefined, { resourceVersion, uid });

describe('cache', () => {
  it('takes newer versions only, and says whether it did', () => {
    const cache = createCache(['Gateway']);
    cache.replace('Gateway', [at('9')]);
    expect([cache.set(at('10')), cache.set(at('10')), cache.set(at('9'))]).to.deep.equal([true, false, false]);
    expect(cache.get('Gateway', 'ns/gw')?.metadata.resourceVersion).to.equal('10');
  });

  it('does not bring back what has gone when a write of ours answers late', () => {
    const cache = createCache(['Gateway']);
    cache.replace('Gateway', [at('9')]);
    cache.delete(at('11'));
    cache.refresh(at('10'));
    expect(cache.get('Gateway', 'ns/gw')).to.equal(undefined);
  });

  it('keeps an object that took the place of the one deleted', () => {
    const cache = createCache(['Gateway']);
    cache.replace('Gateway', [at('12', 'new')]);
    cache.delete(at('11', 'old'));
    expect(cache.get('Gateway', 'ns/gw')?.metadata.uid).to.equal('new');
  });

  it('is complete once every kind is listed', () => {
    const cache = createCache(['Gateway', 'Secret']);
    cache.replace('Gateway', [at('1')]);
    expect(cache.isComplete()).to.equal(false);
    cache.replace('Secret', []);
    expect(cache.isComplete()).to.equal(true);
    expect([...cache.snapshot().gateways.keys()]).to.deep.equal(['ns/gw']);
  });
});
