import { parseExpression } from 'vega-expression';

interface ExpressionNode {
  readonly type: string;
  readonly [key: string]: unknown;
}
type Count = (columns: readonly string[]) => number;

const comparisons = new Set(['==', '!=', '===', '!==', '<', '>', '<=', '>=']);
const asks = /^(?:is[A-Z]|inrange$|toBoolean$)/;

/**
 * How many values a checked expression of a chart can have at most, when columns have as many together as `count`
 * says: `datum.score > 0.5 ? 'high' : 'low'` has two.
 */
export function outcomesOf(source: string, count: Count): number {
  const root = parseExpression(source) as ExpressionNode;
  const columns = new Set<string>();
  addColumns(root, columns);
  return Math.min(outcomes(root, count), count([...columns]));
}

function outcomes(node: ExpressionNode, count: Count): number {
  const of = (child: unknown): number => outcomes(child as ExpressionNode, count);
  const product = (children: readonly unknown[]): number => children.reduce<number>((all, child) => all * of(child), 1);
  switch (node.type) {
    case 'ConditionalExpression':
      return of(node['consequent']) + of(node['alternate']);
    case 'UnaryExpression':
      return node['operator'] === '!' ? 2 : of(node['argument']);
    case 'BinaryExpression':
      return comparisons.has(String(node['operator'])) ? 2 : product([node['left'], node['right']]);
    case 'LogicalExpression':
      return of(node['left']) + of(node['right']);
    case 'CallExpression':
      return outcomesOfCall(String((node['callee'] as ExpressionNode)['name']), node['arguments'] as readonly unknown[], of, product);
    case 'ArrayExpression':
      return product(node['elements'] as readonly unknown[]);
    case 'MemberExpression': {
      const column = columnOf(node);
      return column === null ? of(node['object']) : count([column]);
    }
    default:
      return 1;
  }
}

function outcomesOfCall(
  name: string,
  given: readonly unknown[],
  of: (child: unknown) => number,
  product: (children: readonly unknown[]) => number,
): number {
  if (asks.test(name)) return 2;
  return name === 'if' && given.length === 3 ? of(given[1]) + of(given[2]) : product(given);
}

function addColumns(node: unknown, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  const column = 'type' in node && node.type === 'MemberExpression' ? columnOf(node as unknown as ExpressionNode) : null;
  if (column !== null) found.add(column);
  else for (const child of Object.values(node)) addColumns(child, found);
}

/** The column that `datum.name` reads; null for what reads into another value. */
function columnOf(node: ExpressionNode): string | null {
  const object = node['object'] as ExpressionNode;
  const property = node['property'] as ExpressionNode;
  if (object.type !== 'Identifier' || object['name'] !== 'datum') return null;
  return String(node['computed'] === true ? property['value'] : property['name']);
}
