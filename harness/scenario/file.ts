import type { ScenarioDefinition } from './define.ts';
import type { CustomStep, Step, TimedStep } from './steps.ts';
import type {
  AnyTrafficStep,
  DistributionOf,
  DistributionStep,
  ProtocolName,
  TrafficRow,
  TrafficTarget,
} from './traffic.ts';

/** An object as a file has it: names and namespaces are labels, and texts may hold placeholders. */
export interface FileObject {
  apiVersion: string;
  kind: string;
  metadata: {
    /** A label; the run draws the name from it. */
    name: string;
    /** Label of one of the scenario's namespaces; default: the main one, where the kind has any. */
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
  };
  [field: string]: unknown;
}

interface FileTraffic<P extends ProtocolName> {
  kind: P;
  rows: readonly [TrafficRow<P>, ...TrafficRow<P>[]];
  target?: TrafficTarget;
  requirements?: readonly string[];
}

interface FileDistribution<P extends ProtocolName> extends Omit<DistributionOf<P>, 'target' | 'protocol'> {
  /** Default: http. */
  protocol?: P;
  target?: TrafficTarget;
}

export type FileStep =
  | Exclude<Step, AnyTrafficStep | DistributionStep | CustomStep | TimedStep>
  | { [P in ProtocolName]: FileTraffic<P> }[ProtocolName]
  | { [P in ProtocolName]: FileDistribution<P> }[ProtocolName];

/** What a scenario says of itself, beside what it makes and asks. */
export type ScenarioHead = Omit<ScenarioDefinition, 'resources' | 'steps' | 'level' | 'origin'>;

/** A scenario in YAML: all of the model that is data. */
export interface ScenarioFile extends ScenarioHead {
  /** Certificates of the run's authority by label, each for these DNS names. */
  certificates?: Readonly<Record<string, readonly [string, ...string[]]>>;
  resources?: readonly FileObject[];
  steps: readonly [FileStep, ...FileStep[]];
}

/** `catalogue.yaml` beside scenarios from outside: what they cite and need that the suite's own registries do not have. */
export interface RegistryFile {
  requirements?: readonly {
    /** Dotted, beginning with a name of its own: `acme.rate-limit`. */
    id: string;
    level: 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'MAY';
    text: string;
    /** URL of the clause. */
    source: string;
  }[];
  /** As the GatewayClass publishes them. */
  features?: readonly { name: string; resources?: readonly string[]; channel?: 'standard' | 'experimental' }[];
}
