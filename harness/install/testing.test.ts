import { stringify } from 'yaml';
import type { KubeApi } from '../kube/types.ts';
import { systemClock } from '../wait/clock.ts';
import type { InstallationTools } from './installation.ts';
import { parseProfile } from './parse.ts';
import { type InstallPlace, prepareImplementation } from './prepare.ts';
import type { ImplementationProfile } from './types.ts';
import type { WaitOptions } from './workload.ts';

/** A profile of these steps that installs nothing else, as prepared for kind. */
export async function profileOf(
  folder: string,
  install: readonly unknown[],
  more: Record<string, unknown> = {},
  place: Partial<InstallPlace> = {},
  set: Readonly<Record<string, string>> = {},
): Promise<ImplementationProfile> {
  const text = stringify({
    organization: 'Example',
    project: 'gateway',
    url: 'https://example.com/',
    version: 'v1',
    contact: ['@example'],
    gatewayClass: 'example',
    controllerName: 'example.com/gateway',
    install,
    supportedFeatures: 'published',
    ...more,
  });
  const profile = await parseProfile(text, 'example.yaml', 'example', folder);
  return prepareImplementation(profile, set, { provider: 'kind', cwd: folder, path: process.env.PATH, ...place });
}

export function toolsFor(api: KubeApi): InstallationTools {
  return { api, runId: 'r1', kubeconfig: 'kind: Config\n' };
}

/** Real time, ended after `timeoutMs`. */
export function waitFor(timeoutMs: number): WaitOptions {
  const policy = { name: 'workload', timeoutMs, intervalMs: 5, maxIntervalMs: 50, successes: 1 } as const;
  return { clock: systemClock, signal: new AbortController().signal, policy };
}
