import ts from 'typescript';

/** A runnable piece of documentation and where it stands. */
export interface Snippet {
  /** `docs/explanation/events.md:12` */
  readonly place: string;
  readonly code: string;
}

/** Extracts the fenced blocks of a Markdown page that are marked so: `ts`, or `ts service`. */
export const fences = (file: string, markdown: string, mark: string): ReadonlyArray<Snippet> =>
  [...markdown.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)]
    .filter(([, info]) => info === mark)
    .map((match) => ({
      place: `${file}:${lineOf(markdown, match.index)}`,
      code: match[2] ?? '',
    }));

/** Extracts the `@example` blocks of the docstrings of a source file. */
export const docExamples = (file: string, source: string): ReadonlyArray<Snippet> =>
  [...source.matchAll(/\/\*\*.*?\*\//gs)].flatMap((docstring) => {
    const example = /@example\n(.*?)(?=\n\s*\* @|\s*\*\/)/s.exec(docstring[0]);
    if (example?.[1] === undefined) return [];
    return [
      {
        place: `${file}:${lineOf(source, docstring.index)}`,
        code: example[1].replaceAll(/^\s*\* ?/gm, ''),
      },
    ];
  });

/** Names the modules that a snippet imports. */
export const importsOf = ({ code }: Snippet): ReadonlyArray<string> =>
  ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName);

/** Turns every statement `expression; // => value` into a call of `check(actual, expected, text)`. */
export const withChecks = ({ place, code }: Snippet): { code: string; checks: number } => {
  const file = ts.createSourceFile(place, code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  let checked = '';
  let end = 0;
  let checks = 0;
  for (const statement of file.statements) {
    if (!ts.isExpressionStatement(statement)) continue;
    const comment = /^[ \t]*\/\/ => (.*)/.exec(code.slice(statement.end));
    if (comment?.[1] === undefined) continue;
    const text = statement.expression.getText(file);
    checked += `${code.slice(end, statement.getStart(file))}check((${text}), (${comment[1]}), ${JSON.stringify(text)});`;
    end = statement.end;
    checks += 1;
  }
  return { code: checked + code.slice(end), checks };
};

/** Compiles a snippet into the body of an asynchronous CommonJS function. */
export const functionBody = (code: string): string =>
  ts.transpileModule(code, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
    },
  }).outputText;

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;
