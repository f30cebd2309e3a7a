import type { ScenarioDefinition } from '../../scenario/define.ts';
import { createRandom } from '../names/random.ts';
import { isOfIngress } from './ingress.ts';
import { type PreparedScenario, prepareScenario } from './prepare.ts';
import type { ReadyRun } from './run-context.ts';
import { type Survey, surveyScenario } from './survey.ts';

/** A scenario that waits for its turn. */
export interface QueuedScenario {
  definition: ScenarioDefinition;
  /** Why it could not be prepared, in the place of what is prepared. */
  prepared: PreparedScenario | Error;
  survey: Survey;
  needsIsolation(): boolean;
}

/** What would else be waited for in the end goes first; otherwise as the seed draws. */
export async function queueScenarios(
  run: ReadyRun,
  definitions: readonly ScenarioDefinition[],
): Promise<QueuedScenario[]> {
  const random = createRandom(run.input.settings.seed, 'order');
  const drawn = definitions.map((definition) => ({ definition, place: random.fraction() }));
  const queued = await Promise.all(
    drawn.map(async ({ definition, place }) => {
      const survey = await surveyScenario(definition, run.input.catalogue.base);
      const prepared = tryPrepare(run, definition, survey);
      return { definition, place, survey, prepared, needsIsolation: () => needsIsolation(run, definition, survey) };
    }),
  );
  return queued.sort((a, b) => weigh(b.survey) - weigh(a.survey) || a.place - b.place);
}

/** Among scenarios of as many settle windows, those with a Gateway that must come up go first. */
const GATEWAY_URGENCY = 0.5;

function tryPrepare(run: ReadyRun, definition: ScenarioDefinition, { cost, serves }: Survey): PreparedScenario | Error {
  const urgency = cost + (serves ? GATEWAY_URGENCY : 0);
  try {
    return prepareScenario(run, definition, run.names.scenario(definition.id), urgency);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Gateways are limited, and one that serves may take long to come up: scenarios with such go first, and among those that
 * take as long the one that wants more. Where the status of a Gateway alone is judged, nothing is waited for: these go
 * last, lest the proxies that they do not need hold up those that others wait for.
 */
function weigh({ cost, gateways, serves, idle }: Survey): number {
  const turn = serves ? 2_000 : idle ? 0 : 1_000;
  return turn + cost * 4 + gateways;
}

function needsIsolation(run: ReadyRun, definition: ScenarioDefinition, survey: Survey): boolean {
  // The official names are the same in all scenarios.
  if (run.names.official || survey.catchesShared) return true;
  // Where nothing is known of the addresses yet, it is taken for true: that is never wrong, only slower.
  // A controller serves all Ingresses of its class on one address.
  return (
    definition.catchesAllHosts !== undefined && (isOfIngress(definition) || run.gateways.sharesAddress() !== false)
  );
}
