import { expect } from 'chai';
import { readOrigin } from './targets.ts';

describe('the target of a request', () => {
  it('is left as it is where it begins with a path', () => {
    expect(readOrigin('/a?b=http://c/', 'h:80')).to.deep.equal({ target: '/a?b=http://c/', host: 'h:80' });
    expect(readOrigin('*', 'h')).to.deep.equal({ target: '*', host: 'h' });
  });

  it('tells the host where it is a whole URL', () => {
    expect(readOrigin('http://a.org:81/b?c', 'h')).to.deep.equal({ target: '/b?c', host: 'a.org:81' });
    expect(readOrigin('HTTPS://me@a.org?c', 'h')).to.deep.equal({ target: '/?c', host: 'a.org' });
    expect(readOrigin('http://a.org', 'h')).to.deep.equal({ target: '/', host: 'a.org' });
  });
});
