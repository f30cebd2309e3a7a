// biome-ignore-all lint/suspicious/noTemplateCurlyInString: placeholders of profiles look like this
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { refusalOf } from '../common/exec/refusal.test.ts';
import { UsageError } from '../scenario/errors.ts';
import { profileOf } from './testing.test.ts';

describe('prepareImplementation', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gwconf-prepare-'));
    await mkdir(join(folder, 'bin'));
    for (const name of ['gw', 'other']) {
      await writeFile(join(folder, 'bin', name), '');
      await chmod(join(folder, 'bin', name), 0o755);
    }
    await writeFile(join(folder, 'bin', 'data'), '');
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const step = { kind: 'process', name: 'gw', command: '${binary}' };
  const more = {
    requires: [{ program: 'gw', parameter: 'binary', hint: 'from there', on: ['kind'] }],
    providers: ['kind', 'existing'],
  };

  it('takes the steps, requirements and logs of one provider only', async () => {
    const install = [
      { ...step, on: ['kind'] },
      { kind: 'objects', on: ['existing'], objects: [namespace('gw')] },
    ];
    const logs = { ...more, logSources: [{ process: 'gw' }, { namespace: 'gw', labelSelector: 'a=b' }] };
    const path = join(folder, 'bin');
    const onKind = await profileOf(folder, install, logs, { path });
    expect(onKind.install.map(({ kind }) => kind)).to.deep.equal(['process']);
    expect(onKind.install[0]).to.include({ command: join(folder, 'bin/gw') });
    expect(onKind.logSources).to.have.length(2);
    const elsewhere = await profileOf(folder, install, logs, { path: '', provider: 'existing' });
    expect(elsewhere.install.map(({ kind }) => kind)).to.deep.equal(['objects']);
    expect(elsewhere.logSources).to.deep.equal([{ namespace: 'gw', labelSelector: 'a=b' }]);
  });

  it('needs nothing of an implementation that is there already, and keeps what its profile tells', async () => {
    const told = {
      ...more,
      providers: ['kind'],
      logSources: [{ process: 'gw' }, { namespace: 'gw', labelSelector: 'app=${name}' }],
      knownFailures: [{ scenario: 'HTTPRouteWeight', reason: 'bug 1' }],
      parameters: { name: 'gw' },
    };
    const place = { path: '', provider: 'existing', installed: true };
    const profile = await profileOf(folder, [step], told, place, { name: 'other' });
    expect(profile.install).to.deep.equal([]);
    expect(profile.logSources).to.deep.equal([{ namespace: 'gw', labelSelector: 'app=other' }]);
    expect(profile.knownFailures).to.have.length(1);
  });

  it('takes another program where a parameter names one', async () => {
    const set = { binary: './bin/other' };
    const { install } = await profileOf(folder, [step], more, { path: '' }, set);
    expect(install[0]).to.include({ command: join(folder, 'bin/other') });
  });

  it('takes a file or a URL for the same parameter', async () => {
    const manifests = [{ kind: 'manifests', sources: ['${manifest}'] }];
    const url = 'https://example.com/install.yaml';
    const parameters = { parameters: { manifest: url } };
    const byUrl = await profileOf(folder, manifests, parameters);
    expect(byUrl.install).to.deep.equal([{ kind: 'manifests', sources: [{ url }] }]);
    const byFile = await profileOf(folder, manifests, parameters, {}, { manifest: 'bin/data' });
    expect(byFile.install).to.deep.equal([{ kind: 'manifests', sources: [{ file: join(folder, 'bin/data') }] }]);
  });

  it('says what is missing, and how to name it', async () => {
    const missing = await refusalOf(profileOf(folder, [step], more, { path: '' }));
    expect(missing).to.be.instanceOf(UsageError);
    expect(missing.message).to.equal(
      'Implementation example needs the program gw, which PATH does not have (from there); name it by --set binary=PATH.',
    );
    const wrong = await refusalOf(profileOf(folder, [step], more, {}, { binary: './bin/data' }));
    expect(wrong.message).to.equal(
      'Implementation example: parameter binary names ./bin/data, which is no program that can be run (from there).',
    );
    const nowhere = await refusalOf(profileOf(folder, [{ kind: 'manifests', sources: ['none.yaml'] }]));
    expect(nowhere.message).to.equal(`Implementation example needs none.yaml, which is not in ${folder}.`);
    const kustomize = await refusalOf(
      profileOf(folder, [{ kind: 'kustomize', path: './bin' }], {}, {}, { kubectl: './bin/gw' }),
    );
    expect(kustomize.message).to.equal(
      `Implementation example needs a kustomization in ${join(folder, 'bin')}, which has none of kustomization.yaml, kustomization.yml, Kustomization.`,
    );
    const provider = await refusalOf(profileOf(folder, [], {}, { provider: 'embedded' }));
    expect(provider.message).to.equal(
      'Implementation example cannot be installed with --provider embedded; its profile names kind, existing.',
    );
  });
});

function namespace(name: string): unknown {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}
