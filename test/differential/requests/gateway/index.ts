import type { Group } from '../../run/steps.ts';
import { type KindCases, makeGroup } from './cases.ts';
import { experimentalRules } from './experimental-rules.ts';
import { GATEWAY_CLASSES, GATEWAYS, LISTENER_SETS, REFERENCE_GRANTS } from './gateways.ts';
import {
  BACKEND_TLS_POLICIES,
  X_BACKEND_TRAFFIC_POLICIES,
  X_BACKENDS,
  X_MESHES,
  X_TELEMETRY_POLICIES,
} from './policies.ts';
import { GRPC_ROUTES } from './routes/grpc.ts';
import { HTTP_ROUTES } from './routes/http.ts';
import { TCP_ROUTES, TLS_ROUTES, UDP_ROUTES } from './routes/streams.ts';

const STANDARD: readonly KindCases[] = [
  GATEWAY_CLASSES,
  GATEWAYS,
  LISTENER_SETS,
  REFERENCE_GRANTS,
  HTTP_ROUTES,
  GRPC_ROUTES,
  TLS_ROUTES,
  TCP_ROUTES,
  UDP_ROUTES,
  BACKEND_TLS_POLICIES,
];

/** Kinds and versions that the experimental channel alone has, and those whose fields it adds to. */
const EXPERIMENTAL: readonly KindCases[] = [
  X_BACKENDS,
  X_BACKEND_TRAFFIC_POLICIES,
  X_MESHES,
  X_TELEMETRY_POLICIES,
  { ...GATEWAYS, versions: ['v1'] },
  { ...HTTP_ROUTES, versions: ['v1'] },
  { ...TLS_ROUTES, versions: ['v1alpha2', 'v1alpha3'] },
  { ...TCP_ROUTES, versions: ['v1alpha2'] },
  { ...UDP_ROUTES, versions: ['v1alpha2'] },
  { ...BACKEND_TLS_POLICIES, versions: ['v1alpha3'] },
];

export const GATEWAY_GROUPS: readonly Group[] = [
  ...STANDARD.map((cases) => makeGroup('standard', cases)),
  ...EXPERIMENTAL.map((cases) => makeGroup('experimental', cases)),
  experimentalRules,
];
