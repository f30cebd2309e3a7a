import type { HttpRequest } from '../../model/http/request.ts';
import {
  answerIngress,
  fieldOf,
  type IngressAlternative,
  type IngressModel,
  type NginxSettings,
} from '../../model/ingress/index.ts';
import type { Behaviour, Served, Side, Take } from '../types.ts';

/** The Ingress side of a migration, by the model of its controller. */
export function createIngressSide(model: IngressModel): Side {
  return {
    ask(request: HttpRequest) {
      const [first, ...others] = answerIngress(model, request);
      return [toTake(first, model), ...others.map((each) => toTake(each, model))];
    },
  };
}

function toTake({ outcome, place, annotation, settings }: IngressAlternative, model: IngressModel): Take {
  const by = place && {
    object: `Ingress ${place.ingress.meta.namespace}/${place.ingress.meta.name}`,
    field:
      annotation === undefined || place.ingress.annotations[`nginx.ingress.kubernetes.io/${annotation}`] === undefined
        ? fieldOf(place)
        : `metadata.annotations[nginx.ingress.kubernetes.io/${annotation}]`,
  };
  const served = toServed(outcome);
  const behaviour =
    model.controller === 'nginx' && served.kind === 'forward' && settings ? toBehaviour(settings, served) : undefined;
  return { served, ...(by ? { by } : {}), ...(behaviour ? { behaviour } : {}) };
}

function toServed(outcome: IngressAlternative['outcome']): Served {
  switch (outcome.kind) {
    case 'forward': {
      const { backends, receives } = outcome;
      return { kind: 'forward', shares: backends.map((each) => ({ ...each, receives })), response: {} };
    }
    case 'respond':
      return { kind: 'respond', codes: [outcome.status] };
    default:
      return outcome;
  }
}

function toBehaviour(settings: NginxSettings, served: Served & { kind: 'forward' }): Behaviour {
  const { cors, timeouts, affinity, protocol } = settings;
  return {
    ...(cors ? { cors } : {}),
    timeouts,
    ...(affinity === undefined ? {} : { session: { name: affinity } }),
    protocols: Object.fromEntries(served.shares.map(({ backend }) => [backend, protocol])),
  };
}
