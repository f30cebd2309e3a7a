import { resolve } from 'node:path';
import type { CrdSet } from '../../clusters/crds/index.ts';
import type { ReachMode } from '../../clusters/reach/index.ts';
import { messageOf } from '../../common/message-of.ts';
import { UsageError } from '../../scenario/errors.ts';
import { realClusterOptions } from '../options/clusters.ts';
import { toCrdSource } from '../options/crds.ts';
import type { OptionValues } from '../options/spec.ts';
import type { Wiring } from '../wiring.ts';

/** What a run was told of its kind or existing cluster; paths absolute. */
export interface RealClusterRequest {
  echoImage?: string;
  agentImage?: string;
  reach?: ReachMode;
  kindName?: string;
  kindConfig?: string;
  kindImage?: string;
  imageRegistry?: string;
  kubeconfig?: string;
  context?: string;
  installCrds: boolean;
}

const providerOfGroup: Readonly<Record<string, string>> = {
  'Cluster of kind': 'kind',
  'Existing cluster': 'existing',
};

/** Reads them. Throws UsageError for a flag that the provider would not look at. */
export function toRealCluster(values: OptionValues, provider: string, cwd: string): RealClusterRequest {
  for (const { name, group } of realClusterOptions) {
    const wanted =
      providerOfGroup[group] ?? (provider === 'embedded' || provider === 'envtest' ? 'kind or existing' : provider);
    if (values[name] !== undefined && values[name] !== false && wanted !== provider) {
      throw new UsageError(`--${name} is for --provider ${wanted}, and the provider is ${provider}`);
    }
  }
  const text = (name: string): string | undefined => (typeof values[name] === 'string' ? values[name] : undefined);
  const kubeconfig = text('kubeconfig');
  return {
    echoImage: text('echo-image'),
    agentImage: text('agent-image'),
    reach: text('reach') as ReachMode | undefined,
    kindName: text('kind-name'),
    kindConfig: toPathOrName(text('kind-config'), cwd),
    kindImage: text('kind-image'),
    imageRegistry: text('image-registry'),
    kubeconfig: kubeconfig === undefined ? undefined : resolve(cwd, kubeconfig),
    context: text('context'),
    installCrds: values['install-crds'] === true,
  };
}

/** A name of kind-config/ stays a name. */
function toPathOrName(text: string | undefined, cwd: string): string | undefined {
  return text === undefined || !/[\\/]|\.ya?ml$/i.test(text) ? text : resolve(cwd, text);
}

/**
 * CRDs for a cluster that has none: as `--crds` says, else the newest release, from the cache, the release's page or
 * the Go module. Without any of these the bundled ones, and the run says so.
 */
export function createCrdLoader(
  crds: string | undefined,
  wiring: Pick<Wiring, 'fetchCrds' | 'loadCrds'>,
  notice: (text: string) => void,
): (signal: AbortSignal) => Promise<CrdSet> {
  const source = toCrdSource(crds) ?? 'auto';
  return async (signal) => {
    try {
      if (source === 'bundled' || (typeof source === 'object' && 'path' in source))
        return await wiring.loadCrds(source);
      return (await wiring.fetchCrds({ signal, ...(source === 'auto' ? {} : source) })).crds;
    } catch (error) {
      signal.throwIfAborted();
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ERR_CRDS_UNAVAILABLE' && source === 'auto') {
        notice(`${messageOf(error)}: taking the bundled ones, which have no CEL rules`);
        return await wiring.loadCrds('bundled');
      }
      if (code === 'ERR_CRDS_INPUT') throw new UsageError(messageOf(error), { cause: error });
      throw error;
    }
  };
}
