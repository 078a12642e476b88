// SPDX-License-Identifier: Apache-2.0
// Every limit on what a stranger may send (security.md WEB-1, WEB-3, WEB-4), in one place.
#ifndef PLATFORM_HTTP_LIMITS_H
#define PLATFORM_HTTP_LIMITS_H

enum {
    HEAD_MAX = 16 * 1024, // request line and headers, bytes
    HEADERS_MAX = 100,
    PATH_LEN_MAX = 4 * 1024,
    QUERY_LEN_MAX = 8 * 1024,
    QUERY_FIELDS_MAX = 200,
    COOKIES_MAX = 100,

    BODY_MAX = 256 * 1024,    // where the route says nothing
    FORM_FIELDS_MAX = 500,    // of one form
    PART_HEAD_MAX = 2 * 1024, // headers of one part of a multipart form
    FILE_NAME_BYTES = 255,
    ARENA_MAX = 64 * 1024 * 1024, // memory of one request

    HEADER_SECONDS = 10, // the whole head
    BODY_SECONDS = 30,   // and one more for each BODY_SECOND_BYTES of its length
    BODY_SECOND_BYTES = 64 * 1024,
    REQUEST_SECONDS = 60, // from the first byte to the last of the answer; uploads:
    UPLOAD_SECONDS = 300,
    QUEUE_MAX = 256,      // requests that wait for a worker
    QUEUE_WAIT_MS = 2000, // longer, and the answer is 503
    RETRY_AFTER = 2,      // seconds, in that answer
    CONNECTIONS_MAX = 1000,
    PER_ADDRESS_MAX = 100, // connections of one address
    STOP_SECONDS = 30,     // for what was begun when the stop came
};

#endif
