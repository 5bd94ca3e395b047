import type { Widget } from '../../engine/form-field.ts';
import type { BodyPath } from '../../notebook/body-value.ts';
import type { FormState } from './form-state.svelte.ts';

/** What every widget is given. */
export interface WidgetProps<W extends Widget = Widget> {
  readonly form: FormState;
  /** Where its value stands in the body. */
  readonly path: BodyPath;
  /** The id of its control, which its label is tied to. */
  readonly id: string;
  readonly widget: W;
  /** Its name, for a control that no label is tied to. */
  readonly label: string;
  readonly required: boolean;
  readonly otherwise?: string | undefined;
  readonly describedby?: string | undefined;
  readonly invalid?: boolean | undefined;
  /** What the control is called where no label is tied to it. */
  readonly named?: string | undefined;
}

/** A widget of one or several types. */
export type WidgetOf<T extends Widget['type']> = WidgetProps<Extract<Widget, { type: T }>>;
