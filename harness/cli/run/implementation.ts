import { isRecord } from '../../common/guards.ts';
import type { WaitOptions } from '../../install/index.ts';
import type { ImplementationProfile } from '../../install/types.ts';
import { kinds } from '../../kinds/index.ts';
import { keyFor } from '../../kube/key.ts';
import type { KubeApi } from '../../kube/types.ts';
import { UsageError } from '../../scenario/errors.ts';
import type { CommandContext } from '../commands/command.ts';
import type { Wiring } from '../wiring.ts';
import type { ImplementationDetails, RunRequest } from './request.ts';

/** The profile of what is tested, with what the user says of it. Nothing is installed yet. */
export async function chooseImplementation(
  request: RunRequest,
  { io, wiring }: Pick<CommandContext, 'io' | 'wiring'>,
): Promise<ImplementationProfile> {
  const { implementation, parameters, install, gatewayClass, ingressClass, details, mesh } = request;
  if (implementation !== 'none') {
    const place = { provider: request.provider, cwd: io.cwd, path: io.env.PATH, installed: !install };
    const profile = await wiring.loadImplementation(implementation, parameters, place);
    await wiring.checkParameters(profile);
    return describe(withIngress(withMesh(profile, mesh), ingressClass), details);
  }
  if (gatewayClass === undefined && mesh === undefined && ingressClass === undefined) {
    throw new UsageError(
      '--gateway-class is needed where no implementation is installed (--implementation none), or --mesh for a mesh alone, or --ingress-class for Ingress alone',
    );
  }
  const [parameter] = Object.keys(parameters);
  if (parameter !== undefined) throw new UsageError(`--set ${parameter}: --implementation none has no parameters`);
  const known = present(gatewayClass ?? '', mesh?.name ?? ingressClass);
  return describe(withIngress(withMesh(known, mesh), ingressClass), details);
}

/** What is tested may be another class than the one that the profile installs. */
export async function useGatewayClass(
  profile: ImplementationProfile,
  gatewayClass: string | undefined,
  api: KubeApi,
  wait: WaitOptions,
  wiring: Wiring,
): Promise<ImplementationProfile> {
  const name = gatewayClass ?? profile.gatewayClass;
  if (name === profile.gatewayClass && profile.controllerName !== '') return profile;
  const { controllerName } = await wiring.inspectGatewayClass(api, name, wait);
  return { ...profile, gatewayClass: name, controllerName };
}

/** An implementation that is in the cluster already, known by its class only. */
function present(gatewayClass: string, mesh?: string): ImplementationProfile {
  return {
    name: 'none',
    folder: '',
    organization: 'unknown',
    project: gatewayClass || (mesh ?? 'unknown'),
    url: 'unknown',
    version: 'unknown',
    contact: ['unknown'],
    gatewayClass,
    controllerName: '',
    parameters: {},
    providers: [],
    requires: [],
    images: [],
    install: [],
    logSources: [],
    supportedFeatures: 'published',
    knownFailures: [],
    needsOwnPods: false,
    facts: [],
    verified: {},
  };
}

/** The profile with what the user says of the mesh. */
function withMesh(profile: ImplementationProfile, said: RunRequest['mesh']): ImplementationProfile {
  if (!said) return profile;
  const { namespaceLabels, supportedFeatures, ...known } = profile.mesh ?? {
    namespaceLabels: {},
    supportedFeatures: ['Mesh'],
  };
  return {
    ...profile,
    mesh: {
      ...known,
      name: said.name,
      namespaceLabels: said.namespaceLabels ?? namespaceLabels,
      supportedFeatures,
    },
  };
}

/** The profile with the IngressClass that the user names; whose it is, the cluster tells. */
function withIngress(profile: ImplementationProfile, ingressClass: string | undefined): ImplementationProfile {
  const { ingress } = profile;
  if (ingressClass === undefined || ingress?.ingressClass === ingressClass) return profile;
  const supportedFeatures = ingress?.supportedFeatures ?? 'inferred';
  return { ...profile, ingress: { ingressClass, controllerName: '', supportedFeatures } };
}

/** Asks the cluster for the controller of an IngressClass that no profile knows. Throws UsageError where it is missing. */
export async function useIngressClass(profile: ImplementationProfile, api: KubeApi): Promise<ImplementationProfile> {
  const { ingress } = profile;
  if (ingress?.controllerName !== '') return profile;
  const found = await api.get(keyFor(kinds.IngressClass, ingress.ingressClass));
  const controller = isRecord(found?.spec) ? found.spec.controller : undefined;
  if (typeof controller !== 'string') {
    throw new UsageError(`--ingress-class: the cluster has no IngressClass ${ingress.ingressClass}`);
  }
  return { ...profile, ingress: { ...ingress, controllerName: controller } };
}

function describe(profile: ImplementationProfile, details: ImplementationDetails): ImplementationProfile {
  const given = Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined));
  return { ...profile, ...given };
}
