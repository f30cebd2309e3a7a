/** What the process ends with. */
export const exitCodes = {
  conformant: 0,
  notConformant: 1,
  usage: 2,
  harness: 3,
  /** As shells say of a process that SIGINT ended: 128 + 2. */
  interrupted: 130,
} as const;
