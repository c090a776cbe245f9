#!/usr/bin/env node
// Takes Shadowlog's batches into SQLite, each exactly once.
//
//     receiver.js PORT SECRET_FILE DATABASE
//
// Behind a proxy that speaks TLS; docs/receiver.md is the contract.  The client
// `sqlite3` is run: each batch is one script, and one transaction.
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const { spawnSync } = require('node:child_process');

const [PORT, SECRET_FILE, DATABASE] = process.argv.slice(2);
const KEY = Buffer.from(fs.readFileSync(SECRET_FILE, 'utf8').trim().replace(/^whsec_/, ''), 'base64');

const quote = (value) => `'${String(value).replaceAll("'", "''")}'`;

function sql(script) {
  const run = spawnSync('sqlite3', ['-batch', '-bail', '-init', '/dev/null', '-cmd', '.timeout 10000', DATABASE],
    { input: script, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`sqlite3: ${run.error ?? run.stderr}`);
  return run.stdout.trim();
}

// Over the bytes as they came, and in constant time.
function genuine(headers, body) {
  const id = headers['webhook-id'] ?? '', stamp = headers['webhook-timestamp'] ?? '';
  if (!/^\d+$/.test(stamp) || Math.abs(Date.now() / 1000 - stamp) > 300) return false;
  const mac = crypto.createHmac('sha256', KEY).update(`${id}.${stamp}.`).update(body);
  const good = Buffer.from(`v1,${mac.digest('base64')}`);
  return (headers['webhook-signature'] ?? '').split(' ').map((given) => Buffer.from(given))
    .some((given) => given.length === good.length && crypto.timingSafeEqual(given, good));
}

// The effect: your own code goes here.  It is in the transaction.
function apply(event) {
  const table = quote(event.table), key = quote(JSON.stringify(event.key));
  const log = `INSERT INTO event (id, json) VALUES (${quote(event.id)}, ${quote(JSON.stringify(event))});`;
  if (event.op === 't') return `${log} DELETE FROM current WHERE table_name = ${table};`;
  if (event.after === null) return `${log} DELETE FROM current WHERE table_name = ${table} AND key = ${key};`;
  return `${log} REPLACE INTO current VALUES (${table}, ${key}, ${quote(JSON.stringify(event.after))});`;
}

// The status and the answer; what it stores is durable by then.
function take(batch, { 'shadowlog-token': token = 0 }) {
  const [source, sink, epoch] = [batch.source.id, batch.sink, batch.source.epoch].map(quote);
  const [last, highest] = sql(`SELECT max(CASE sink WHEN ${sink} THEN batch_seq END), max(token) FROM taken
    WHERE (source, epoch) = (${source}, ${epoch});`).split('|').map(Number);
  const refusal = (status, type, more) => [status, { type: `urn:shadowlog:problem/${type}`, ...more }];
  if (Number(token) < highest) return refusal(409, 'stale-token'); // of a poller that was replaced
  if (batch.batch_seq > last + 1) return refusal(412, 'sequence-gap', { expected_batch_seq: last + 1 });
  const position = `INTO taken VALUES (${source}, ${sink}, ${epoch}, ${batch.batch_seq}, ${Number(token)});`;
  if (batch.batch_seq <= last) return sql(`REPLACE ${position}`), [200, {}]; // it is here already
  // A checkpoint has no events, and a replay some that may be here.
  const known = (event) => batch.replay && sql(`SELECT 1 FROM event WHERE id = ${quote(event.id)};`);
  // Whoever took it since then makes the first INSERT fail, and all with it.
  sql(`BEGIN IMMEDIATE; INSERT ${position}
    ${batch.data.filter((event) => !known(event)).map(apply).join('\n')} COMMIT;`);
  return [200, {}];
}

sql(`CREATE TABLE IF NOT EXISTS taken (source, sink, epoch, batch_seq, token, PRIMARY KEY (source, sink, epoch, batch_seq));
  CREATE TABLE IF NOT EXISTS event (n INTEGER PRIMARY KEY, id UNIQUE, json);
  CREATE TABLE IF NOT EXISTS current (table_name, key, row, PRIMARY KEY (table_name, key));`);
http.createServer(async (request, response) => {
  let status = 401, answer = {};
  try {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    if (genuine(request.headers, body)) [status, answer] = take(JSON.parse(body), request.headers);
  } catch (error) { // not stored: the same batch comes again
    console.error(error.message);
    status = 503;
  }
  response.writeHead(status, { 'Content-Type': `application/${answer.type ? 'problem+' : ''}json` });
  response.end(JSON.stringify(answer));
}).listen(Number(PORT), '127.0.0.1');
