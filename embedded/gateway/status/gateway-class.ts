import type { Behaviour } from '../behaviour/types.ts';
import { supportedFeatures } from '../constants.ts';
import type { GatewayClass, GatewayClassStatus } from '../model/gateway.ts';
import type { DesiredCondition } from '../model/meta.ts';
import { conditionMaker, mergeConditions } from './conditions.ts';

/** A class with parameters is not accepted, since there is nothing to set. */
export function isClassAccepted(gatewayClass: GatewayClass): boolean {
  return gatewayClass.spec.parametersRef === undefined;
}

/** https://gateway-api.sigs.k8s.io/reference/spec/#gatewayclassstatus */
export function desireClassConditions(gatewayClass: GatewayClass, behaviour: Behaviour): readonly DesiredCondition[] {
  const make = conditionMaker('GatewayClass', gatewayClass.metadata.generation ?? 1, behaviour.status);
  const accepted = isClassAccepted(gatewayClass)
    ? make('Accepted', { status: 'True', reason: 'Accepted', message: 'Gateways of this class are served' })
    : make('Accepted', {
        status: 'False',
        reason: 'InvalidParameters',
        message: 'spec.parametersRef is not supported: there are no parameters',
      });
  const version = make('SupportedVersion', {
    status: 'True',
    reason: 'SupportedVersion',
    message: 'The installed version of the Gateway API is supported',
  });
  return behaviour.status.conditions('GatewayClass', [accepted, version]);
}

export function mergeClassStatus(
  current: GatewayClass,
  desired: readonly DesiredCondition[],
  behaviour: Behaviour,
  now: string,
): GatewayClassStatus {
  return {
    ...current.status,
    conditions: mergeConditions(current.status?.conditions ?? [], desired, behaviour.status, now),
    ...(isClassAccepted(current) ? { supportedFeatures: listFeatures(current, behaviour) } : {}),
  };
}

/** As names where the status has names already. */
function listFeatures(
  { status }: GatewayClass,
  behaviour: Behaviour,
): GatewayClassStatus['supportedFeatures'] & object {
  const features = behaviour.status.features(supportedFeatures);
  const asNames = typeof status?.supportedFeatures?.[0] === 'string';
  return asNames ? [...features] : features.map((name) => ({ name }));
}

/** The same status for a release whose schema takes names alone (https://gateway-api.sigs.k8s.io/geps/gep-2162/). */
export function withFeatureNames(status: GatewayClassStatus): GatewayClassStatus {
  const features = status.supportedFeatures?.map((one) => (typeof one === 'string' ? one : one.name));
  return { ...status, ...(features ? { supportedFeatures: features } : {}) };
}
