export { createKubeApi } from './api.ts';
export { deleteRunObjects } from './cleanup.ts';
export { describeCondition, findCondition, parseConditions } from './conditions.ts';
export { UnknownKindError } from './discovery.ts';
export { KubeError } from './errors.ts';
export { detectGatewayApi } from './gateway-api.ts';
export { compareKeys, compareText, describeKey, keyOf } from './key.ts';
export { addLabels, labelObject, partLabel, runLabel, toLabelValue } from './labels.ts';
