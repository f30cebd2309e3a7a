/** What a controller answers where no rule matches: the documentation leaves the status of its own default backend open. */
export const NO_RULE = [404, 503] as const;

/** What it answers where a rule matches and its backend cannot be reached. */
export const NO_BACKEND = [404, 500, 502, 503, 504] as const;
