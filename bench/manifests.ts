import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';

const PER_FILE = 50;
const GATEWAYS = 10;
const TEAMS = 20;
const apiVersion = 'gateway.networking.k8s.io/v1';

/**
 * Writes manifests as a platform has them, most of them HTTPRoutes: Gateways of one namespace, and teams with Services and
 * the routes to these. The same for the same count.
 * @returns how many objects there are, which is the count
 */
export async function writeManifests(folder: string, count: number): Promise<number> {
  await mkdir(folder, { recursive: true });
  const services = Math.floor(count / 10);
  const objects = [
    ...Array.from({ length: GATEWAYS }, (_, index) => makeGateway(index)),
    ...Array.from({ length: services }, (_, index) => makeService(index)),
  ];
  for (let index = 0; objects.length < count; index += 1) objects.push(makeRoute(index, services));
  for (let from = 0; from < objects.length; from += PER_FILE) {
    const text = objects
      .slice(from, from + PER_FILE)
      .map((object) => stringify(object, { aliasDuplicateObjects: false }));
    await writeFile(join(folder, `${String(from).padStart(6, '0')}.yaml`), text.join('---\n'));
  }
  return objects.length;
}

function makeGateway(index: number): object {
  const allowedRoutes = { namespaces: { from: 'All' } };
  return {
    apiVersion,
    kind: 'Gateway',
    metadata: { name: `gateway-${index}`, namespace: 'infra' },
    spec: {
      gatewayClassName: 'example',
      listeners: [
        { name: 'http', port: 80, protocol: 'HTTP', hostname: `*.zone-${index}.example.com`, allowedRoutes },
        { name: 'internal', port: 8080, protocol: 'HTTP', allowedRoutes },
      ],
    },
  };
}

function makeService(index: number): object {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: `service-${index}`, namespace: teamOf(index) },
    spec: { selector: { app: `app-${index}` }, ports: [{ name: 'http', port: 8080, targetPort: 3000 }] },
  };
}

function makeRoute(index: number, services: number): object {
  const service = index % services;
  const backend = { name: `service-${service}`, port: 8080 };
  // Another one of the same team.
  const next = { name: `service-${service + TEAMS < services ? service + TEAMS : service % TEAMS}`, port: 8080 };
  const zone = index % GATEWAYS;
  return {
    apiVersion,
    kind: 'HTTPRoute',
    metadata: {
      name: `route-${index}`,
      namespace: teamOf(service),
      labels: { 'app.kubernetes.io/name': `app-${service}`, 'app.kubernetes.io/part-of': 'shop' },
    },
    spec: {
      parentRefs: [{ name: `gateway-${zone}`, namespace: 'infra', sectionName: 'http' }],
      hostnames: [`app-${index}.zone-${zone}.example.com`],
      rules: [
        {
          matches: [
            { path: { type: 'PathPrefix', value: `/api/v${index % 3}` }, method: 'GET' },
            {
              path: { type: 'PathPrefix', value: `/api/v${index % 3}` },
              headers: [{ name: 'X-Version', value: 'next' }],
            },
          ],
          filters: [
            {
              type: 'RequestHeaderModifier',
              requestHeaderModifier: { set: [{ name: 'X-Route', value: `r-${index}` }] },
            },
          ],
          backendRefs: [
            { ...backend, weight: 90 },
            { ...next, weight: 10 },
          ],
        },
        {
          matches: [{ path: { type: 'Exact', value: '/healthz' } }],
          timeouts: { request: '10s' },
          backendRefs: [backend],
        },
      ],
    },
  };
}

function teamOf(service: number): string {
  return `team-${service % TEAMS}`;
}
