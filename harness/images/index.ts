export { buildEchoImage, type EchoImageOptions } from './echo-image.ts';
export { type ListedImage, listImages } from './list.ts';
export { type ImageTools, loadImages, pullImages } from './load.ts';
export { fullName, mirrorName } from './names.ts';
