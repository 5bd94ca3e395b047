import { getContext, setContext, type Component } from 'svelte';
import type { WidgetProps } from './widget-props.ts';

const key = 'widget of a form';

/** Gives the widgets within a form the component that draws any widget, so that they can hold others. */
export function provideWidget(view: Component<WidgetProps>): void {
  setContext(key, view);
}

/** The component that draws any widget. */
export function widgetComponent(): Component<WidgetProps> {
  return getContext<Component<WidgetProps>>(key);
}
