import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { execa, type ResultPromise } from 'execa';
import { useCluster } from './cluster.ts';
import { findTool } from './tools.ts';
import { findTraefik } from './traefik/find.ts';

const program = fileURLToPath(new URL('../../bin/gwconf.js', import.meta.url));
const fixtures = fileURLToPath(new URL('./migrate/', import.meta.url));
const [ingressAddress, gatewayAddress] = ['127.9.17.1', '127.9.17.2'];

const { binary, lack } = await findTraefik();
const kubectl = await findTool('kubectl');
const missing = lack ?? kubectl.lack;

/** As docs/migrate.md explains them. */
const usual = [
  'migrate-redirect-added http://docs.example.com/guide',
  'migrate-path-case http://orders.example.com/ORDERS',
];

describe('migrate check, with Traefik at both ends on the embedded cluster', function () {
  if (missing !== undefined) {
    it(`is skipped: ${missing}`);
    return;
  }
  this.timeout(300_000);
  const running: ResultPromise[] = [];
  let kubeconfig = '';
  useCluster('migrate', [], (cluster) => {
    kubeconfig = cluster.kubeconfig;
  });

  const apply = (text: string) =>
    execa(kubectl.path ?? '', ['apply', '--server-side', '--force-conflicts', '-f', '-'], {
      input: text,
      env: { KUBECONFIG: kubeconfig },
    });
  const read = (name: string) => readFile(join(fixtures, name), 'utf8');
  const start = (address: string, flags: readonly string[]) => {
    const entry = [
      `--entryPoints.web.address=${address}:80`,
      '--global.checkNewVersion=false',
      '--global.sendAnonymousUsage=false',
    ];
    const child = execa(binary, [...entry, ...flags], {
      env: { KUBECONFIG: kubeconfig },
      reject: false,
      stdio: 'ignore',
    });
    running.push(child);
  };

  before(async () => {
    for (const name of ['workloads.yaml', 'both.ingress.yaml', 'both.gateway.yaml']) await apply(await read(name));
    const nginx = '--providers.kubernetesIngressNGINX';
    start(ingressAddress, [nginx, `${nginx}.httpEntryPoint=web`, `${nginx}.publishStatusAddress=${ingressAddress}`]);
    const gateway = '--providers.kubernetesGateway';
    start(gatewayAddress, [gateway, `${gateway}.statusAddress.ip=${gatewayAddress}`]);
  });
  after(async () => {
    for (const child of running) child.kill();
    await Promise.all(running);
  });

  /** What is found, once both serve: until then hosts are missing. */
  async function check(isSettled: (found: readonly string[]) => boolean): Promise<readonly string[]> {
    const flags = [
      '--ingress-class',
      'nginx',
      '--gateway-class',
      'traefik',
      '--kubeconfig',
      kubeconfig,
      '--format',
      'json',
    ];
    for (let turn = 0; ; turn += 1) {
      const { stdout } = await execa(process.execPath, [program, 'migrate', 'check', ...flags], { reject: false });
      const found = stdout === '' ? [] : list(JSON.parse(stdout));
      if (turn === 20 || (stdout !== '' && isSettled(found))) return found;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }

  it('finds what docs/migrate.md explains, and no more', async () => {
    expect(await check((found) => found.length === usual.length)).to.deep.equal(usual);
  });

  it('finds a lost group and other weights', async () => {
    const right = await read('both.gateway.yaml');
    const wrong = right
      .replace('ReplacePrefixMatch', 'ReplaceFullPath')
      .replace('replacePrefixMatch', 'replaceFullPath');
    await apply(wrong.replace('weight: 70', 'weight: 10'));
    const found = await check((each) => each.length >= usual.length + 2);
    expect(found).to.include.members([
      'migrate-path http://orders.example.com/orders/x',
      'migrate-weight http://pay.example.com/',
    ]);
  });
});

interface Found {
  findings: readonly { rule: string; example?: { request: string } }[];
}

function list({ findings }: Found): string[] {
  return findings.map(({ rule, example }) => `${rule} ${example?.request.replace('GET ', '') ?? ''}`);
}
