// node judge.js MODULES SCHEMAS DIR SECRET...
//
// A webhook receiver made of libraries that are not ours.  A sink of format F
// posts to /F; every request is checked while it is here:
//
//   signature     standardwebhooks and svix, with each secret
//   CloudEvents   cloudevents, the SDK: is it an event, and is it valid
//   bodies        ajv: the published schema of a batch, those in SCHEMAS of the
//                 formats, and the schema of each event's table, which is found
//                 by the name that the event gives
//
// What is posted to /masked is native, too.  DIR/rows holds the tables' schemas.  DIR/port gets the port, DIR/verdicts one
// line a request, "F ID good" or what was wrong, DIR/got.F what the events say,
// whatever the format, and DIR/ce.F what attributes they have.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const path = require('path');

const [modules, schemas, dir, ...secrets] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));
const readJson = (file) => JSON.parse(fs.readFileSync(file));
const Ajv = load('ajv/dist/2020').default;
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false,
	allowUnionTypes: true });
load('ajv-formats').default(ajv);
const { HTTP } = load('cloudevents');
const batch = ajv.compile(readJson(process.env.BATCH_SCHEMA));
const debezium = ajv.compile(readJson(path.join(schemas, 'debezium.schema.json')));
const maxwell = ajv.compile(readJson(path.join(schemas, 'maxwell.schema.json')));
const flat = ajv.compile(readJson(path.join(schemas, 'flat.schema.json')));
for (const file of fs.readdirSync(path.join(dir, 'rows')))
	ajv.addSchema(readJson(path.join(dir, 'rows', file)));

const decoder = new TextDecoder('utf-8', { fatal: true });

function fits(problems, validate, value) {
	if (!validate(value))
		problems.push(ajv.errorsText(validate.errors));
}

// By both libraries; what is no JSON they cannot return, but do verify first.
function checkSignature(problems, headers, body, format) {
	for (const secret of secrets) {
		for (const name of ['standardwebhooks', 'svix']) {
			const { Webhook } = load(name);
			try {
				new Webhook(secret).verify(body, headers);
			} catch (error) {
				if (format !== 'ndjson' ||
				    !(error instanceof SyntaxError))
					problems.push(`${name}: ${error.message}`);
			}
		}
		const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
		const mac = crypto.createHmac('sha256', key)
			.update(`${headers['webhook-id']}.` +
				`${headers['webhook-timestamp']}.`)
			.update(body).digest('base64');
		if (!headers['webhook-signature'].split(' ').includes(`v1,${mac}`))
			problems.push('node:crypto: no such signature');
	}
}

// The event by the schema of its table, which was printed beforehand.
function checkRow(problems, dataschema, event) {
	const validate = ajv.getSchema(dataschema);
	if (!validate)
		problems.push(`no schema ${dataschema}`);
	else
		fits(problems, validate, event);
}

// Dates as one format has them and another has not.
const plain = (row) => row && Object.fromEntries(Object.entries(row).map(
	([name, value]) => [name, typeof value === 'string'
		? value.replace(/^(\d{4,}-\d\d-\d\d)[T ](\d\d:.*?)Z?$/, '$1 $2')
		: value]));
const said = (id, op, table, row) =>
	JSON.stringify({ id, op, table, row: plain(row) || null }) + '\n';

function nativeEvents(problems, whole) {
	fits(problems, batch, whole);
	return whole.data.map((event) => {
		checkRow(problems, whole.schemas[event.schema].dataschema, event);
		return said(event.id, event.op, event.table,
			event.after || event.before);
	});
}

function readNdjson(problems, text) {
	const lines = text.split('\n');
	if (lines.pop() !== '')
		problems.push('no newline at the end');
	const [head, ...data] = lines.map((line) => JSON.parse(line));
	return nativeEvents(problems, { ...head, data });
}

function readCloudEvents(problems, text, headers, format) {
	const message = { headers, body: text };
	if (!HTTP.isEvent(message))
		problems.push('the SDK sees no event');
	const events = [HTTP.toEvent(message)].flat();
	return events.map((event) => {
		event.validate();
		checkRow(problems, event.dataschema, event.data);
		// The place in the transaction is counted by batches.
		const { data, shadowlogbatch, shadowlogtxn, ...attributes } =
			event.toJSON();
		if (headers['ce-id'])
			for (const name in attributes)
				if (typeof attributes[name] === 'string')
					attributes[name] =
						decodeURIComponent(attributes[name]);
		fs.appendFileSync(path.join(dir, `ce.${format}`),
			JSON.stringify(Object.fromEntries(
				Object.entries(attributes)
					.filter(([, v]) => v !== undefined)
					.map(([k, v]) => [k, String(v)]).sort())) + '\n');
		return said(event.id, data.op, data.table, data.after || data.before);
	});
}

function readDebezium(problems, text) {
	return [JSON.parse(text)].flat().map((event) => {
		fits(problems, debezium, event);
		return said(event.source.event_id, event.op,
			event.source.data_collection, event.after || event.before);
	});
}

const maxwellOps = { insert: 'c', update: 'u', delete: 'd',
	'bootstrap-insert': 'r', 'table-truncate': 't', marker: 'm' };

function readMaxwell(problems, text) {
	return JSON.parse(text).map((event) => {
		fits(problems, maxwell, event);
		return said(event.position, maxwellOps[event.type], event.table,
			event.data);
	});
}

function readFlat(problems, text) {
	return JSON.parse(text).map((event) => {
		fits(problems, flat, event);
		const row = Object.entries(event)
			.filter(([name]) => !/^__[^_]/.test(name))
			.map(([name, value]) => [name.replace(/^___/, '__'), value]);
		return said(event.__id, event.__op, event.__table,
			row.length ? Object.fromEntries(row) : null);
	});
}

function read(problems, format, text, headers) {
	if (format === 'native')
		return nativeEvents(problems, JSON.parse(text));
	if (format === 'ndjson')
		return readNdjson(problems, text);
	if (format.startsWith('cloudevents'))
		return readCloudEvents(problems, text, headers, format);
	if (format.startsWith('debezium'))
		return readDebezium(problems, text);
	return format === 'maxwell' ? readMaxwell(problems, text)
		: readFlat(problems, text);
}

// By the documentation; and for two of a changed key, the batch.
function typeOf(format, events) {
	if (format === 'ndjson')
		return 'application/x-ndjson';
	if (format === 'cloudevents-batch' ||
	    (format.startsWith('cloudevents') && events > 1))
		return 'application/cloudevents-batch+json';
	return format === 'cloudevents' ? 'application/cloudevents+json'
		: 'application/json';
}

function judge(name, headers, body) {
	const format = name === 'masked' ? 'native' : name;
	const problems = [];
	let events = [];
	checkSignature(problems, headers, body, format);
	try {
		events = read(problems, format, decoder.decode(body), headers);
	} catch (error) {
		problems.push(error.stack);
	}
	if (headers['content-type'] !== typeOf(format, events.length))
		problems.push(`Content-Type: ${headers['content-type']}`);
	fs.appendFileSync(path.join(dir, `got.${name}`), events.join(''));
	fs.appendFileSync(path.join(dir, 'verdicts'),
		`${name} ${headers['webhook-id']} ` +
		`${problems.join('; ').replace(/\n/g, ' ') || 'good'}\n`);
}

const server = http.createServer((request, response) => {
	const parts = [];
	request.on('data', (part) => parts.push(part));
	request.on('end', () => {
		judge(request.url.slice(1), request.headers, Buffer.concat(parts));
		response.end();
	});
});
server.listen(0, '127.0.0.1', () => fs.writeFileSync(
	path.join(dir, 'port'), `${server.address().port}\n`));
