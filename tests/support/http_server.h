/*
 * A tiny HTTP/1.1 server on 127.0.0.1 for tests, in a process of its own.
 *
 * It answers the k-th request with the k-th line of its script, and does what a
 * good receiver does once the script is used up: it takes a batch under a new
 * webhook-id, acknowledges one that it has with the same bytes, and refuses one
 * with other bytes (422).  All it saw is in its directory:
 *
 *	log             "CONNECTION REQUEST" for each request that got an answer
 *	NNNN.head       request line and headers, NNNN from 0001
 *	NNNN.body       the body
 *	order           the webhook-ids it took, one a line
 *	ID.batch        the bytes it took
 */
#ifndef TESTS_SUPPORT_HTTP_SERVER_H
#define TESTS_SUPPORT_HTTP_SERVER_H

#include <stddef.h>
#include <sys/types.h>

struct http_server {
	pid_t pid;
	int port;
};

/*
 * The lines of a script, beside the whole text of an answer:
 *   NULL           as a good receiver
 *   "CLOSE"        reads the request, then closes the connection
 *   "RESET"        reads the request, then resets the connection
 *   "ABANDON"      reads the head and some of the body, then resets
 *   "HANG"         reads the request and never answers
 *   "ENDLESS"      200, and then a body that never ends
 *   "DRIP"         200, and then a body that never comes
 *   "TRICKLE"      200, and then a body of a byte now and then, without end
 *   "HEADS"        200, and then header lines without end
 *   "ECHO"         400, and the head of the request as body
 *   "TAKE N"       reads N bytes of the request at most, then resets
 *   "CUT" TEXT     sends the text and closes the connection
 *   "BREAK" TEXT   takes the batch, sends the text and resets the connection
 * An answer with "Connection: close" in it ends the connection.
 */
void http_server_start(struct http_server *server, const char *dir,
		       const char *const *script, size_t n);
void http_server_stop(struct http_server *server);

#endif
