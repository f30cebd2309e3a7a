export { createTunnels, type MeshClient, type Tunnels } from './tunnels.ts';
