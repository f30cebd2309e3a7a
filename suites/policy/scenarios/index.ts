import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { immutableScenario } from './immutable.ts';
import { kindScenarios } from './kinds.ts';
import { personaScenario } from './personas.ts';
import { upgradeScenarios } from './upgrades.ts';

export const policyScenarios: readonly ScenarioDefinition[] = [
  ...kindScenarios,
  immutableScenario,
  personaScenario,
  ...upgradeScenarios,
];
