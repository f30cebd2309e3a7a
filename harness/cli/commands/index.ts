import { cleanupCommand } from './cleanup.ts';
import { clusterDownCommand } from './cluster-down.ts';
import { clusterListCommand } from './cluster-list.ts';
import { clusterUpCommand } from './cluster-up.ts';
import { collectCommand } from './collect.ts';
import type { Command } from './command.ts';
import { compareCommand } from './compare.ts';
import { completionCommand } from './completion.ts';
import { crdsFetchCommand } from './crds-fetch.ts';
import { crdsListCommand } from './crds-list.ts';
import { diffCommand } from './diff.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { exploreCommand } from './explore.ts';
import { historyAddCommand, historyPruneCommand, historyShowCommand } from './history.ts';
import { imagesCommand } from './images.ts';
import { implementationCheckCommand } from './implementation-check.ts';
import { implementationInitCommand } from './implementation-init.ts';
import { implementationListCommand } from './implementation-list.ts';
import { implementationShowCommand } from './implementation-show.ts';
import { jobCommand } from './job.ts';
import { listCommand } from './list.ts';
import { measureCommand } from './measure.ts';
import { migrateCheckCommand } from './migrate-check.ts';
import { policyExportCommand, policyListCommand, policyShowCommand, policyTestCommand } from './policy.ts';
import { reportMergeCommand } from './report-merge.ts';
import { reportRenderCommand } from './report-render.ts';
import { reportReproduceCommand } from './report-reproduce.ts';
import { reportShowCommand } from './report-show.ts';
import { reportVerifyCommand } from './report-verify.ts';
import { rolesCommand } from './roles.ts';
import { routesCommand } from './routes.ts';
import { rulesCommand } from './rules.ts';
import { runCommand } from './run.ts';
import { simulateCommand } from './simulate.ts';
import { validateCommand } from './validate.ts';
import { verifyFlakesCommand } from './verify-flakes.ts';
import { versionCommand } from './version.ts';

/** Every command, in the order of the help. A new one is added here and nowhere else. */
export const commands: readonly Command[] = [
  runCommand,
  verifyFlakesCommand,
  measureCommand,
  listCommand,
  explainCommand,
  exploreCommand,
  validateCommand,
  rulesCommand,
  rolesCommand,
  policyListCommand,
  policyShowCommand,
  policyTestCommand,
  policyExportCommand,
  routesCommand,
  simulateCommand,
  migrateCheckCommand,
  clusterUpCommand,
  clusterListCommand,
  clusterDownCommand,
  doctorCommand,
  cleanupCommand,
  imagesCommand,
  crdsFetchCommand,
  crdsListCommand,
  implementationListCommand,
  implementationShowCommand,
  implementationInitCommand,
  implementationCheckCommand,
  reportShowCommand,
  reportRenderCommand,
  reportVerifyCommand,
  reportMergeCommand,
  reportReproduceCommand,
  jobCommand,
  collectCommand,
  compareCommand,
  diffCommand,
  historyAddCommand,
  historyShowCommand,
  historyPruneCommand,
  completionCommand,
  versionCommand,
];

/** Commands that are groups of others, with what the group is about. */
export const commandGroups: Readonly<Record<string, string>> = {
  cluster: 'Clusters outside of a run',
  implementation: 'Profiles: how implementations are installed',
  policy: "Rules of an organisation's own",
  migrate: 'From Ingress to the Gateway API',
  report: 'What came out of runs',
  history: 'Runs over time, in a file',
  crds: "The Gateway API's definitions that clusters are started with",
};
