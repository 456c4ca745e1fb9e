// Lines of the war room, quoted as in XSOAR: "…", '…' and `…` hold spaces, and inside "…" a backslash escapes quote and itself.

const SPACE = /\s/;
const QUOTES = '"\'`';

/** A line that cannot be split into words. */
export class SyntaxProblem extends Error {
  constructor(message, start) {
    super(message);
    this.start = start;
  }
}

/**
 * The words of a line: {key, value, start, end, valueStart}; the key is null for a word without an equals sign.
 * @param {boolean} isUnfinished whether a quote may stay open, as it does while somebody types
 */
export function words(line, isUnfinished = false) {
  const found = [];
  let position = 0;
  while (position < line.length) {
    if (SPACE.test(line[position])) {
      position++;
    } else {
      const word = readWord(line, position, isUnfinished);
      found.push(word);
      position = word.end;
    }
  }
  return found;
}

function readWord(line, start, isUnfinished) {
  let end = start;
  while (end < line.length && line[end] !== '=' && !SPACE.test(line[end])) {
    end++;
  }
  if (line[end] !== '=') {
    return {key: null, value: line.slice(start, end), start, end, valueStart: start};
  }
  const valueStart = end + 1;
  const quote = line[valueStart];
  if (quote && QUOTES.includes(quote)) {
    return {key: line.slice(start, end), start, valueStart, ...readQuoted(line, valueStart, quote, isUnfinished)};
  }
  let last = valueStart;
  while (last < line.length && !SPACE.test(line[last])) {
    last++;
  }
  return {key: line.slice(start, end), value: line.slice(valueStart, last), start, end: last, valueStart};
}

function readQuoted(line, start, quote, isUnfinished) {
  let value = '';
  for (let i = start + 1; i < line.length; i++) {
    if (line[i] === quote) {
      if (i + 1 < line.length && !SPACE.test(line[i + 1])) {
        throw new SyntaxProblem('There is text right behind a closing quote: put a space between them.', i + 1);
      }
      return {value, end: i + 1};
    }
    if (quote === '"' && line[i] === '\\' && i + 1 < line.length && '"\\'.includes(line[i + 1])) {
      i++;
    }
    value += line[i];
  }
  if (!isUnfinished) {
    throw new SyntaxProblem(`The quote ${quote} is never closed.`, start);
  }
  return {value, end: line.length};
}

/** A value as a line has it. */
export function quoted(value) {
  const text = String(value);
  return text !== '' && !SPACE.test(text) && !QUOTES.includes(text[0])
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The line that runs a command with these arguments; those without a value are left out. */
export function lineOf(command, args = {}) {
  const given = Object.entries(args).filter(([, value]) => value !== null && value !== undefined);
  return [`!${command}`, ...given.map(([name, value]) => `${name}=${quoted(value)}`)].join(' ');
}

/** The name of the command that a line begins with, without its exclamation mark. */
export const commandOf = split => (split[0]?.key === null ? split[0].value.replace(/^!/, '') : '');

/** Whether a word of a line names an argument, also written in camelCase. */
export function isNamed(word, name) {
  return word.key === name || word.key?.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`) === name;
}
