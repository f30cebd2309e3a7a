/**
 * The parts of the gRPC packages that are used, in a module of its own that is loaded late: a bundler gives an `import()`
 * of a CommonJS package its default export only.
 */
/** @public read by what is loaded late */
export { Client, credentials, Metadata, status } from '@grpc/grpc-js';
export { fromJSON } from '@grpc/proto-loader';
