/** Client-node's own KubeConfig, in a module of its own: it is loaded late, and without the rest of that package. */
export { KubeConfig } from '@kubernetes/client-node/dist/config.js';
