import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import affinity from './affinity.ts';
import { backendScenarios } from './backends.ts';
import { canaryScenarios } from './canary.ts';
import changes from './changes.ts';
import classes from './classes.ts';
import cors from './cors.ts';
import { defaultBackendScenarios } from './default-backend.ts';
import defaultClass from './default-class.ts';
import hostNone from './host-none.ts';
import hostWildcards from './host-wildcards.ts';
import hosts from './hosts.ts';
import { limitScenarios } from './limits.ts';
import pathExact from './path-exact.ts';
import pathImplementationSpecific from './path-implementation-specific.ts';
import pathPrecedence from './path-precedence.ts';
import pathPrefix from './path-prefix.ts';
import ports from './ports.ts';
import { redirectScenarios } from './redirects.ts';
import resourceBackend from './resource-backend.ts';
import { rewriteScenarios } from './rewrite-target.ts';
import secretChanges from './secret-changes.ts';
import serviceChanges from './service-changes.ts';
import status from './status.ts';
import tls from './tls.ts';
import tlsWithoutSecret from './tls-without-secret.ts';
import useRegex from './use-regex.ts';

/** The Ingress API, then the annotations. */
export const ingressScenarios: readonly ScenarioDefinition[] = [
  hosts,
  hostWildcards,
  hostNone,
  pathExact,
  pathPrefix,
  pathImplementationSpecific,
  pathPrecedence,
  ...defaultBackendScenarios,
  ports,
  tls,
  tlsWithoutSecret,
  classes,
  defaultClass,
  status,
  changes,
  serviceChanges,
  secretChanges,
  resourceBackend,
  ...rewriteScenarios,
  useRegex,
  ...redirectScenarios,
  ...canaryScenarios,
  cors,
  ...limitScenarios,
  ...backendScenarios,
  affinity,
];
