/** Brings a cell into view and gives it the focus. */
export function goToCell(id: string): void {
  const element = document.querySelector<HTMLElement>(`[data-cell="${CSS.escape(id)}"], [data-block="${CSS.escape(id)}"]`);
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}
