import { expect } from 'chai';
import { officialClientImage, toBackendImages } from './backend-images.ts';

const basic = 'registry.k8s.io/gateway-api/echo-basic:v1.5.1';
const advanced = 'm.example/echo-advanced@sha256:12';
const ours = 'm.example/ours:v1';

describe('toBackendImages', () => {
  it('runs the client of the official image by exec, where no image has the agent', () => {
    expect(toBackendImages({ echoImage: basic })).to.deep.equal({ echoImage: basic, clientImage: officialClientImage });
    expect(toBackendImages({ echoImage: basic, agentImage: advanced })).to.deep.equal({
      echoImage: basic,
      clientImage: advanced,
    });
    expect(toBackendImages({ echoImage: basic, agentImage: ours })).to.deep.equal({
      echoImage: basic,
      agentImage: ours,
    });
  });

  it('takes any other image for one with the agent, unless exec is asked for', () => {
    expect(toBackendImages({ echoImage: ours })).to.deep.equal({ echoImage: ours });
    expect(toBackendImages({ echoImage: ours, meshClient: 'exec' })).to.deep.equal({
      echoImage: ours,
      clientImage: officialClientImage,
    });
  });

  it('says that the agent is lacking, where it alone is asked for', () => {
    expect(toBackendImages({ echoImage: basic, meshClient: 'agent' })).to.deep.equal({
      echoImage: basic,
      lacksAgent: true,
    });
  });
});
