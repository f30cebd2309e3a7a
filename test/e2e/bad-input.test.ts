import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { createPlace, limitMs, type Place } from './place.ts';

const one = ['--only', 'HTTPRouteHeaderMatching'];

describe('the built program, badly asked', function () {
  this.timeout(limitMs);
  let place: Place;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(() => place.remove());

  /** Ends with the code and one sentence on stderr, and leaves nothing that was not there before. */
  async function refuses(args: readonly string[], exitCode: number, message: RegExp, env = {}): Promise<void> {
    const before = await place.listLeft();
    const ended = await place.start(args, env);
    expect(ended.stderr).to.match(message);
    expect(ended.stderr).to.match(/^gwconf: [^\n]+$/);
    expect(ended.exitCode, ended.stderr).to.equal(exitCode);
    expect(await place.listLeft()).to.deep.equal(before);
  }
  const write = (name: string, text: string) => writeFile(join(place.cwd, name), text);

  const cases: readonly [string, string[], RegExp][] = [
    ['an unknown command', ['rum'], /there is no command 'rum'; did you mean gwconf run\?/],
    ['an unknown flag', ['run', '--sed', '7'], /there is no flag --sed; did you mean --seed or --set\?/],
    [
      'an unknown scenario',
      ['run', '--only', 'HTTPRouteWait'],
      /no scenario 'HTTPRouteWait'; did you mean HTTPRouteWeight/,
    ],
    [
      'an unknown feature',
      ['run', '--supported-features', 'HTPRoute'],
      /no feature 'HTPRoute'; did you mean HTTPRoute/,
    ],
    [
      'an unknown profile',
      ['run', '--profiles', 'GATEWAY-HTPP'],
      /no profile 'GATEWAY-HTPP'; did you mean GATEWAY-HTTP/,
    ],
    [
      'an unknown row',
      ['run', ...one, '--grep', 'nothing of the kind'],
      /--grep: no row matches 'nothing of the kind'/,
    ],
    ['an unknown provider', ['run', '--provider', 'kid'], /There is no provider "kid"/],
    ['an unknown implementation', ['run', '--implementation', 'refrence'], /no implementation "refrence"; .*reference/],
    ['an unknown parameter', ['run', '--set', 'fault=x'], /no parameter "fault"; known: faults, variants/],
    [
      'a contradiction',
      ['run', ...one, '--skip', 'HTTPRouteHeaderMatching'],
      /--only and --skip both name HTTPRouteHea/,
    ],
    ['an empty name', ['run', '--only', ''], /--run-test needs a value/],
    ['a seed of two lines', ['run', '--seed', 'a\nb'], /--seed takes one line without control characters, not "a\\nb"/],
    ['a seed without end', ['run', '--seed', 'x'.repeat(100_000)], /--seed takes at most 4096 characters, not 100000/],
    ['a URL that is none', ['run', '--url', 'notaurl'], /--url takes a URL, as https:\/\/example.com\/, not 'notaurl'/],
    [
      'features named and all of them',
      ['run', '--all-features', '--supported-features', 'Gateway'],
      /--all-features and --supported-features contradict/,
    ],
    ['a parameter of nothing', ['cluster', 'up', '--set', 'a=b'], /--set a needs --install/],
    [
      'an unknown defect',
      ['run', '--set', 'faults=weights-ignore'],
      /--set: faults names "weights-ignore"; .* nearest are weights-ignored,/,
    ],
    [
      'a profile nowhere',
      ['implementation', 'init', 'acme', '--output', 'no/y'],
      /cannot write no\/y: there is no folder/,
    ],
    [
      'a kubeconfig nowhere',
      ['cleanup', '--kubeconfig', 'no'],
      /the kubeconfig \S+no cannot be read: there is no such/,
    ],
    [
      'a number that is none',
      ['run', '--concurrency', 'many'],
      /a whole number of at least 1 and at most 1000, not 'many'/,
    ],
    ['a port that is none', ['cluster', 'up', '--port', '99999'], /at most 65535, not '99999'/],
    [
      'a file that is not there',
      ['run', '--implementation', './none.yaml'],
      /none\.yaml cannot be read: there is no such/,
    ],
    ['a folder for a file', ['run', '--config', '.'], /it is a folder/],
    [
      'a device for a file',
      ['run', '--report-output', '/dev/null'],
      /cannot write \/dev\/null: it is not a regular file/,
    ],
    ['a folder that cannot be made', ['run', '--output-dir', '/dev/null/x'], /a part of its path is a file/],
    ['CRDs that are none', ['run', ...one, '--crds', '/dev/null'], /\/dev\/null holds no CustomResourceDefinition/],
    ['CRDs that nobody fetched', ['run', ...one, '--crds', 'v1.2.3'], /gwconf crds fetch --version v1\.2\.3/],
    ['CRDs from nowhere', ['crds', 'fetch', '--from', './none'], /can't be read from \S+none: there is no such file/],
  ];
  for (const [name, args, message] of cases) {
    it(`refuses ${name}`, () => refuses(args, 2, message));
  }

  it('refuses a gwconf.yaml that is no YAML, that has an unknown field, a wrong type, or cannot be read', async () => {
    await write('gwconf.yaml', 'seed: a\nset: {a: b\n');
    await refuses(['run'], 2, /gwconf\.yaml:3:\d+: not valid YAML: /);
    await write('gwconf.yaml', 'seed: a\nconcurency: 3\n');
    await refuses(['run'], 2, /gwconf\.yaml:2:\d+: there is no setting 'concurency'; did you mean concurrency\?/);
    await write('gwconf.yaml', 'concurrency: [3]\n');
    await refuses(
      ['run'],
      2,
      /gwconf\.yaml:1:\d+: concurrency takes a whole number of at least 1 and at most 1000, not \[3\]/,
    );
    await write('other', '');
    await refuses(['run', '--config', 'other/gwconf.yaml'], 2, /cannot read other\/gwconf\.yaml: /);
  });

  it('refuses a folder for fetched CRDs that cannot be made, and does not wait for it', async () => {
    await refuses(['crds', 'fetch'], 3, /the CRDs can't be kept in \/proc\/none\/crds: /, {
      GWCONF_CACHE: '/proc/none',
    });
  });

  it('refuses a profile of an implementation that is none, naming file, field and what is expected', async () => {
    const text = await readFile(new URL('../../implementations/reference.yaml', import.meta.url), 'utf8');
    const run = ['run', '--implementation', './mine.yaml'];
    await write('mine.yaml', 'name: [');
    await refuses(run, 2, /mine\.yaml:1:8: not valid YAML: /);
    await write('mine.yaml', text.replace(/^gatewayClass: .*/m, 'gatewayClass: 7'));
    await refuses(run, 2, /mine\.yaml:\d+:15: gatewayClass must be a text, not 7; in quotes/);
    await write('mine.yaml', text.replace('organization:', 'organisation:'));
    await refuses(run, 2, /mine\.yaml:\d+:1: organi[sz]ation is (missing|not a known field)/);
    await mkdir(join(place.cwd, 'folder.yaml'));
    await refuses(['run', '--implementation', './folder.yaml'], 2, /folder\.yaml cannot be read: it is a directory/);
  });

  it('tells at once of a program that will not start, with its own words', async () => {
    const text = await readFile(new URL('../../implementations/reference.yaml', import.meta.url), 'utf8');
    // Of another controller, whose parameters nobody knows beforehand.
    const other = text.replaceAll(/controllerName: .*/g, 'controllerName: example.com/other');
    await write('mine.yaml', other.replace('faults: ""', 'faults: weights-ignore'));
    const { exitCode, stderr } = await place.start(['run', ...one, '--implementation', './mine.yaml']);
    expect(exitCode, stderr).to.equal(3);
    const [note, sentence, ...more] = stderr.split('\n');
    expect(note).to.equal('note: logs of the cluster are in gwconf-report/cluster-logs');
    expect(sentence).to.match(
      /^gwconf: .*reference-gateway does not start: .* GWCONF_FAULTS names "weights-ignore"; .* nearest are weights-ignored,/,
    );
    expect(more).to.deep.equal([]);
    expect(await place.listLeft()).to.deep.equal(['gwconf-report', 'mine.yaml']);
  });

  it('tells what it waited for where nobody accepts the class', async () => {
    const text = await readFile(new URL('../../implementations/reference.yaml', import.meta.url), 'utf8');
    await write('mine.yaml', text.replaceAll(/controllerName: .*/g, 'controllerName: example.com/nobody'));
    const args = ['run', '--implementation', './mine.yaml', '--timeout-scale', '0.02'];
    const message = /GatewayClass gwconf-reference was not accepted within 1200 ms: .*Accepted=Unknown \(Pending\)/;
    await refuses(args, 2, message);
  });

  it('names a port that is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = server.address() as AddressInfo;
      const message = new RegExp(`Port ${port} of 127\\.0\\.0\\.1, .*, is in use by another process`);
      await refuses(['cluster', 'up', '--port', String(port)], 2, message);
    } finally {
      server.close();
    }
  });

  it('ends with 3 where it cannot make temporary files', async () => {
    await refuses(['cluster', 'up'], 3, /ENOENT: .*\/nonexistent\//, { TMPDIR: '/nonexistent' });
  });
});
