import {
  type BinaryExpression,
  type CallExpression,
  type Node,
  ScriptTarget,
  SyntaxKind,
  createSourceFile,
  forEachChild,
  isBinaryExpression,
  isCallExpression,
  isConditionalExpression,
  isDecorator,
  isExpressionStatement,
  isFunctionLike,
  isIfStatement,
  isImportDeclaration,
  isNumericLiteral,
  isParenthesizedExpression,
  isPropertyAccessExpression,
  isStringLiteral,
  isTypeNode,
  isVariableDeclaration,
} from 'typescript';

/** What a mutation does to a rule. */
export type Kind = 'comparison' | 'boundary' | 'dropped condition' | 'dropped call' | 'constant';

/** One small change to a source file that a test of the rule must notice. */
export interface Mutation {
  readonly kind: Kind;
  /** Names it in the list: the declaration it stands in, its kind, what it replaces by what, and which one where there are several. */
  readonly name: string;
  /** The first and the last character, exclusive, of what it replaces. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

interface Change {
  readonly kind: Kind;
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

const NEGATED: Partial<Record<SyntaxKind, string>> = {
  [SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [SyntaxKind.LessThanToken]: '>=',
  [SyntaxKind.LessThanEqualsToken]: '>',
  [SyntaxKind.GreaterThanToken]: '<=',
  [SyntaxKind.GreaterThanEqualsToken]: '<',
};

const SHIFTED: Partial<Record<SyntaxKind, string>> = {
  [SyntaxKind.LessThanToken]: '<=',
  [SyntaxKind.LessThanEqualsToken]: '<',
  [SyntaxKind.GreaterThanToken]: '>=',
  [SyntaxKind.GreaterThanEqualsToken]: '>',
};

/** A string that is SQL, by the words in it. */
const SQL = /\b(?:SELECT|UPDATE|DELETE|WHERE|AND)\b/;

/** One condition after WHERE or AND: a bracket and what follows it, or up to the next word of SQL, the end of the line or the bracket it stands in. */
const SQL_CONDITION =
  /\b(?:WHERE|AND)\s+(?!EXISTS)((?:[^\s()]|\((?:[^()]|\([^()]*\))*\)| (?!AND\b|OR\b|ORDER\b|GROUP\b|LIMIT\b|FOR\b|RETURNING\b|LEFT\b|JOIN\b))+)/g;

const SQL_BOUNDARY = /\s(<|>|<=|>=)\s/g;

/** Every mutation of a source file, in the order in which they stand in it. */
export function mutationsOf(source: string): Mutation[] {
  const file = createSourceFile('mutated.ts', source, ScriptTarget.ES2022, true);
  const found: { within: string; change: Change }[] = [];
  const visit = (node: Node, within: string): void => {
    if (isTypeNode(node) || isImportDeclaration(node) || isDecorator(node)) return;
    const here = nameOf(node) ?? within;
    for (const change of changesAt(node, source)) found.push({ within: here, change });
    forEachChild(node, (child) => {
      visit(child, here);
    });
  };
  visit(file, '');
  return named(found, source);
}

/** The source with the mutation in it. */
export function mutated(source: string, { start, end, replacement }: Mutation): string {
  return `${source.slice(0, start)}${replacement}${source.slice(end)}`;
}

function changesAt(node: Node, source: string): Change[] {
  if (isBinaryExpression(node)) return atOperator(node, source);
  if (isIfStatement(node) || isConditionalExpression(node)) {
    const condition = isIfStatement(node) ? node.expression : node.condition;
    return [replace('dropped condition', condition, 'false'), replace('dropped condition', condition, 'true')];
  }
  if (isExpressionStatement(node)) return isCall(node.expression) ? [replace('dropped call', node, ';')] : [];
  if (isCallExpression(node)) return atFilter(node, source);
  if (isNumericLiteral(node)) return [replace('boundary', node, isLarge(node.text) ? `${node.getText()} * 2` : `${node.getText()} + 1`)];
  if (node.kind === SyntaxKind.TrueKeyword) return [replace('constant', node, 'false')];
  if (node.kind === SyntaxKind.FalseKeyword) return [replace('constant', node, 'true')];
  const isText = isStringLiteral(node) || node.kind === SyntaxKind.NoSubstitutionTemplateLiteral || isTemplatePart(node);
  return isText && SQL.test(node.getText()) ? inSql(node) : [];
}

/** One more of a few is another rule; a millisecond more of a day is not. */
function isLarge(number: string): boolean {
  return Number(number) >= 1000;
}

function atOperator(node: BinaryExpression, source: string): Change[] {
  const { kind } = node.operatorToken;
  const start = node.operatorToken.getStart();
  const end = node.operatorToken.end;
  const changes: Change[] = [];
  const [negated, shifted] = [NEGATED[kind], SHIFTED[kind]];
  if (negated !== undefined) changes.push({ kind: 'comparison', start, end, replacement: negated });
  if (shifted !== undefined) changes.push({ kind: 'boundary', start, end, replacement: shifted });
  if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken) {
    changes.push(replace('dropped condition', node, source.slice(node.left.getStart(), node.left.end)));
    changes.push(replace('dropped condition', node, source.slice(node.right.getStart(), node.right.end)));
  }
  return changes;
}

/** A list that is no longer filtered. */
function atFilter(node: CallExpression, source: string): Change[] {
  const called = node.expression;
  if (!isPropertyAccessExpression(called) || called.name.text !== 'filter') return [];
  return [replace('dropped call', node, source.slice(called.expression.getStart(), called.expression.end))];
}

/** A condition is left out by making it hold always, so that its parameter is still used. */
function inSql(node: Node): Change[] {
  const from = node.getStart() + 1;
  const text = node.getText().slice(1, -1).replace(/\$$/, ' ');
  const dropped = [...text.matchAll(SQL_CONDITION)].map(({ index, 0: whole, 1: condition = '' }): Change => {
    const start = from + index + whole.length - condition.length;
    return { kind: 'dropped condition', start, end: start + condition.trimEnd().length, replacement: `(${condition.trimEnd()} OR true)` };
  });
  const shifted = [...text.matchAll(SQL_BOUNDARY)].map(({ index, 1: sign = '' }): Change => {
    const start = from + index + 1;
    return { kind: 'boundary', start, end: start + sign.length, replacement: sign.endsWith('=') ? sign.slice(0, -1) : `${sign}=` };
  });
  return [...dropped.filter(({ start, end }) => end > start), ...shifted];
}

function named(found: readonly { within: string; change: Change }[], source: string): Mutation[] {
  const times = new Map<string, number>();
  return [...found]
    .sort((one, other) => one.change.start - other.change.start)
    .map(({ within, change }) => {
      const original = asOneLine(source.slice(lineStart(source, change), lineEnd(source, change)));
      const replaced = asOneLine(source.slice(change.start, change.end));
      const base = `${within}: ${change.kind}: ${replaced} → ${asOneLine(change.replacement)} in ${original}`;
      const before = times.get(base) ?? 0;
      times.set(base, before + 1);
      return { ...change, name: before === 0 ? base : `${base} (${String(before + 1)})` };
    });
}

function lineStart(source: string, { start }: Change): number {
  return source.lastIndexOf('\n', start - 1) + 1;
}

function lineEnd(source: string, { start }: Change): number {
  const end = source.indexOf('\n', start);
  return end < 0 ? source.length : end;
}

function asOneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

function replace(kind: Kind, node: Node, replacement: string): Change {
  return { kind, start: node.getStart(), end: node.end, replacement };
}

function isCall(node: Node): boolean {
  if (node.kind === SyntaxKind.AwaitExpression || isParenthesizedExpression(node)) {
    let inner = false;
    forEachChild(node, (child) => {
      inner ||= isCall(child);
    });
    return inner;
  }
  return isCallExpression(node);
}

function isTemplatePart(node: Node): boolean {
  return [SyntaxKind.TemplateHead, SyntaxKind.TemplateMiddle, SyntaxKind.TemplateTail].includes(node.kind);
}

/** The name of a function, method, class or constant, by which a mutation in it is found again when lines move. */
function nameOf(node: Node): string | undefined {
  if (!isFunctionLike(node) && !isVariableDeclaration(node)) return undefined;
  const { name } = node as { name?: Node };
  return name?.getText();
}
