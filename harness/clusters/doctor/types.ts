/** One thing that was looked at. */
export interface Finding {
  /** `Docker`, `GatewayClass traefik`. */
  subject: string;
  /** `note`: some runs cannot do without; `problem`: what was asked about does not work. */
  status: 'ok' | 'note' | 'problem';
  /** What was seen, one phrase. */
  seen: string;
  /** What to do, one sentence; absent where all is well. */
  advice?: string;
}

/** Findings about one place. */
export interface Section {
  title: string;
  findings: readonly Finding[];
}
