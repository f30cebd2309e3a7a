import { expect } from 'chai';
import { buildGateway } from '../testing.ts';
import { placeGateways } from './layouts.ts';

const none: ReadonlyMap<string, number> = new Map();

function gateway(name: string, port: number, hostname?: string, protocol = 'HTTP') {
  return buildGateway(name, [{ name: 'l', port, protocol, ...(hostname ? { hostname } : {}) }]);
}

describe('placeGateways', () => {
  it('puts Gateways together where no request could mean two of them', () => {
    const gateways = [
      gateway('a', 80, 'a.org'),
      gateway('b', 80, 'b.org'),
      gateway('c', 81),
      gateway('d', 443, 'd.org', 'HTTPS'),
    ];
    expect([...placeGateways(gateways, none).values()]).to.deep.equal([0, 0, 0, 0]);
  });

  it('keeps apart what meets: any hostname, a wildcard, another protocol', () => {
    const gateways = [
      gateway('a', 80, 'a.x.org'),
      gateway('b', 80),
      gateway('c', 80, '*.x.org'),
      gateway('d', 80, 'd.org', 'HTTPS'),
    ];
    expect([...placeGateways(gateways, none).values()]).to.deep.equal([0, 1, 2, 3]);
  });

  it('moves a Gateway only where its own change asks for it', () => {
    const before = placeGateways([gateway('a', 80), gateway('b', 80), gateway('c', 81)], none);
    expect([...before.values()]).to.deep.equal([0, 1, 0]);
    const without = placeGateways([gateway('b', 80), gateway('c', 81)], before);
    expect([without.get('ns/b'), without.get('ns/c')]).to.deep.equal([1, 0]);
    const changed = placeGateways([gateway('b', 80), gateway('c', 80)], without);
    expect([changed.get('ns/b'), changed.get('ns/c')]).to.deep.equal([1, 0]);
    const met = placeGateways([gateway('a', 80), gateway('b', 80), gateway('c', 80)], before);
    expect([met.get('ns/a'), met.get('ns/b'), met.get('ns/c')]).to.deep.equal([0, 1, 2]);
  });

  it('lets of two Gateways of one second the one stay that was there first, whatever its name', () => {
    const first = placeGateways([gateway('z', 80)], none);
    const both = placeGateways([gateway('z', 80), gateway('a', 81)], first);
    expect([both.get('ns/z'), both.get('ns/a')]).to.deep.equal([0, 0]);
    const met = placeGateways([gateway('a', 80), gateway('z', 80)], both);
    expect([met.get('ns/z'), met.get('ns/a')]).to.deep.equal([0, 1]);
  });
});
