// node verify.js MODULES SCHEMA REQUESTS SECRET...
//
// REQUESTS: one JSON object a line, {id, timestamp, signature, file}.  Each file
// must be a batch by the JSON Schema, and its signature must be good by both
// libraries, with each secret.  A SECRET that is a public key (whpk_) is for v1a,
// which no library verifies yet: node:crypto does it here, by the text of the
// specification.  Prints one line for each request: its id, then
// "good", or what was wrong.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const path = require('path');

const [modules, schemaFile, requestsFile, ...secrets] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));
const Ajv = load('ajv/dist/2020').default;
const ajv = new Ajv({ allErrors: true, strictRequired: false,
	allowUnionTypes: true });
load('ajv-formats').default(ajv);
const validate = ajv.compile(JSON.parse(fs.readFileSync(schemaFile)));

// The 12 bytes before a raw key that make it an SPKI, RFC 8410.
const spki = Buffer.from('302a300506032b6570032100', 'hex');

function v1a(text, headers, body) {
	const raw = Buffer.from(text.slice('whpk_'.length), 'base64');
	const key = crypto.createPublicKey({ format: 'der', type: 'spki',
		key: Buffer.concat([spki, raw]) });
	const message = Buffer.concat([Buffer.from(
		`${headers['webhook-id']}.${headers['webhook-timestamp']}.`),
		body]);
	return headers['webhook-signature'].split(' ').some((token) =>
		token.startsWith('v1a,') && crypto.verify(null, message, key,
			Buffer.from(token.slice('v1a,'.length), 'base64')));
}

function problems(request) {
	const body = fs.readFileSync(request.file);
	const headers = {
		'webhook-id': request.id,
		'webhook-timestamp': request.timestamp,
		'webhook-signature': request.signature,
	};
	const found = [];
	for (const secret of secrets) {
		if (secret.startsWith('whpk_')) {
			if (!v1a(secret, headers, body))
				found.push('node:crypto: no v1a of that key');
			continue;
		}
		for (const name of ['standardwebhooks', 'svix']) {
			const { Webhook } = load(name);
			try {
				new Webhook(secret).verify(body, headers);
			} catch (error) {
				found.push(`${name}: ${error.message}`);
			}
		}
	}
	let batch;
	try {
		batch = JSON.parse(body);
	} catch (error) {
		return [...found, error.message];
	}
	if (!validate(batch))
		found.push(ajv.errorsText(validate.errors));
	return found;
}

for (const line of fs.readFileSync(requestsFile, 'utf8').split('\n')) {
	if (!line)
		continue;
	const request = JSON.parse(line);
	console.log(request.id, problems(request).join('; ') || 'good');
}
