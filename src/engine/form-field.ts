/** How one value of a cell's body is shown and changed in a form. */
export type Widget =
  | { readonly type: 'text' }
  /** Text, a number, true or false, as it is written. */
  | { readonly type: 'value' }
  | {
      readonly type: 'number';
      readonly min?: number;
      readonly max?: number;
      /** Bounds that the number itself may not reach. */
      readonly above?: number;
      readonly below?: number;
      readonly integer?: boolean;
    }
  | { readonly type: 'boolean' }
  | { readonly type: 'choice'; readonly options: readonly string[] }
  /** One word or truth that may stand there, as `half`. */
  | { readonly type: 'literal'; readonly value: string | number | boolean }
  /** A cell above: `fits` is the kind of cell that the template asks for. */
  | { readonly type: 'cell'; readonly fits?: string }
  | { readonly type: 'column' }
  | { readonly type: 'columns' }
  /** A class of the label. */
  | { readonly type: 'class' }
  | { readonly type: 'metric' }
  | { readonly type: 'metrics' }
  | { readonly type: 'expression'; readonly about: 'rows' | 'columns' }
  /** An input as `$name`, or a number where those are allowed. */
  | { readonly type: 'input'; readonly numbers: boolean }
  /** Slices, as in `by:` of metrics. */
  | { readonly type: 'by' }
  /** Columns to sort by, each up or down. */
  | { readonly type: 'sort' }
  /** Rules of a check. */
  | { readonly type: 'rules'; readonly fields: readonly FormField[] }
  | { readonly type: 'list'; readonly item: Widget }
  | { readonly type: 'group'; readonly fields: readonly FormField[] }
  /** A list of groups. */
  | { readonly type: 'entries'; readonly fields: readonly FormField[] }
  | { readonly type: 'map'; readonly keys: 'text' | 'column'; readonly value: Widget }
  /** One of several forms that a value may take. */
  | { readonly type: 'either'; readonly options: readonly { readonly label: string; readonly widget: Widget }[] }
  /** Free YAML, where no other widget fits. */
  | { readonly type: 'yaml' };

/** One key of a kind's body in its form. */
export interface FormField {
  readonly key: string;
  readonly label: string;
  readonly doc: string;
  readonly required: boolean;
  /** What holds where nothing is given, as text. */
  readonly otherwise?: string;
  readonly widget: Widget;
  /** It means something only while another key has one of these values. */
  readonly when?: { readonly key: string; readonly is: readonly string[] };
}
