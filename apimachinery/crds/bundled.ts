import { type KindFacts, kinds } from './kinds.ts';
import { newestVersion } from './names.ts';
import { applyFacts } from './overlay.ts';
import { reflectSchema, type StructuralSchema, type Validator } from './reflect.ts';
import type { CrdVersion, CustomResourceDefinition, GatewayApiCrds } from './types.ts';

const group = 'gateway.networking.k8s.io';
const version = newestVersion;
const channel = 'standard';
const source = 'the schemas of @kubernetes-models/gateway-api 2.0.0 (no CEL rules)';

/**
 * Makes the Gateway API's CRDs from the schema package, for machines that have npm and nothing else. They carry no CEL
 * rules and no descriptions. Takes seconds, so it is done at build time.
 */
export async function buildBundledCrds(): Promise<GatewayApiCrds> {
  const crds = await Promise.all(kinds.map(buildCrd));
  return { crds, version, channel, source };
}

async function buildCrd(facts: KindFacts): Promise<CustomResourceDefinition> {
  const singular = facts.kind.toLowerCase();
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${facts.plural}.${group}`,
      ...(facts.labels ? { labels: { ...facts.labels } } : {}),
      annotations: {
        // A server refuses CRDs of the group k8s.io that name no review of their API: this is the release's.
        'api-approved.kubernetes.io': 'https://github.com/kubernetes-sigs/gateway-api/pull/5371',
        'gateway.networking.k8s.io/bundle-version': version,
        'gateway.networking.k8s.io/channel': channel,
        'gwconf.dev/source': source,
      },
    },
    spec: {
      group,
      scope: facts.cluster ? 'Cluster' : 'Namespaced',
      names: {
        kind: facts.kind,
        listKind: `${facts.kind}List`,
        plural: facts.plural,
        singular,
        ...(facts.shortNames ? { shortNames: facts.shortNames } : {}),
        categories: ['gateway-api'],
      },
      versions: await Promise.all(facts.versions.map((entry) => buildVersion(facts, entry))),
    },
  };
}

async function buildVersion(facts: KindFacts, entry: KindFacts['versions'][number]): Promise<CrdVersion> {
  const schema = reflectSchema(await loadValidator(facts.kind, entry.schemaOf ?? entry.name), [
    'apiVersion',
    'kind',
    'metadata',
  ]);
  schema.required = ['spec'];
  Object.assign(schema.properties ?? {}, objectFields());
  applyFacts(schema, facts.kind, entry.name);
  const gone = entry.served === false;
  return {
    name: entry.name,
    served: !gone,
    storage: entry.storage ?? false,
    ...(gone
      ? {
          deprecated: true,
          deprecationWarning: `${entry.name} of ${facts.kind} is deprecated and no longer served; use ${group}/v1`,
        }
      : {}),
    schema: { openAPIV3Schema: schema },
    ...(facts.withoutStatus ? {} : { subresources: { status: {} } }),
    ...(facts.columns ? { additionalPrinterColumns: facts.columns } : {}),
  };
}

function objectFields(): Record<string, StructuralSchema> {
  return { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
}

async function loadValidator(kind: string, kindVersion: string): Promise<Validator> {
  const name = `IoK8sSigsGatewayApiApis${kindVersion.charAt(0).toUpperCase()}${kindVersion.slice(1)}${kind}`;
  const module: { validate: Validator } = await import(`@kubernetes-models/gateway-api/_schemas/${name}`);
  return module.validate;
}
