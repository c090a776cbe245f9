// A receiver of batches for tests, with node's own TLS and HTTP/2.
//
//	node receiver.js DIR KEY=VALUE...
//
// KEY: cert, key, ca (file names in DIR; ca: clients must show a certificate of
// it), min, max (TLS versions), ciphers; modules (a node_modules directory) and
// secrets (with commas between): each batch is verified by the official
// libraries with each of these; publics (keys whpk_, with commas between): its
// v1a signatures are verified by node:crypto, since no official library does
// it; die=yes: the connection ends when the batch is there.  Writes its port to
// DIR/port, then one line for each request to DIR/seen: HTTP version, TLS
// version, connection, id, and what each verifier said.
'use strict';
const crypto = require('crypto');
const fs = require('fs');
const http = require('http');
const http2 = require('http2');
const path = require('path');

const dir = process.argv[2];
const options = Object.fromEntries(
	process.argv.slice(3).map((s) => s.split(/=(.*)/s)));
const read = (name) => fs.readFileSync(path.join(dir, name));
const connections = new Map();

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

function verdicts(headers, body) {
	const said = [];
	for (const secret of (options.secrets || '').split(',')) {
		if (!secret)
			continue;
		for (const name of ['standardwebhooks', 'svix']) {
			const { Webhook } = require(
				path.join(options.modules, name));
			try {
				new Webhook(secret).verify(body, headers);
				said.push('good');
			} catch (error) {
				said.push(error.message);
			}
		}
	}
	for (const key of (options.publics || '').split(','))
		if (key)
			said.push(v1a(key, headers, body) ? 'good v1a'
				: 'no v1a of that key');
	return said.join(',');
}

function answer(request, response) {
	const parts = [];
	request.on('data', (part) => parts.push(part));
	request.on('end', () => {
		const socket = request.stream ? request.stream.session.socket
					      : request.socket;
		if (!connections.has(socket))
			connections.set(socket, connections.size + 1);
		const tls = socket.getProtocol ? socket.getProtocol() : '-';
		fs.appendFileSync(path.join(dir, 'seen'), [
			request.httpVersion, tls, connections.get(socket),
			request.headers['webhook-id'],
			verdicts(request.headers, Buffer.concat(parts)),
		].join(' ').trim() + '\n');
		if (options.die)
			return socket.destroy();
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end('{}');
	});
}

const server = options.cert ? http2.createSecureServer({
	allowHTTP1: true,
	cert: read(options.cert),
	key: read(options.key),
	ca: options.ca && read(options.ca),
	requestCert: !!options.ca,
	rejectUnauthorized: !!options.ca,
	minVersion: options.min,
	maxVersion: options.max,
	ciphers: options.ciphers,
}, answer) : http.createServer(answer);

server.on('tlsClientError', () => {});
server.listen(0, '127.0.0.1', () => {
	fs.writeFileSync(path.join(dir, 'port.new'),
		String(server.address().port));
	fs.renameSync(path.join(dir, 'port.new'), path.join(dir, 'port'));
});
setTimeout(() => process.exit(1), 120000); // never left behind
