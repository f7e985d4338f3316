import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** A regular expression of what is shipped, and the first file that it stands in. */
export interface FoundExpression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const isShipped = (file: string): boolean =>
  !/\.test\.tsx?$/.test(file) && !file.includes('/testing/');

/** Lists the regular expressions that are written in a file, and those that it makes from texts. */
export const expressionsIn = (
  file: string,
  text: string,
): { readonly written: ReadonlyArray<FoundExpression>; readonly made: ReadonlyArray<string> } => {
  const written: Array<FoundExpression> = [];
  const made: Array<string> = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      written.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    if (ts.isNewExpression(node) && node.expression.getText() === 'RegExp') made.push(file);
    ts.forEachChild(node, visit);
  };
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind));
  return { written, made };
};

/** Lists the regular expressions of all that is shipped, each once. */
export const shippedExpressions = (root: string) => {
  const files = globSync('packages/{core,stores,apps}/*/src/**/*.{ts,tsx}', { cwd: root });
  const found = files
    .filter(isShipped)
    .map((file) => expressionsIn(file, readFileSync(join(root, file), 'utf8')));
  const written = new Map(
    found.flatMap((each) => each.written).map((each) => [`/${each.source}/${each.flags}`, each]),
  );
  return { written, made: found.flatMap(({ made }) => made).sort() };
};
