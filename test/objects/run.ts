import { setMaxListeners } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { loadGatewayApiCrds } from '../../apimachinery/crds/index.ts';
import type { CrdRelease } from '../../apimachinery/crds/types.ts';
import { startControlPlane } from '../../harness/clusters/controlplane/index.ts';
import { installCrds } from '../../harness/clusters/crds/index.ts';
import { createKubeApi } from '../../harness/kube/api.ts';
import { detectGatewayApi } from '../../harness/kube/gateway-api.ts';
import type { KubeApi } from '../../harness/kube/types.ts';
import { systemClock } from '../../harness/wait/clock.ts';
import { createPolicies } from '../../harness/wait/policies.ts';
import { loadReleaseJudge } from '../../policy/validate/index.ts';
import { runCommand } from '../command.ts';
import { findPrograms } from '../differential/programs.ts';
import { collectObjects } from './collect.ts';
import { compareVerdicts } from './compare.ts';

interface Options {
  paths: readonly string[];
  release: CrdRelease;
  kubeconfig?: string;
}

const usage = `npm run objects -- PATH...: ask an API server and gwconf validate about every object of the Gateway API in folders of manifests

      --release V        CRDs that judge [default: v1.7.0]
      --channel C        standard or experimental [default: experimental]
      --kubeconfig PATH  ask this cluster, with the CRDs that it has, by dry runs alone; else a kube-apiserver is started, which
                         $ETCD and $KUBE_APISERVER name
  -h, --help             show this`;

process.exitCode = await runCommand({ name: 'objects', usage, parse, run });

function parse(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      release: { type: 'string', default: 'v1.7.0' },
      channel: { type: 'string', default: 'experimental' },
      kubeconfig: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const { channel, release: version, kubeconfig } = values;
  if (positionals.length === 0) throw new Error('no folder is named; expected at least one PATH');
  const missing = positionals.find((path) => !existsSync(path));
  if (missing !== undefined) throw new Error(`${missing} is not there; expected a file or a folder of manifests`);
  if (channel !== 'standard' && channel !== 'experimental') {
    throw new Error(`--channel is "${channel}"; expected standard or experimental`);
  }
  return { paths: positionals, release: { version, channel }, ...(kubeconfig === undefined ? {} : { kubeconfig }) };
}

/** 0 where both say the same of every object; else 1, with what differs. */
async function run({ paths, release, kubeconfig }: Options): Promise<number> {
  const { files, all, distinct } = collectObjects(paths);
  console.log(`${all} objects in ${files} files, ${distinct.length} of them distinct`);
  const { differences, same, refused } = await withServer({ release, kubeconfig }, async (api, judged) => {
    const { crds } = await loadGatewayApiCrds(judged);
    const ofCluster = crds.filter(({ spec }) => spec.scope === 'Cluster').map(({ spec }) => spec.names.kind);
    return compareVerdicts(api, await loadReleaseJudge(judged), distinct, new Set(ofCluster));
  });
  console.log(`the server refuses ${refused}; gwconf validate says the same of ${same}`);
  for (const { file, object, ours, server } of differences) {
    console.log(`${file}: ${object}\n  server: ${server}\n  gwconf: ${ours.join('; ') || 'finds nothing'}`);
  }
  return differences.length === 0 ? 0 : 1;
}

async function withServer<T>(
  { release, kubeconfig }: Pick<Options, 'release'> & { kubeconfig: string | undefined },
  use: (api: KubeApi, release: CrdRelease) => Promise<T>,
): Promise<T> {
  const { signal } = new AbortController();
  // Every definition is watched by it.
  setMaxListeners(0, signal);
  if (kubeconfig !== undefined) {
    const api = await createKubeApi(await readFile(kubeconfig, 'utf8'), { runId: 'objects', signal });
    try {
      const { version, channel } = await detectGatewayApi(api);
      return await use(api, { version, channel } as CrdRelease);
    } finally {
      api.close();
    }
  }
  const server = await startControlPlane({ programs: await findPrograms(['etcd', 'apiserver']) });
  const api = await createKubeApi(server.kubeconfig, { runId: 'objects', signal });
  try {
    const set = await loadGatewayApiCrds(release);
    await installCrds(api, set, { runId: 'objects', clock: systemClock, signal, policy: createPolicies().workload });
    return await use(api, release);
  } finally {
    api.close();
    await server.stop();
  }
}
