import type { ChartOutput, LiveValue, Output } from '../../cells/output.ts';
import type { LinkValue } from '../../notebook/link-values.ts';

/**
 * An output as it travels: what selects, loads or draws rows is left out, and so are images. Of a table of rows only its
 * outline and size travel unless `rows` asks for the rows that it shows first. Null for what does not travel: controls, whose values
 * stand in the text, and charts and galleries that draw the reader's `own` rows.
 */
export function carryOutput(output: Output, { own, rows }: { readonly own: boolean; readonly rows: boolean }): LinkValue | null {
  switch (output.type) {
    case 'prose':
      return plain({ type: 'prose', values: output.values.map(carryLiveValue) });
    case 'chart':
      return own && !rows ? null : plain(carryChart(output));
    case 'checks':
      return plain(output);
    case 'finding':
      return plain({ ...output, hasRows: false });
    case 'gallery':
      return own && !rows ? null : plain({ ...output, left: undefined, items: output.items.map(({ image: _, ...item }) => item) });
    case 'table':
      return carryTable(output, own && !rows);
    default:
      return null;
  }
}

function carryTable(output: Extract<Output, { readonly type: 'table' }>, redacted: boolean): LinkValue {
  switch (output.layout) {
    case 'rows': {
      const columns = output.columns.map(({ name, type, role, missing }) => ({ name, type, role, missing }));
      return plain({ ...output, bytes: undefined, left: undefined, printed: undefined, columns, head: redacted ? [] : output.head });
    }
    case 'metrics':
      return plain({ ...output, rows: output.rows.map(({ clause: _, ...row }) => row) });
    case 'analysis': {
      const blocks = output.blocks.map((block) => (block.block === 'charts' ? { ...block, charts: block.charts.map(carryChart) } : block));
      return plain({ ...output, blocks });
    }
    case 'confusion':
      return plain({ ...output, left: undefined });
    case 'facts':
      return plain(output);
  }
}

function carryChart({ selecting: _, left: __, ...chart }: ChartOutput): object {
  return chart;
}

/** What the text says of it does not travel twice. */
function carryLiveValue({ source: _, ...value }: LiveValue): object {
  return value;
}

/** Outputs are plain values; what is undefined is left out when they are written. */
function plain(value: object): LinkValue {
  return value as unknown as LinkValue;
}
