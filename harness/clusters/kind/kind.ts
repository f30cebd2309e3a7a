import { type ProgramOptions, type RunProgram, runProgram } from '../../common/exec/index.ts';
import { HarnessError, UsageError } from '../../scenario/errors.ts';
import type { ContainerRuntime } from '../containers/index.ts';
import { explainKindError } from './explain.ts';
import type { Kind } from './types.ts';

// The first whose nodes have containerd settings, dual-stack networks and log export as they are used here.
const oldestMinor = 20;
/** The first creation on a machine pulls the node image. */
const createTimeoutMs = 900_000;
const loadTimeoutMs = 300_000;

export function createKind({ program }: Pick<ContainerRuntime, 'program'>, run: RunProgram = runProgram): Kind {
  // Said in either case: kind's own choice may be another one.
  const env = program === 'docker' ? {} : { KIND_EXPERIMENTAL_PROVIDER: program };
  const call = async (args: readonly string[], options: ProgramOptions = {}): Promise<string> => {
    try {
      return await run('kind', args, { env, ...options });
    } catch (error) {
      throw explainKindError(error, program);
    }
  };
  const list = async (args: readonly string[], signal: AbortSignal | undefined): Promise<string[]> =>
    // "No kind clusters found." goes to stderr.
    (await call(args, { signal })).split('\n').filter((line) => line !== '');

  return {
    async version(signal) {
      const text = await call(['version'], { signal, timeoutMs: 20_000 });
      const [, version, major, minor] = /\b(v(\d+)\.(\d+)\.\d+\S*)/.exec(text) ?? [];
      if (version === undefined) throw new HarnessError(`kind version gives no version: ${text}`);
      if (Number(major) === 0 && Number(minor) < oldestMinor) {
        throw new UsageError(
          `kind ${version} is too old: v0.${oldestMinor}.0 or newer is needed (https://kind.sigs.k8s.io/docs/user/quick-start/#installation)`,
        );
      }
      return version;
    },

    getClusters: (signal) => list(['get', 'clusters'], signal),

    async getNodes(cluster, signal) {
      const nodes = await list(['get', 'nodes', '--name', cluster], signal);
      // The load balancer before several control planes is a container of the cluster, but no node.
      const own = nodes.filter((node) => !node.endsWith('-external-load-balancer'));
      return own.sort((left, right) => rank(left) - rank(right) || (left < right ? -1 : 1));
    },

    async create({ name, config, image, kubeconfigPath, signal, onLine }) {
      const args = ['create', 'cluster', '--name', name, '--config', '-', '--kubeconfig', kubeconfigPath];
      // Readiness is awaited by the caller, while images are loaded.
      await call([...args, '--wait', '0s', ...(image === undefined ? [] : ['--image', image])], {
        input: config,
        signal,
        timeoutMs: createTimeoutMs,
        ...(onLine ? { onLine } : {}),
      });
    },

    getKubeconfig: (cluster, signal) => call(['get', 'kubeconfig', '--name', cluster], { signal }),

    async loadDockerImage(cluster, image, signal) {
      await call(['load', 'docker-image', image, '--name', cluster], { signal, timeoutMs: loadTimeoutMs });
    },

    async loadImageArchive(cluster, path, signal) {
      await call(['load', 'image-archive', path, '--name', cluster], { signal, timeoutMs: loadTimeoutMs });
    },

    async exportLogs(cluster, dir, signal) {
      await call(['export', 'logs', dir, '--name', cluster], { signal });
    },

    async delete(cluster, kubeconfigPath, signal) {
      await call(['delete', 'cluster', '--name', cluster, '--kubeconfig', kubeconfigPath], { signal });
    },
  };
}

function rank(node: string): number {
  return node.includes('control-plane') ? 0 : 1;
}
