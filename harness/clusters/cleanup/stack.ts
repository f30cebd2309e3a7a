import { messageOf } from '../../common/message-of.ts';
/** Clean-up that is registered before what it cleans up is made, and runs in reverse order, each part once. */
export interface CleanupStack {
  /** Gives a function that takes the part off again, where it is to be kept. */
  add(name: string, run: () => Promise<void> | void): () => void;
  /** Runs all parts; one that fails does not stop the others. Gives one sentence for each that failed. */
  run(): Promise<string[]>;
}

export function createCleanupStack(): CleanupStack {
  let parts: { name: string; run: () => Promise<void> | void }[] = [];
  return {
    add(name, run) {
      const part = { name, run };
      parts.push(part);
      return () => {
        parts = parts.filter((other) => other !== part);
      };
    },
    async run() {
      const problems: string[] = [];
      for (let part = parts.pop(); part; part = parts.pop()) {
        try {
          await part.run();
        } catch (error) {
          problems.push(`${part.name} could not be cleaned up: ${messageOf(error)}`);
        }
      }
      return problems;
    },
  };
}
