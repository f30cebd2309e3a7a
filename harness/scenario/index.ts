/** What scenarios are written with: `gwconf/scenario`. */
export * from './custom.ts';
export * from './define.ts';
export * from './env.ts';
export * from './errors.ts';
export * from './expectations.ts';
export * from './kubernetes.ts';
export * from './steps.ts';
export * from './traffic.ts';
