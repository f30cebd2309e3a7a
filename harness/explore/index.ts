export { type Discovery, type Exploration, type ExploreOptions, explore, type Progress } from './explore.ts';
export { prepareGround } from './ground.ts';
export { countObjects, renderDiscovery } from './render.ts';
