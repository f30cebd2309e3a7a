/** How far an exchange got. */
export interface Progress {
  /** What it is at, for the message of a time-out. */
  stage: string;
  /** Called when it is over, however it ended. */
  onEnd(release: () => void): void;
}
