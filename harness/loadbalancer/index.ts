export { createAddressPool, type Family } from './addresses.ts';
export { type LoadBalancer, startLoadBalancer } from './balancer.ts';
export { createNodeAddresses, type NodeAddresses } from './nodes.ts';
export { readIngress } from './services.ts';
