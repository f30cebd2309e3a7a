export { createAddressPool } from './addresses.ts';
export { type LoadBalancer, startLoadBalancer } from './balancer.ts';
export { createNodeAddresses } from './nodes.ts';
export { readIngress } from './services.ts';
