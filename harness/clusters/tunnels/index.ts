export { createTunnels, type Tunnels } from './tunnels.ts';
