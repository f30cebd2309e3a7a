/** What the steps of a scenario leave for those after them. */
export interface Progress {
  /** The configuration was changed, by objects added to it or, where `revises`, by another change. */
  noteChange(revises: boolean): void;
  /** Answers have shown that the data plane knows of all changes so far. */
  noteProof(): void;
  /** The configuration was changed, and nothing has shown since that the data plane knows. */
  isUnproven(): boolean;
  /** A step changed the configuration that the scenario began with. */
  isRevised(): boolean;
  /** So many expectations were put to the implementation. */
  noteAssertions(count: number): void;
  countAssertions(): number;
}

/** @param onChange told of each change before it is made */
export function createProgress(onChange: () => void = () => {}): Progress {
  let unproven = false;
  let revised = false;
  let assertions = 0;
  return {
    noteChange(revises) {
      onChange();
      unproven = true;
      revised ||= revises;
    },
    noteProof() {
      unproven = false;
    },
    isUnproven: () => unproven,
    isRevised: () => revised,
    noteAssertions(count) {
      assertions += count;
    },
    countAssertions: () => assertions,
  };
}
