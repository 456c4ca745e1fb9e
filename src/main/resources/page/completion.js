// What may stand at a place of a line: commands, their arguments, values. Nothing here touches the page.

import {words, commandOf, isNamed, quoted} from './line.js';

const MOST = 60;

/** The command of a line; undefined where there is none of that name. */
export function specOf(catalogue, line) {
  let split;
  try {
    split = words(line, true);
  } catch {
    return undefined;
  }
  return find(catalogue, commandOf(split));
}

export const find = (catalogue, name) =>
  catalogue.find(spec => spec.name === name) ?? catalogue.find(spec => spec.aliases.includes(name));

/**
 * Completions at the caret: {start, end, options: [{insert, label, note, text, isRequired}]}; the options replace the line
 * from start to end.
 */
export function completions(catalogue, instances, line, caret) {
  let split;
  try {
    split = words(line, true);
  } catch {
    return nothing(caret);
  }
  const index = split.findIndex(word => word.start <= caret && caret <= word.end);
  const word = index < 0 ? {key: null, value: '', start: caret, end: caret, valueStart: caret} : split[index];
  const isFirst = index === 0 || (index < 0 && split.every(other => other.start > caret));
  if (isFirst) {
    return isEmpty(line) ? nothing(caret) : at(word, commands(catalogue, word.value, '!'));
  }
  const command = commandOf(split);
  const spec = find(catalogue, command);
  if (!spec) {
    return nothing(caret);
  }
  if (word.key !== null && caret > word.start + word.key.length) {
    return at({start: word.valueStart, end: word.end}, values(spec, instances, word));
  }
  if (command === 'help') {
    return at(word, commands(catalogue, word.value, ''));
  }
  const typed = word.key ?? word.value;
  const end = word.key === null ? word.end : word.valueStart;
  return at({start: word.start, end}, names(spec, instances, split, index, typed));
}

const isEmpty = line => line.trim() === '';
const nothing = caret => ({start: caret, end: caret, options: []});
const at = ({start, end}, options) => ({start, end, options: options.slice(0, MOST)});

function commands(catalogue, typed, mark) {
  const text = typed.replace(/^!/, '').toLowerCase();
  return ranked(catalogue, spec => [spec.name, ...spec.aliases], text).map(spec => ({
    insert: `${mark}${spec.name} `, label: spec.name, note: spec.effect === 'reads' ? '' : spec.effect, text: spec.description,
  }));
}

function names(spec, instances, split, index, typed) {
  const left = spec.arguments.filter(argument => !split.some((word, i) => i !== index
    && (isNamed(word, argument.name) || argument.aliases?.includes(word.key))));
  const required = left.filter(argument => argument.required);
  const options = ranked([...required, ...left.filter(argument => !argument.required)],
    argument => [argument.name, ...(argument.aliases ?? [])], typed.toLowerCase())
    .map(argument => ({
      insert: `${argument.name}=`, label: argument.name, note: noteOf(argument), text: argument.description, isRequired: argument.required,
    }));
  const isGiven = split.some((word, i) => i !== index && word.key === 'using');
  if (instances.length > 1 && !isGiven && 'using'.startsWith(typed)) {
    options.push({insert: 'using=', label: 'using', note: '', text: 'The instance to ask.'});
  }
  return options;
}

/** What stands beside the name of an argument. */
export function noteOf(argument) {
  return [
    argument.required ? 'required' : '',
    argument.default === undefined || argument.default === null ? '' : `default ${argument.default}`,
    argument.is_array ? 'list' : '',
    kindOf(argument),
  ].filter(Boolean).join(' · ');
}

/** What a value is, where that is not any text, nor one of those that are offered. */
function kindOf({name, type, minimum, maximum, predefined}) {
  if (type === undefined || type === name || ['string', 'boolean'].includes(type) || predefined.length > 0) {
    return '';
  }
  if (minimum === undefined && maximum === undefined) {
    return type;
  }
  return maximum === undefined ? `${type} from ${minimum}` : `${type} ${minimum ?? 'up'} to ${maximum}`;
}

function values(spec, instances, word) {
  const argument = spec.arguments.find(one => isNamed(word, one.name) || one.aliases?.includes(word.key));
  let known = argument?.predefined ?? [];
  if (word.key === 'using') {
    known = instances.map(instance => instance.name);
  } else if (known.length === 0 && (argument?.type === 'boolean' || ['true', 'false'].includes(argument?.default))) {
    known = ['true', 'false'];
  }
  // Of a list the value behind the last comma is the one that is being typed.
  const before = argument?.is_array ? word.value.slice(0, word.value.lastIndexOf(',') + 1) : '';
  const typed = word.value.slice(before.length).toLowerCase();
  return known.filter(value => value.toLowerCase().startsWith(typed) && value.toLowerCase() !== typed)
    .map(value => ({insert: `${quoted(before + value)} `, label: value, note: '', text: ''}));
}

/** Those with a name that begins with what was typed first, then those that have it somewhere. */
function ranked(all, namesOf, typed) {
  const begins = all.filter(one => namesOf(one).some(name => startsWith(name.toLowerCase(), typed)));
  const holds = all.filter(one => !begins.includes(one) && namesOf(one).some(name => hasParts(name.toLowerCase(), typed)));
  return [...begins, ...holds];
}

const startsWith = (name, typed) => name.startsWith(typed) || name.startsWith(`darktrace-${typed}`);
const hasParts = (name, typed) => typed.split(/[-_]/).every(part => name.includes(part));
