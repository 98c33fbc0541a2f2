import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import {
  type CallExpression,
  type Expression,
  type Node,
  ScriptTarget,
  createSourceFile,
  forEachChild,
  isBinaryExpression,
  isCallExpression,
  isIdentifier,
  isPropertyAccessExpression,
  isStringLiteralLike,
  isTaggedTemplateExpression,
  isTemplateExpression,
} from 'typescript';
import { idsIn } from './requirement-rows';

/** A test that names rows of the requirements, in its own title, a `describe` around it, or the table of its `each`. */
export interface NamingTest {
  readonly file: string;
  readonly title: string;
  readonly ids: readonly string[];
}

interface Heading {
  readonly title: string;
  readonly ids: readonly string[];
}

const SPEC = /\.(e2e-)?spec\.tsx?$/;
/** `it`, `test`, `describe`, and what this repository makes of them: `describeWithKafka`. */
const BLOCK = /^(it|test|describe)(With[A-Z]\w*)?$/;
/** Tests that do not run, or are expected to fail, prove nothing. */
const PROVES_NOTHING = new Set(['skip', 'todo', 'failing']);

/** The tests of all specs under those folders that name a row. */
export function namingTests(root: string, folders: readonly string[] = ['apps', 'libs', 'infra']): NamingTest[] {
  return folders
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && SPEC.test(entry.name) && !/\/node_modules(\/|$)/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .flatMap((file) => namingTestsIn(relative(root, file), readFileSync(file, 'utf8')));
}

/** The tests of one spec that name a row, read from its source without running it. */
export function namingTestsIn(file: string, source: string): NamingTest[] {
  const found: NamingTest[] = [];
  const walk = (node: Node, above: readonly Heading[]): void => {
    const block = isCallExpression(node) ? blockOf(node) : undefined;
    if (block?.provesNothing) return;
    const headings = block ? [...above, block.heading] : above;
    if (block && !block.isGroup) {
      const ids = [...new Set(headings.flatMap((heading) => heading.ids))];
      if (ids.length > 0) found.push({ file, title: headings.map(({ title }) => title).join(' › '), ids });
      return;
    }
    forEachChild(node, (child) => {
      walk(child, headings);
    });
  };
  walk(createSourceFile(file, source, ScriptTarget.Latest), []);
  return found;
}

function blockOf(call: CallExpression): { isGroup: boolean; provesNothing: boolean; heading: Heading } | undefined {
  const [first, body] = call.arguments;
  const { name, members, table } = calleeOf(call.expression);
  if (!first || !body || !BLOCK.test(name)) return undefined;
  const title = textOf(first);
  const ofTable = table && /[%$]/.test(title) ? textsIn(table).flatMap(idsIn) : [];
  return {
    isGroup: name.startsWith('describe'),
    provesNothing: members.some((member) => PROVES_NOTHING.has(member)),
    heading: { title, ids: [...idsIn(title), ...ofTable] },
  };
}

/** `it`, `it.each([…])`, `describe.each<Row>`…``: the name, the members after it, and the table, if there is one. */
function calleeOf(callee: Expression): { name: string; members: string[]; table?: Node } {
  if (isIdentifier(callee)) return { name: callee.text, members: [] };
  if (isPropertyAccessExpression(callee)) {
    const { members, ...inner } = calleeOf(callee.expression);
    return { ...inner, members: [...members, callee.name.text] };
  }
  if (isCallExpression(callee)) return { ...calleeOf(callee.expression), table: callee };
  if (isTaggedTemplateExpression(callee)) return { ...calleeOf(callee.tag), table: callee.template };
  return { name: '', members: [] };
}

/** The words of a title; what is put in when it runs is left out. */
function textOf(title: Expression): string {
  if (isStringLiteralLike(title)) return title.text;
  if (isTemplateExpression(title)) return [title.head.text, ...title.templateSpans.map(({ literal }) => literal.text)].join('…');
  if (isBinaryExpression(title)) return `${textOf(title.left)}${textOf(title.right)}`;
  return '';
}

function textsIn(node: Node): string[] {
  if (isStringLiteralLike(node)) return [node.text];
  const texts: string[] = [];
  forEachChild(node, (child) => {
    texts.push(...textsIn(child));
  });
  return texts;
}
