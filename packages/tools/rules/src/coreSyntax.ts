/** What the pure core does not write, each with the reason that the linter prints. */
export const coreSyntax: ReadonlyArray<{ readonly selector: string; readonly message: string }> = [
  { selector: 'ThrowStatement', message: 'The core answers an Either instead of throwing.' },
  { selector: 'ClassDeclaration', message: 'The core is made of types and functions.' },
  { selector: 'ClassExpression', message: 'The core is made of types and functions.' },
  { selector: 'TSEnumDeclaration', message: 'The core names alternatives by a union of literals.' },
  { selector: 'ExportDefaultDeclaration', message: 'A public thing has one name everywhere.' },
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'Time rides in the command.',
  },
  { selector: 'CallExpression[callee.name="Date"]', message: 'Time rides in the command.' },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'Time rides in the command.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Chance rides in the command.',
  },
];

/** What no package writes. */
export const houseSyntax: typeof coreSyntax = [
  { selector: 'ExportAllDeclaration', message: 'index.ts lists the names it exports.' },
];
