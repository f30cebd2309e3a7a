import { annotationRequirements } from './requirements-annotations.ts';
import { ingressApiRequirements } from './requirements-api.ts';

export const ingressRequirements = [...ingressApiRequirements, ...annotationRequirements];

export type IngressRequirementId = (typeof ingressRequirements)[number]['id'];
