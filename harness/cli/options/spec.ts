/** What a flag takes. `pairs` is `name=value`, any number of times. */
export type OptionKind = 'text' | 'list' | 'flag' | 'integer' | 'number' | 'choice' | 'pairs';

/** Which names complete a flag's value. */
export type ValueSource =
  | 'scenarios'
  | 'features'
  | 'profiles'
  | 'files'
  | 'implementations'
  | 'providers'
  | 'crds'
  | 'clusters';

/** One flag. The same table gives the parser, the help, the completion, and the schema of gwconf.yaml. */
export interface OptionSpec {
  /** Without dashes; also its key in gwconf.yaml. */
  name: string;
  aliases?: readonly string[];
  kind: OptionKind;
  describe: string;
  /** Heading in the help. */
  group: string;
  /** As the help shows it; the code that reads the value applies it. */
  defaultText?: string;
  choices?: readonly string[];
  /** A choice that may be given without a value stands for this one. */
  bare?: string;
  /** For numbers: smallest value that is allowed. */
  min?: number;
  /** For numbers: greatest value that is allowed. */
  max?: number;
  /** For texts: what each must be, where not any is allowed. */
  form?: 'url' | 'name';
  /** For lists: an empty one, which names nothing, is refused. */
  filled?: true;
  values?: ValueSource;
  /** False for what decides no verdict: a command that runs a scenario again leaves it out. */
  decides?: false;
  /** False for what makes no sense in gwconf.yaml. */
  inFile?: boolean;
}

export type OptionValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** Values by canonical flag name; a flag that was not given is absent. */
export type OptionValues = Readonly<Record<string, OptionValue>>;
