/**
 * Lets a process or a worker run the sources: `--require plant.cjs --conditions @facture/source`.
 * With a bug as JSON in PLANTED, one piece of them is exchanged.
 */
const { transformSync } = require('@swc/core');
const { readFileSync } = require('node:fs');

const { file: planted, piece, instead } = JSON.parse(process.env.PLANTED ?? '{}');

const exchange = (text) => {
  if (text.split(piece).length !== 2) throw new Error(`${planted} must hold once: ${piece}`);
  return text.replace(piece, () => instead);
};

require.extensions['.ts'] = (module, file) => {
  const text = readFileSync(file, 'utf8');
  const source = file.endsWith(`/packages/${planted}`) ? exchange(text) : text;
  const { code } = transformSync(source, {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  module._compile(code, file);
};
