export { type ControlPlanePrograms, findControlPlane } from './programs.ts';
export { type ControlPlane, startControlPlane } from './start.ts';
