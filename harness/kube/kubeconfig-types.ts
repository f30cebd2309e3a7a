export interface KubeconfigChoice {
  /** Default: as kubectl finds it, by $KUBECONFIG, else ~/.kube/config. */
  path?: string | undefined;
  /** Default: the file's current one. */
  context?: string | undefined;
}

export interface ChosenKubeconfig {
  /** YAML text with one context, which is the current one. */
  text: string;
  context: string;
  /** URL of the API server. */
  server: string;
}
