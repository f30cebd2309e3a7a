import type { ScenarioDefinition } from '../../../harness/scenario/define.ts';
import { type ExploredCase, explored } from '../../kit/explored.ts';
import case1 from './case-1.json' with { type: 'json' };
import case2 from './case-2.json' with { type: 'json' };
import case3 from './case-3.json' with { type: 'json' };
import case4 from './case-4.json' with { type: 'json' };
import case5 from './case-5.json' with { type: 'json' };

/** Made by scripts/generate-explored.ts, whose types they have. */
const cases: readonly unknown[] = [case1, case2, case3, case4, case5];

export default cases.map((data): ScenarioDefinition => explored(data as ExploredCase));
