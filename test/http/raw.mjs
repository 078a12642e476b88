// SPDX-License-Identifier: Apache-2.0
// Requests that must be refused (security.md 5.1, its table line by line), sent as raw bytes to
// the program on loopback and through nginx with the shipped configuration.
//
// want: a status, a list of statuses, or 'refused': one answer of 400-599, then closed.
// via: the same through nginx, where it differs. 'harmless': nginx has its own reading (it mends
// a bare line feed, undoes chunks, leaves out odd headers): exactly one proper answer, and
// nothing that was hidden in the request has been answered.
import { check, send } from './kit.mjs';

const H = (to, ...lines) => lines.join('\r\n').replaceAll('@', to.name) + '\r\n\r\n';
const hidden = 'GET /skjult HTTP/1.1\r\nHost: @\r\n\r\n';
const long = n => 'a'.repeat(n);

export const cases = [
  // -- fine, so that the rest proves something
  ['a plain page', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 200],
  ['HTTP/1.0', t => H(t, 'GET /logg-inn HTTP/1.0', 'Host: @'), 200],
  ['HEAD', t => H(t, 'HEAD /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 200],
  ['a hundred headers less three', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close',
    ...Array.from({ length: 90 }, (_, i) => `X-${i}: a`)), 200],
  ['health', t => H(t, 'GET /health HTTP/1.1', 'Host: @', 'Connection: close'), 200],
  ['ready', t => H(t, 'GET /ready HTTP/1.1', 'Host: @', 'Connection: close'), 200],

  // -- two Content-Length
  ['two equal lengths', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 5', 'Content-Length: 5') + 'a=b&c', 'refused'],
  ['two different lengths', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 0', 'Content-Length: 42') + hidden, 'refused'],
  ['a list of lengths', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 5, 5') + 'a=b&c', 'refused'],
  // -- length and chunks
  ['length, then chunks', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 5', 'Transfer-Encoding: chunked') + '0\r\n\r\n' + hidden, 'refused'],
  ['chunks, then length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked', 'Content-Length: 5') + '0\r\n\r\n' + hidden, 'refused'],
  // -- transfer encodings
  ['unknown transfer encoding', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: cow') + hidden, 'refused'],
  ['repeated transfer encoding', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity') + '0\r\n\r\n', 'refused'],
  ['transfer encoding with a tab', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding:\tchunked') + '0\r\n\r\n' + hidden, 'refused', 'harmless'],
  ['chunked identity', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked, identity') + '0\r\n\r\n', 'refused'],
  ['transfer encoding in HTTP/1.0', t => H(t, 'POST /logg-inn HTTP/1.0', 'Host: @', 'Transfer-Encoding: chunked') + '0\r\n\r\n', 'refused', 'harmless'],
  ['content encoding', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Encoding: gzip', 'Content-Length: 2') + 'ab', 'refused', [415]],
  // -- chunks
  ['a chunk extension of 2 kB', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + `3;${long(2048)}\r\na=b\r\n0\r\n\r\n`, 'refused', 'harmless'],
  ['trailer fields', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + '3\r\na=b\r\n0\r\nContent-Length: 42\r\n\r\n', 'refused', 'harmless'],
  ['a chunk size with a sign', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + '+3\r\na=b\r\n0\r\n\r\n', 'refused'],
  ['a chunk size with 0x', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + '0x3\r\na=b\r\n0\r\n\r\n', 'refused'],
  ['a chunk size that overflows', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + 'ffffffffffffffff1\r\na=b\r\n0\r\n\r\n', 'refused'],
  ['bare line feeds in chunks', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Transfer-Encoding: chunked') + '3\na=b\n0\n\n', 'refused', 'harmless'],
  // -- odd header names
  ['space before the colon of the length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', `Content-Length : ${hidden.length}`) + hidden, 'refused'],
  ['space before the colon of the host', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host : @'), 'refused'],
  ['tab before the colon', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X\t: a'), 'refused'],
  ['space in a name', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X Y: a'), 'refused'],
  ['empty name', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', ': a'), 'refused', 'harmless'],
  ['no colon', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X'), 'refused', 'harmless'],
  ['a name in brackets', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X(Y): a'), 'refused', 'harmless'],
  ['a name that is not ASCII', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X\xe6: a'), 'refused', 'harmless'],
  ['a NUL in a name', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X\0Y: a'), 'refused'],
  // -- host
  ['two hosts', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Host: @'), 'refused'],
  ['two different hosts', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Host: evil.example'), 'refused'],
  ['empty host', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host:'), 'refused'],
  ['no host', t => H(t, 'GET /logg-inn HTTP/1.1', 'X: a'), 'refused'],
  ['no host in HTTP/1.0', t => H(t, 'GET /logg-inn HTTP/1.0', 'X: a'), 'refused'],
  ['host with a path', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @/a'), 'refused'],
  ['host with a user', t => ['GET /logg-inn HTTP/1.1', `Host: a@${t.name}`, '', ''].join('\r\n'), 'refused'],
  ['host with a blank', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: a b'), 'refused'],
  ['host with a bad port', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: localhost:x'), 'refused'],
  ['another host', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: evil.example', 'Connection: close'), 421],
  ['our host with a tail', t => H(t, 'GET /logg-inn HTTP/1.1', `Host: ${t.name.split(':')[0]}.evil.example`, 'Connection: close'), 421],
  // -- request line
  ['absolute address of another host', t => H(t, 'GET http://evil.example/ HTTP/1.1', 'Host: @', 'Connection: close'), 'refused', [421]],
  ['absolute address of this host', t => H(t, 'GET http://@/logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 'refused', 'harmless'],
  ['address without a slash', t => H(t, 'GET logg-inn HTTP/1.1', 'Host: @'), 'refused'],
  ['OPTIONS *', t => H(t, 'OPTIONS * HTTP/1.1', 'Host: @', 'Connection: close'), 'refused'],
  ['TRACE', t => H(t, 'TRACE /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 501, [405]],
  ['CONNECT', t => H(t, 'CONNECT evil.example:80 HTTP/1.1', 'Host: @'), 501, [400, 405]],
  ['an unknown method', t => H(t, 'FROB /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 501, [405]],
  ['a method in small letters', t => H(t, 'get /logg-inn HTTP/1.1', 'Host: @'), 501, [400, 405]],
  ['a method that is no token', t => H(t, 'G(T /logg-inn HTTP/1.1', 'Host: @'), 'refused'],
  ['DELETE on a page', t => H(t, 'DELETE /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 405],
  ['two blanks before the address', t => H(t, 'GET  /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 'refused', 'harmless'],
  ['a blank in the address', t => H(t, 'GET /logg inn HTTP/1.1', 'Host: @'), 'refused'],
  ['a tab in the address', t => H(t, 'GET /logg\tinn HTTP/1.1', 'Host: @'), 'refused'],
  ['a fragment in the address', t => H(t, 'GET /logg-inn#a HTTP/1.1', 'Host: @', 'Connection: close'), 'refused', 'harmless'],
  ['HTTP/0.9', t => 'GET /logg-inn\r\n', 'refused', 'harmless09'],
  ['HTTP/2.0 without a bargain', t => H(t, 'GET /logg-inn HTTP/2.0', 'Host: @'), 'refused'],
  ['HTTP/1.2', t => H(t, 'GET /logg-inn HTTP/1.2', 'Host: @', 'Connection: close'), 505, 'harmless'],
  ['HTTP/11', t => H(t, 'GET /logg-inn HTTP/11', 'Host: @'), 'refused'],
  ['the HTTP/2 preface', t => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'refused'],
  ['an empty line first', t => '\r\n' + H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 'refused', 'harmless'],
  ['not HTTP at all', t => '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 'refused'],
  // -- control bytes
  ['CR in a value', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X: a\rb'), 'refused'],
  ['NUL in a value', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X: a\0b'), 'refused'],
  ['a control byte in a value', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'X: a\x01b'), 'refused'],
  ['DEL in a value', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'X: a\x7fb'), 'refused'],
  ['NUL in the path', t => H(t, 'GET /logg\0inn HTTP/1.1', 'Host: @'), 'refused'],
  ['%00 in the path', t => H(t, 'GET /logg-inn%00.css HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['%00 in the query', t => H(t, 'GET /logg-inn?a=%00 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['%0d%0a in the path', t => H(t, 'GET /logg-inn%0d%0aSet-Cookie:a=b HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['%0d%0a in the query', t => H(t, 'GET /logg-inn?neste=/%0d%0aX:a HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  // -- line ends
  ['bare line feeds', t => `GET /logg-inn HTTP/1.1\nHost: ${t.name}\nConnection: close\n\n`, 'refused', 'harmless'],
  ['one bare line feed', t => `GET /logg-inn HTTP/1.1\r\nHost: ${t.name}\nConnection: close\r\n\r\n`, 'refused', 'harmless'],
  ['bare CR as line end', t => `GET /logg-inn HTTP/1.1\rHost: ${t.name}\r\r`, 'refused'],
  ['a folded line', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X: a', ' b'), 'refused'],
  ['a line folded by a tab', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'X: a', '\tb'), 'refused', 'harmless'],
  ['a first header that is folded', t => H(t, 'GET /logg-inn HTTP/1.1', ' Host: @'), 'refused'],
  // -- percent codes and UTF-8
  ['a bad percent code', t => H(t, 'GET /logg%zzinn HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['half a percent code', t => H(t, 'GET /logg-inn% HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['a bad percent code in the query', t => H(t, 'GET /logg-inn?a=%g1 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['Latin-1 in the path', t => H(t, 'GET /%E6 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['an overlong code in the path', t => H(t, 'GET /%C0%AFetc HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['a surrogate in the path', t => H(t, 'GET /%ED%A0%80 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['raw UTF-8 in the path', t => H(t, 'GET /\xc3\xa6 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['Latin-1 in the query', t => H(t, 'GET /logg-inn?a=%E6 HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['dots in the path', t => H(t, 'GET /a/../logg-inn HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['escaped dots in the path', t => H(t, 'GET /%2e%2e/etc/passwd HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['an escaped slash', t => H(t, 'GET /a%2fb HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['a backslash', t => H(t, 'GET /a\\b HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  ['dots below the files', t => H(t, 'GET /statisk/%2e%2e/ref/x HTTP/1.1', 'Host: @', 'Connection: close'), 400],
  // -- lengths
  ['a length that is no number', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: abc') + 'a=b', 'refused'],
  ['a signed length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: +3') + 'a=b', 'refused'],
  ['a negative length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: -1') + 'a=b', 'refused'],
  ['a length with a blank', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 3 3') + 'a=b', 'refused'],
  ['a hexadecimal length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 0x3') + 'a=b', 'refused'],
  ['an empty length', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length:') + 'a=b', 'refused'],
  ['a length past 64 bits', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 99999999999999999999'), 'refused'],
  ['a length past the limit', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Content-Length: 27262977'), 413],
  ['more than the route takes', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 300000') + long(300000), 413],
  // -- limits
  ['too many headers', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', ...Array.from({ length: 120 }, (_, i) => `X-${i}: a`)), 431],
  ['a head of 20 kB', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', `X: ${long(20000)}`), 431, [400, 431]],
  ['a path of 5 kB', t => H(t, `GET /${long(5000)} HTTP/1.1`, 'Host: @', 'Connection: close'), 414],
  ['a query of 9 kB', t => H(t, `GET /logg-inn?a=${long(9000)} HTTP/1.1`, 'Host: @', 'Connection: close'), 414],
  ['three hundred query fields', t => H(t, `GET /logg-inn?${Array(300).fill('a=b').join('&')} HTTP/1.1`, 'Host: @', 'Connection: close'), 400],
  ['an unknown expectation', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Expect: tea'), 417, 'harmless'],
  // -- what could be hidden behind a request
  ['a request behind a GET', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @') + hidden, 'alone', 'pipelined'],
  ['a request in the body of a GET', t => H(t, 'GET /logg-inn HTTP/1.1', 'Host: @', `Content-Length: ${hidden.length}`) + hidden, 'alone'],
  // -- methods and forms
  ['a form as plain text', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Content-Type: text/plain', 'Content-Length: 3') + 'a=b', 415],
  ['a form without a type', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Content-Length: 3') + 'a=b', 415],
  ['a multipart form without a boundary', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Content-Type: multipart/form-data', 'Content-Length: 3') + 'a=b', 400],
  ['a form that is not UTF-8', t => H(t, 'POST /logg-inn HTTP/1.1', 'Host: @', 'Connection: close', 'Content-Type: application/x-www-form-urlencoded', 'Content-Length: 5') + 'a=%e6', 400],
];

const oneAnswer = r => r.list.length === 1 && r.rest === '';

function fits(want, r) {
  if (want === 'refused') return oneAnswer(r) && r.status >= 400 && r.closed;
  if (want === 'harmless') return oneAnswer(r) && !r.raw.includes('skjult');
  if (want === 'harmless09') return !r.raw.includes('skjult');
  if (want === 'alone') return oneAnswer(r) && r.closed;
  if (want === 'pipelined') return r.list.length <= 2;
  return oneAnswer(r) && [].concat(want).includes(r.status);
}

export async function rawTests(direct, proxied) {
  for (const [name, make, want, via] of cases) {
    const head = name === 'HEAD';
    const r = await send(direct, make(direct), { head });
    check(`loopback: ${name}`, fits(want, head ? { ...r, rest: '' } : r), r.raw || 'no answer');
    if (!proxied) continue;
    // What nginx refuses it answers itself; a connection it keeps is as good as closed to us.
    const p = await send(proxied, make(proxied), { head, quiet: 700 });
    const wanted = via ?? want;
    const q = wanted === 'refused' || wanted === 'alone' ? { ...p, closed: true } : p;
    check(`nginx: ${name}`, fits(wanted, head ? { ...q, rest: '' } : q), p.raw || 'no answer');
  }
}
