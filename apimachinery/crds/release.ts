import { CrdError } from './errors.ts';
import { parseCrds } from './parse.ts';
import type { CrdRelease, GatewayApiCrds } from './types.ts';

/** Downloads of the project's releases. */
export const RELEASES = 'https://github.com/kubernetes-sigs/gateway-api/releases/download';

const TIMEOUT_MS = 20_000;

/** The YAML file of a release, below `base`. */
export function releaseUrl({ version, channel }: CrdRelease, base: string): string {
  return `${base}/${version}/${channel}-install.yaml`;
}

/** CRDs from a URL. Throws a CrdError: `ERR_CRDS_INPUT` where the host says that there is no such file. */
export async function downloadCrds(url: string, signal?: AbortSignal): Promise<GatewayApiCrds> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const text = await download(url, signal ? AbortSignal.any([signal, timeout]) : timeout);
  return parseCrds([{ file: url, text }], url);
}

async function download(url: string, signal: AbortSignal): Promise<string> {
  try {
    const response = await fetch(url, { signal });
    if (response.ok) return await response.text();
    await response.body?.cancel();
    const missing = response.status === 404 || response.status === 410;
    throw new CrdError(missing ? 'ERR_CRDS_INPUT' : 'ERR_CRDS_UNAVAILABLE', `${url} answered ${response.status}`);
  } catch (error) {
    if (error instanceof CrdError) throw error;
    const reason = signal.aborted && isTimeout(signal.reason) ? `no answer within ${TIMEOUT_MS} ms` : describe(error);
    throw new CrdError('ERR_CRDS_UNAVAILABLE', `${url} can't be read: ${reason}`, { cause: error });
  }
}

function isTimeout(reason: unknown): boolean {
  return reason instanceof Error && reason.name === 'TimeoutError';
}

/** `fetch` says "fetch failed", and the reason in its cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message;
}
