import { expect } from 'chai';
import { UsageError } from '../../scenario/errors.ts';
import { asksMeshAlone, controllerOf, labelNamespace, refuseNoMesh } from './mesh.ts';

const catalogue = {
  profiles: [
    { name: 'GATEWAY-HTTP', coreFeatures: ['Gateway'], extendedFeatures: [] },
    { name: 'MESH-HTTP', coreFeatures: ['HTTPRoute', 'Mesh'], extendedFeatures: [] },
  ],
};
const mesh = { name: 'one', namespaceLabels: { member: 'yes' }, supportedFeatures: ['Mesh'] };

describe('meshes under test', () => {
  it('are known by the implementation, not by what is asked', () => {
    const none = { name: 'none', project: 'proxy' };
    for (const asked of [
      { profiles: ['GATEWAY-HTTP', 'MESH-HTTP'], supportedFeatures: [] },
      { profiles: [], supportedFeatures: ['Mesh'] },
    ]) {
      expect(() => refuseNoMesh(catalogue, asked, none)).to.throw(UsageError, /proxy is not known to be one.*--mesh/);
      refuseNoMesh(catalogue, asked, { ...none, mesh });
    }
    refuseNoMesh(catalogue, { profiles: ['GATEWAY-HTTP'], supportedFeatures: ['HTTPRoute'] }, none);
  });

  it('need no GatewayClass where nothing else is asked', () => {
    const alone = (profiles: string[], gatewayClass = 'a') => asksMeshAlone(catalogue, { profiles }, { gatewayClass });
    expect([alone(['MESH-HTTP']), alone([], ''), alone([]), alone(['MESH-HTTP', 'GATEWAY-HTTP'])]).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('get their labels on the namespaces of mesh scenarios, save those that are outside', () => {
    const own = { labels: { a: 'b' } };
    expect(labelNamespace({ features: ['Mesh'] } as never, own, { mesh })).to.deep.equal({ member: 'yes', a: 'b' });
    expect(labelNamespace({ features: ['Mesh'] } as never, { ...own, inMesh: false }, { mesh })).to.deep.equal({
      a: 'b',
    });
    expect(labelNamespace({ features: ['Gateway'] } as never, own, { mesh })).to.deep.equal({ a: 'b' });
  });

  it('may have a controller of their own', () => {
    const run = {
      controllerName: 'a/gateway',
      input: { implementation: { mesh: { ...mesh, controllerName: 'a/mesh' } } },
    };
    expect(controllerOf(run as never, { features: ['Mesh'] } as never)).to.equal('a/mesh');
    expect(controllerOf(run as never, { features: ['Gateway'] } as never)).to.equal('a/gateway');
  });
});
