import { expect } from 'chai';
import { toBackendImages } from './backend-images.ts';

describe('toBackendImages', () => {
  for (const official of ['registry.k8s.io/gateway-api/echo-basic:v1.5.1', 'm.example/echo-advanced@sha256:12']) {
    it(`says that ${official} has no agent, unless another image is named`, () => {
      expect(toBackendImages(official)).to.deep.equal({ echoImage: official, lacksAgent: true });
      expect(toBackendImages(official, 'm.example/ours:v1')).to.deep.equal({
        echoImage: official,
        agentImage: 'm.example/ours:v1',
      });
    });
  }

  it('takes any other image for one with the agent', () => {
    expect(toBackendImages('gwconf.dev/echo:1')).to.deep.equal({ echoImage: 'gwconf.dev/echo:1' });
    expect(toBackendImages('ours:v1', 'registry.k8s.io/gateway-api/echo-basic:v1.5.1').lacksAgent).to.equal(true);
  });
});
