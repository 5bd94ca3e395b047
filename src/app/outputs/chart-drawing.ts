import type * as ChartDrawing from '../../report/chart-view.ts';

let drawing: typeof ChartDrawing | null = null;

/** What draws charts, where it has been loaded: a chart is then drawn before the next frame, as the browser's print asks for. */
export function chartDrawing(): typeof ChartDrawing | null {
  return drawing;
}

/** Loads what draws charts. */
export async function loadChartDrawing(): Promise<typeof ChartDrawing> {
  if (drawing !== null) return drawing;
  const loaded = await import('../../report/chart-view.ts');
  await loaded.loadChartTools();
  return (drawing = loaded);
}
