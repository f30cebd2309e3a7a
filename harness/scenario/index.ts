/** What scenarios are written with: `gwconf/scenario`. */
export * from './custom.ts';
export * from './define.ts';
export * from './env.ts';
export * from './errors.ts';
export * from './expectations.ts';
export * from './kubernetes.ts';
export * from './steps.ts';
export type * from './traffic/grpc.ts';
export type * from './traffic/http.ts';
export type * from './traffic/tcp.ts';
export type * from './traffic/tls.ts';
export type * from './traffic/udp.ts';
export type * from './traffic/websocket.ts';
export * from './traffic.ts';
