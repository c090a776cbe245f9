// parse.js MODULES GRAMMAR FILE...: what a grammar of others (grammars-v4, as
// packaged in antlr4ts-sql) has to say about SQL of ours; nothing if all is well.
// In a file of checks (tests/tools/checks.c) each one is parsed alone.
'use strict';

const fs = require('fs');
const path = require('path');
const { antlr4tsSQL, SQLDialect } = require(path.join(
  process.argv[2], 'antlr4ts-sql'));

// What the grammar does not know, and the engine's manual does.
const unknown = {
  TSQL: [
    [/DEFAULT \(NEXT VALUE FOR [^)]*\)/g, 'DEFAULT (1)'],
    [/rollback trigger with raiserror 30001/g, 'print'],
    [/\bGRANT (\w+), (\w+) ON/gi, 'GRANT $1 ON'],
  ],
  PLSQL: [
    [/\bseq\b/g, 'number_of'],
    [/^DROP CONTEXT \w+;$/gm, ''],
    [/\bGRANT (\w+), (\w+) ON/g, 'GRANT $1 ON'],
  ],
};

function parse(grammar, text) {
  const parser = new antlr4tsSQL(SQLDialect[grammar]);
  const errors = [];
  const listener = {
    syntaxError: (recognizer, symbol, line, column, message) =>
      errors.push(`${line}:${column} ${message.slice(0, 200)}`),
  };
  const quiet = console.error;
  console.error = () => {};
  try {
    const tokens = parser.getTokens(text, [listener]);
    parser.getParseTree(parser.getParser(tokens, [listener]));
  } catch (error) {
    errors.push(error.message);
  }
  console.error = quiet;
  return errors;
}

const grammar = process.argv[3];
for (const file of process.argv.slice(4)) {
  let text = fs.readFileSync(file, 'utf8');
  for (const [pattern, instead] of unknown[grammar])
    text = text.replace(pattern, instead);
  const parts = path.basename(file) === 'checks.sql'
    ? text.split(/^-- (?=catalogue\.|doctor\.)/m).slice(1)
      .map((part) => ({
        name: part.split('\n')[0], text: part.slice(part.indexOf('\n')) }))
    : [{ name: '', text }];
  for (const part of parts)
    for (const error of parse(grammar, part.text))
      console.log(`${file} ${part.name}: ${error}`);
}
