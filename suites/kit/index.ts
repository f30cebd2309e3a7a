/** What scenarios are written with. */
export * from './ages.ts';
export * from './conditions.ts';
export * from './containers.ts';
export * from './foreign.ts';
export * from './gateway-api.ts';
export * from './gateways.ts';
export * from './granted-secret.ts';
export * from './grants.ts';
export * from './judged.ts';
export * from './namespaces.ts';
export * from './read.ts';
export * from './routes.ts';
export * from './rows.ts';
export * from './secrets.ts';
export * from './services.ts';
export * from './workloads.ts';
