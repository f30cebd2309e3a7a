import { apiClause, requirement } from './clause.ts';

/** GatewayClass. */
export const gatewayClassRequirements = [
  requirement(
    'gatewayclass.status.accepted',
    'MUST',
    'A controller sets the Accepted condition of every GatewayClass that names it, to True or to False.',
    apiClause('gatewayclass_types.go', 163, 168),
  ),
  requirement(
    'gatewayclass.status.observed-generation',
    'MUST',
    'Conditions of a GatewayClass carry the generation of the object that they judge.',
    apiClause('gatewayclass_types.go', 289, 290),
  ),
];
