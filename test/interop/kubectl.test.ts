import { fetchRules, useCluster } from './cluster.ts';
import { describeApplying } from './kubectl/applying.ts';
import { describeDisruption } from './kubectl/disruption.ts';
import { describeExplained } from './kubectl/explained.ts';
import { describeGateways } from './kubectl/gateways.ts';
import { describeJobs } from './kubectl/jobs.ts';
import { describePods } from './kubectl/pods.ts';
import { describeReaching } from './kubectl/reaching.ts';
import { describeReading } from './kubectl/reading.ts';
import { makeRunner, type Runner } from './kubectl/run.ts';
import { describeSets } from './kubectl/sets.ts';
import { describeWriting } from './kubectl/writing.ts';
import { findTool } from './tools.ts';

const { path, lack } = await findTool('kubectl');
const rules = path === undefined ? undefined : await fetchRules();

describe('kubectl, on the embedded cluster', () => {
  if (path === undefined) {
    it(`is skipped: ${lack}`);
    return;
  }
  let kubectl: Runner;
  const get = () => kubectl;
  useCluster('kubectl', ['--install', 'reference', ...(rules ?? [])], ({ kubeconfig, folder }) => {
    kubectl = makeRunner(path, kubeconfig, folder);
  });

  describe('reads', () => describeReading(get));
  describe('writes', () => describeWriting(get));
  describe('applies', () => describeApplying(get));
  describe('runs pods', () => describePods(get));
  describe('reaches pods', () => describeReaching(get));
  describe('runs Jobs', () => describeJobs(get));
  describe('runs StatefulSets and DaemonSets', () => describeSets(get));
  describe('serves Gateways', () => describeGateways(get, rules !== undefined));
  describe('evicts', () => describeDisruption(get));
  describe('applies what is explained', () => describeExplained(get));
});
