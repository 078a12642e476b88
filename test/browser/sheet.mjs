// SPDX-License-Identifier: Apache-2.0
// Reads the cells of a workbook as we write them: a zip with sheet XML and shared or inline text.
import { inflateRawSync } from 'node:zlib';

function unzip(bytes) {
  const files = new Map();
  let at = bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  const n = bytes.readUInt16LE(at + 10);
  at = bytes.readUInt32LE(at + 16);
  for (let i = 0; i < n; i++) {
    const packed = bytes.readUInt32LE(at + 20), nameLength = bytes.readUInt16LE(at + 28), local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(begin, begin + packed);
    files.set(name, (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(body) : body).toString('utf8'));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return files;
}

const plain = xml => xml.replace(/<[^>]+>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&');
const column = ref => [.../^[A-Z]+/.exec(ref)[0]].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

// The first sheet as rows of cells; text as text, numbers as numbers, nothing as ''.
export function sheet(bytes) {
  const files = unzip(bytes);
  const shared = [...(files.get('xl/sharedStrings.xml') ?? '').matchAll(/<si>(.*?)<\/si>/gs)].map(m => plain(m[1]));
  const rows = [];
  for (const row of files.get('xl/worksheets/sheet1.xml').matchAll(/<row [^>]*>(.*?)<\/row>/gs)) {
    const cells = [];
    for (const c of row[1].matchAll(/<c r="([A-Z]+\d+)"([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
      const text = plain(/<v>(.*?)<\/v>/s.exec(c[3] ?? '')?.[1] ?? c[3] ?? '');
      cells[column(c[1])] = c[2].includes('t="s"') ? shared[Number(text)] : c[2].includes('t="') || text === '' ? text : Number(text);
    }
    rows.push(Array.from(cells, c => c ?? ''));
  }
  return rows;
}
