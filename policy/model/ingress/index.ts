import type { HttpRequest } from '../http/request.ts';
import type { IngressAnswer } from './answer.ts';
import type { IngressModel } from './model.ts';
import { answerNginx } from './nginx/answer.ts';
import { answerPlain } from './plain.ts';

/** Everything that may come of a request by what is documented of the controller. */
export function answerIngress(model: IngressModel, request: HttpRequest): IngressAnswer {
  return model.controller === 'nginx' ? answerNginx(model, request) : answerPlain(model, request);
}

export type { IngressAlternative, IngressAnswer, IngressOutcome } from './answer.ts';
export { type Controller, coversName, createIngressModel, hasTls, type IngressModel } from './model.ts';
export { findCanary } from './nginx/canary.ts';
export { fieldOf, type Ingress, type IngressPlace } from './objects.ts';
export type { NginxSettings } from './settings.ts';
