import { readFile } from 'node:fs/promises';
import { execa } from 'execa';
import type { OfficialSuite } from './build.ts';
import { type OfficialOutput, readOutput } from './output.ts';

export interface OfficialRun extends OfficialOutput {
  /** Missing where it was killed, as a run that takes too long is. */
  exitCode: number | undefined;
  durationMs: number;
  /** All that it printed. */
  text: string;
}

export interface OfficialOptions {
  kubeconfig: string;
  gatewayClass: string;
  /** Default: GATEWAY-HTTP. */
  profiles?: readonly string[];
  /** Further flags of the suite. */
  flags?: readonly string[];
  limitMs: number;
  /** Ends the run. */
  signal?: AbortSignal;
}

/** One entry of the suite's own list. */
export interface ListedTest {
  name: string;
  features: readonly string[];
  provisional: boolean;
}

/** Runs the suite, with the features that the GatewayClass publishes unless flags say otherwise. Never rejects. */
export async function runOfficialSuite({ program }: OfficialSuite, options: OfficialOptions): Promise<OfficialRun> {
  const { kubeconfig, gatewayClass, profiles = ['GATEWAY-HTTP'], flags = [], limitMs, signal } = options;
  const own = ['-test.v', '-test.run=^TestConformance$', '-gateway-class', gatewayClass];
  const run = await execa(program, [...own, '-conformance-profiles', profiles.join(','), ...flags], {
    env: { KUBECONFIG: kubeconfig },
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: limitMs,
    ...(signal ? { cancelSignal: signal } : {}),
  });
  const text = run.all ?? '';
  return { ...readOutput(text), exitCode: run.exitCode, durationMs: run.durationMs, text };
}

/** What is in the suite. @param file where it may write */
export async function listOfficialTests({ program }: OfficialSuite, file: string): Promise<readonly ListedTest[]> {
  await execa(program, ['-test.run=^TestList$'], { env: { OFFICIAL_LIST: file }, stdin: 'ignore' });
  return JSON.parse(await readFile(file, 'utf8')) as readonly ListedTest[];
}
