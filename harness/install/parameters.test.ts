// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles look like this
import { expect } from 'chai';
import { UsageError } from '../scenario/errors.ts';
import { applyParameters, applyRunParameters, findPlaceholders } from './parameters.ts';
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
  folder: '/${tag}',
  version: '${tag}',
  parameters: { name: 'gw', registry: 'example.com', tag: 'v1' },
  install: [{ kind: 'objects', objects: [object] }],
} as unknown as ImplementationProfile;

describe('applyParameters', () => {
  it('replaces placeholders in string values only, and leaves the profile as it was', () => {
    const before = JSON.stringify(profile);
    const applied = applyParameters(profile, { tag: 'v2', name: '$&${tag}' });
    const replaced = {
      ...object,
      metadata: { name: '$&${tag}' },
      data: { image: 'example.com/gateway:v2', '${tag}': 'as key', literal: '${tag}' },
      list: [1, true, null, 'v2'],
    };
    expect(applied.install).to.deep.equal([{ kind: 'objects', objects: [replaced] }]);
    expect(applied.version).to.equal('v2');
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

  it('leaves the placeholders of the run for later, escaped ones too', () => {
    const step = { kind: 'process', name: 'x', command: '$${run.address}', args: ['${run.address}:${tag}'] };
    const applied = applyParameters({ ...profile, install: [step] } as unknown as ImplementationProfile);
    expect(applied.install).to.deep.equal([{ ...step, args: ['${run.address}:v1'] }]);
    const done = applyRunParameters(applied.install, { 'run.address': '127.0.0.9' });
    expect(done).to.deep.equal([{ ...step, command: '${run.address}', args: ['127.0.0.9:v1'] }]);
  });

  it('lets a default use parameters before it, and takes what is set as it is', () => {
    const parameters = { tag: 'v1', image: 'gw:${tag}', full: 'example.com/${image}' };
    const nested = { ...profile, parameters, install: [] } as unknown as ImplementationProfile;
    expect(applyParameters(nested, { tag: 'v2' }).parameters.full).to.equal('example.com/gw:v2');
    expect(applyParameters(nested, { image: '${tag}' }).parameters.full).to.equal('example.com/${tag}');
  });

  it('hands helm.KEY to helm, where the profile has a chart', () => {
    const step = { kind: 'helm', chart: 'c', release: 'r', namespace: 'n', set: ['a=${tag}'] };
    const chart = { ...profile, install: [step] } as unknown as ImplementationProfile;
    expect(applyParameters(chart, { 'helm.image.tag': 'v9' }).install).to.deep.equal([
      { ...step, set: ['a=v1', 'image.tag=v9'] },
    ]);
    expect(() => applyParameters(chart, { x: '' })).to.throw(UsageError, /tag, and helm\.KEY for a value of its chart/);
    expect(() => applyParameters(profile, { 'helm.image.tag': 'v9' })).to.throw(UsageError, 'no parameter');
  });
});
