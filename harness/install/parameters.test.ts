// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles look like this
import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import { applyParameters, findPlaceholders } from './parameters.ts';
import type { ImplementationProfile } from './types.ts';

const object = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: '${name}' },
  data: { image: '${registry}/gateway:${tag}', '${tag}': 'as key', literal: '$${tag}' },
  list: [1, true, null, '${tag}'],
};
const profile = {
  name: 'example',
  parameters: { name: 'gw', registry: 'example.com', tag: 'v1' },
  install: [{ kind: 'objects', objects: [object] }],
} as unknown as ImplementationProfile;

describe('applyParameters', () => {
  it('replaces placeholders in string values only, and leaves the profile as it was', () => {
    const before = JSON.stringify(profile);
    const applied = applyParameters(profile, { tag: 'v2', name: '$&${tag}' });
    expect(applied.install[0]?.objects[0]).to.deep.equal({
      ...object,
      metadata: { name: '$&${tag}' },
      data: { image: 'example.com/gateway:v2', '${tag}': 'as key', literal: '${tag}' },
      list: [1, true, null, 'v2'],
    });
    expect(applied.parameters).to.deep.equal({ name: '$&${tag}', registry: 'example.com', tag: 'v2' });
    expect(JSON.stringify(profile)).to.equal(before);
  });

  it('refuses a parameter that the profile does not declare', () => {
    for (const name of ['tags', 'constructor']) {
      expect(() => applyParameters(profile, { [name]: 'x' })).to.throw(UsageError, /known: name, registry, tag\.$/);
    }
  });

  it('finds what is a placeholder and nothing else', () => {
    expect(findPlaceholders([object, '$(POD)', '${1}', '${ x }'])).to.deep.equal(['name', 'registry', 'tag']);
  });
});
