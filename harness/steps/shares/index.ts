export { createDistributionTest } from './sequential.ts';
