import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes a Gateway API of one kind, for tests of the cluster that do not care for the rest; gives its path. */
export async function writeSmallCrds(dir: string): Promise<string> {
  const path = join(dir, 'crds.yaml');
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: 'httproutes.gateway.networking.k8s.io',
      annotations: {
        'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api/pull/2466',
        'gateway.networking.k8s.io/bundle-version': 'v1.7.0',
        'gateway.networking.k8s.io/channel': 'standard',
      },
    },
    spec: {
      group: 'gateway.networking.k8s.io',
      scope: 'Namespaced',
      names: { kind: 'HTTPRoute', listKind: 'HTTPRouteList', plural: 'httproutes', singular: 'httproute' },
      versions: [
        {
          name: 'v1',
          served: true,
          storage: true,
          schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
        },
      ],
    },
  };
  await writeFile(path, JSON.stringify(definition));
  return path;
}
