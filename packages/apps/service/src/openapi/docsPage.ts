import { createHash } from 'node:crypto';

import type { JsonSchema } from './jsonSchema';

/** The page that shows the OpenAPI document, and the policy under which a browser may show it. */
export interface DocsPage {
  readonly html: string;
  readonly contentSecurityPolicy: string;
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
details { border-top: 1px solid #8886; padding: .5rem 0; }
summary { cursor: pointer; overflow-wrap: anywhere; }
code, pre { font: .9em/1.4 ui-monospace, monospace; }
pre { overflow-x: auto; padding: .5rem; background: #8881; }
b { display: inline-block; min-width: 4rem; }
`;

const CHARACTERS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => CHARACTERS[character] ?? character);

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const json = (value: unknown): string => `<pre>${escaped(JSON.stringify(value, null, 2))}</pre>`;

const operationHtml = (path: string, method: string, value: unknown): string => {
  const { summary, description, ...rest } = record(value);
  return `<details><summary><b>${escaped(method.toUpperCase())}</b> <code>${escaped(path)}</code><br>${escaped(textOf(summary))}</summary>
<p>${escaped(textOf(description))}</p>${json(rest)}</details>`;
};

const schemaHtml = (name: string, schema: unknown): string =>
  `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${json(schema)}</details>`;

/** Makes the page of an OpenAPI document: one file without script, which asks nobody for anything. */
export const createDocsPage = (document: JsonSchema): DocsPage => {
  const { title, version, description } = record(document['info']);
  const operations = Object.entries(record(document['paths'])).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, value]) => operationHtml(path, method, value)),
  );
  const schemas = Object.entries(record(record(document['components'])['schemas'])).map(
    ([name, schema]) => schemaHtml(name, schema),
  );
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(textOf(title))}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(textOf(title))} ${escaped(textOf(version))}</h1>
<p>${escaped(textOf(description))} The document itself is <a href="/openapi.json">/openapi.json</a>.</p>
<h2>Routes</h2>
${operations.join('\n')}
<h2>Schemas</h2>
${schemas.join('\n')}
</body>
</html>
`;
  const style = createHash('sha256').update(STYLE).digest('base64');
  return {
    html,
    contentSecurityPolicy: `default-src 'none'; style-src 'sha256-${style}'; frame-ancestors 'none'`,
  };
};
