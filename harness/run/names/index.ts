export { createNames, createRerunNames, createRunNames, type Names, type ScenarioNames } from './names.ts';
export { createRandom, type Random, randomSeed } from './random.ts';
