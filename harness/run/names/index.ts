export {
  createNames,
  createRerunNames,
  createRunNames,
  type Names,
  type ScenarioNames,
  seedOfRepeat,
} from './names.ts';
export { createRandom, type Random, randomSeed } from './random.ts';
