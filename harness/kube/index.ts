export { createKubeApi, type KubeApiOptions } from './api.ts';
export { type CleanupOptions, deleteRunObjects } from './cleanup.ts';
export { describeCondition, findCondition, parseConditions, readConditions } from './conditions.ts';
export { UnknownKindError } from './discovery.ts';
export { KubeError } from './errors.ts';
export { detectGatewayApi } from './gateway-api.ts';
export { compareKeys, compareText, describeKey, groupOf, keyOf, localName } from './key.ts';
export { addLabels, belongsToRun, labelObject, partLabel, runLabel, scenarioLabel, toLabelValue } from './labels.ts';
