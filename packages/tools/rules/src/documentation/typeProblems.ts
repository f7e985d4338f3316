import { join } from 'node:path';
import ts from 'typescript';
import type { Snippet } from './snippets.ts';

/**
 * A package's own README is checked from inside it, the rest in the service, which sees all but the
 * client.
 */
const room = ({ place, code }: Snippet): string =>
  /^(packages\/[^/]+\/[^/]+)\/README\.md/.exec(place)?.[1] ??
  (code.includes("'@facture/client'") ? 'packages/apps/client' : 'packages/apps/service');

/** "Cannot use 'await' at the top level": a snippet is the body of an asynchronous function. */
const TOP_LEVEL_AWAIT = 1309;

/** Lists what the type checker says of snippets, each as a module of its own. */
export const typeProblems = (
  root: string,
  snippets: ReadonlyArray<Snippet>,
): ReadonlyArray<string> => {
  const files = new Map(
    snippets.map((snippet, index) => [
      join(root, room(snippet), `src/snippet${index}.ts`),
      snippet,
    ]),
  );
  const config = ts.readConfigFile(join(root, 'tsconfig.base.json'), (file) =>
    ts.sys.readFile(file),
  );
  const { options } = ts.convertCompilerOptionsFromJson(
    (config.config as { compilerOptions: unknown }).compilerOptions,
    root,
  );
  const disk = ts.createCompilerHost({});
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (file) => files.has(file) || disk.fileExists(file),
    readFile: (file) => files.get(file)?.code ?? disk.readFile(file),
    getSourceFile: (file, languageVersion, ...rest) => {
      const snippet = files.get(file);
      return snippet === undefined
        ? disk.getSourceFile(file, languageVersion, ...rest)
        : ts.createSourceFile(file, `${snippet.code}\nexport {};`, languageVersion);
    },
  };
  const program = ts.createProgram({
    rootNames: [...files.keys()],
    options: {
      ...options,
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      isolatedModules: false,
      noUnusedLocals: false,
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      rootDir: root,
    },
    host,
  });
  return [...files].flatMap(([file, { place }]) => {
    const source = program.getSourceFile(file);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found
      .filter(({ code }) => code !== TOP_LEVEL_AWAIT)
      .map(({ messageText }) => `${place}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`);
  });
};
