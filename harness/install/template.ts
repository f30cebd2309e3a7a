import type { ImplementationProfile } from './types.ts';

/** What a new profile is begun with. */
export interface TemplateFacts
  extends Pick<
    ImplementationProfile,
    'name' | 'organization' | 'project' | 'url' | 'version' | 'contact' | 'gatewayClass' | 'controllerName'
  > {
  method: InstallMethod;
}

export const installMethods = ['manifests', 'helm', 'kustomize', 'process'] as const;
export type InstallMethod = (typeof installMethods)[number];

/** A profile with comments, to be filled in; docs/implementations.md walks through it. */
export function renderTemplate(facts: TemplateFacts): string {
  const { name, organization, project, url, version, contact, gatewayClass, controllerName, method } = facts;
  return `# How gwconf installs ${project}. Fill in what says TODO, then: gwconf implementation check ./${name}.yaml
# Every field is described in docs/implementations.md.

# These stand in the conformance report.
organization: ${quote(organization)}
project: ${quote(project)}
url: ${quote(url)}
version: "\${version}"
contact: [${contact.map(quote).join(', ')}]

gatewayClass: ${quote(gatewayClass)}
controllerName: ${quote(controllerName)}

# What a user may change by --set name=value. \${name} stands for the value, anywhere but here.
parameters:
  version: ${quote(version)}
${sections[method].parameters}
# Where it can be installed: embedded (no containers: programs of this machine only), kind, existing.
providers: [${sections[method].providers}]
${sections[method].requires}
# Images that its pods run, for providers that load them into their nodes.
images: []

# In this order. Deployments are waited for after each step, and the GatewayClass at the end.
install:
${sections[method].install(facts)}
  # Left out where the installation makes the GatewayClass itself.
  - kind: objects
    objects:
      - apiVersion: gateway.networking.k8s.io/v1
        kind: GatewayClass
        metadata:
          name: ${quote(gatewayClass)}
        spec:
          controllerName: ${quote(controllerName)}

# Whose logs are kept as evidence of a failure.
logSources:
${sections[method].logSources(facts)}

# published: as the GatewayClass's status says; inferred: found out by trying; or a list of features (gwconf list features).
supportedFeatures: published

# Failures that are known: they run and are reported, but do not make the run fail, until they pass.
knownFailures: []
#  - scenario: HTTPRouteWeight
#    row: name of one row; all of them where it is left out
#    reason: https://example.com/issues/1

# What was really run with this file, by provider.
verified: {}
`;
}

interface Sections {
  parameters: string;
  providers: string;
  requires: string;
  install(facts: TemplateFacts): string;
  logSources(facts: TemplateFacts): string;
}

const pods = ({ name }: TemplateFacts) => `  # TODO the namespace and labels of its pods, control plane and data plane
  - namespace: ${name}-system
    labelSelector: app=${name}`;

const sections: Readonly<Record<InstallMethod, Sections>> = {
  manifests: {
    parameters: '',
    providers: 'kind, existing',
    requires: '',
    install: () => `  # TODO files (relative to this one) or URLs. CRDs of the Gateway API in them are left out.
  - kind: manifests
    sources:
      - ./install.yaml
`,
    logSources: pods,
  },
  helm: {
    parameters: '  # A values file of the user\'s, after the values below.\n  values: ""\n',
    providers: 'kind, existing',
    requires: '# helm is looked for in PATH; --set helm=PATH names another.\n',
    install: ({ name }) => `  # TODO the chart: a name in a repository, oci://…, or a folder or archive (./chart)
  - kind: helm
    chart: ${name}
    repo: https://charts.example.com
    version: "\${version}"
    release: ${name}
    namespace: ${name}-system
    values: {}
    valuesFiles: ["\${values}"]
`,
    logSources: pods,
  },
  kustomize: {
    parameters: '',
    providers: 'kind, existing',
    requires: '# kubectl is looked for in PATH; --set kubectl=PATH names another.\n',
    install: () => `  # TODO a folder with a kustomization.yaml, relative to this file
  - kind: kustomize
    path: ./config/default
`,
    logSources: pods,
  },
  process: {
    parameters: '',
    providers: 'embedded',
    requires: `# A program of this machine, found in PATH or by --set binary=PATH; \${binary} is its path then.
requires:
  - program: TODO
    parameter: binary
`,
    install: ({
      name,
    }) => `  # TODO its flags. KUBECONFIG leads to the cluster. \${run.address} is a loopback address on which all ports below are
  # free: the program must listen there, and write it to the status of its Gateways.
  - kind: process
    name: ${name}
    command: "\${binary}"
    args:
      - --address=\${run.address}
    ports: [80, 443, 8080]
    ready:
      tcp: "\${run.address}:80"
`,
    logSources: ({ name }) => `  - process: ${name}`,
  },
};

/** As a YAML scalar that is text whatever it looks like. */
function quote(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}
