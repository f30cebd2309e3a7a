export { toBackendImages } from './backend-images.ts';
export { buildEchoImage, type EchoImageOptions } from './echo-image.ts';
export { listImages } from './list.ts';
export { type ImageTools, loadImages, pullImages } from './load.ts';
export { mirrorName } from './names.ts';
