export { createDistributionTest, type DistributionOptions, type DistributionTest } from './sequential.ts';
