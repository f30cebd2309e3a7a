/** What objects of all kinds are made of, with the defaults of the API filled in. */

export interface Meta {
  /** Empty for a cluster-scoped object. */
  namespace: string;
  name: string;
  labels: Readonly<Record<string, string>>;
  /** ISO 8601, to the second; empty where the object was never created. */
  createdAt: string;
  /** Undefined where the object was never created. */
  generation?: number;
  /** Whether it is being deleted. */
  deleting: boolean;
}

/** A reference to an object of any kind. `namespace` is the referrer's own where the reference names none. */
export interface Reference {
  group: string;
  kind: string;
  namespace: string;
  name: string;
}

export interface LabelSelector {
  matchLabels: Readonly<Record<string, string>>;
  matchExpressions: readonly { key: string; operator: string; values: readonly string[] }[];
}

export interface GroupKind {
  group: string;
  kind: string;
}
