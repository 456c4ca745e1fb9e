// The command line: completion, history, the mark at what is wrong.

import {element, find, button} from './dom.js';
import {completions, specOf, noteOf} from './completion.js';
import {words, isNamed} from './line.js';

const HISTORY = 'darktrace-connector.history';
const MOST_LINES = 200;

/** The command line of the page. */
export class CommandLine {
  #input = find('line');
  #list = find('completions');
  #wrong = find('wrong');
  #signature = find('signature');
  #catalogue;
  #instances;
  #found = {start: 0, end: 0, options: []};
  #active = -1;
  #history = read();
  #place = this.#history.length;
  #draft = '';

  /** @param {function(string)} run called with a line that is to run */
  constructor(catalogue, instances, run) {
    this.#catalogue = catalogue;
    this.#instances = instances;
    this.#input.addEventListener('input', () => this.#changed());
    this.#input.addEventListener('click', () => this.#describe());
    this.#input.addEventListener('keydown', event => this.#key(event));
    this.#input.addEventListener('blur', () => this.#close());
    find('command').addEventListener('submit', event => {
      event.preventDefault();
      const line = this.#input.value.trim();
      if (line !== '') {
        this.#close();
        run(line);
      }
    });
  }

  focus() {
    this.#input.focus();
  }

  /** Puts a line there, to be completed or corrected. */
  edit(line) {
    this.#input.value = line;
    this.#wrong.replaceChildren();
    this.#input.removeAttribute('aria-invalid');
    this.#input.focus();
    this.#input.setSelectionRange(line.length, line.length);
    this.#changed();
  }

  /** Says what the page waits for, on the button; null for nothing. */
  busy(what) {
    const run = find('command').querySelector('[type=submit]');
    run.textContent = what ?? 'Run';
    run.setAttribute('aria-busy', String(what !== null));
  }

  /** A line was taken: it goes into the history. */
  taken(line) {
    this.#history = [...this.#history.filter(old => old !== line), line].slice(-MOST_LINES);
    this.#place = this.#history.length;
    try {
      localStorage.setItem(HISTORY, JSON.stringify(this.#history));
    } catch {
      // Without storage the history lasts as long as the page.
    }
    if (this.#input.value.trim() === line) {
      this.#input.value = '';
    }
    this.#wrong.replaceChildren();
    this.#input.removeAttribute('aria-invalid');
    this.#describe();
  }

  /** Shows what is wrong at the word that is, which is selected to be typed over. */
  fail(line, problem) {
    this.#input.value = line;
    this.#input.setAttribute('aria-invalid', 'true');
    const {start, end} = place(line, problem);
    const offers = (/did you mean (.+?)\?/.exec(problem.message)?.[1] ?? '').split(/ or |, /).filter(Boolean);
    this.#wrong.replaceChildren(
      element('code', {}, line.slice(0, start), element('mark', {}, line.slice(start, end) || '…'), line.slice(end)),
      element('p', {}, problem.message),
      ...offers.map(offer => button(`Use ${offer}`, () => this.#use(line, start, end, offer))),
    );
    this.#input.focus();
    this.#input.setSelectionRange(start, end);
    this.#describe();
  }

  #use(line, start, end, offer) {
    const wrong = line.slice(start, end);
    const equals = wrong.indexOf('=');
    const mark = wrong.startsWith('!') ? '!' : '';
    const isValue = wrong.startsWith('using=');
    const right = isValue ? `using=${offer}` : mark + offer + (equals < 0 ? '' : wrong.slice(equals));
    this.edit(line.slice(0, start) + right + line.slice(end));
    this.#close();
  }

  #changed() {
    this.#input.removeAttribute('aria-invalid');
    this.#found = completions(this.#catalogue, this.#instances, this.#input.value, this.#input.selectionStart);
    this.#active = -1;
    this.#show();
    this.#describe();
  }

  #show() {
    const {options} = this.#found;
    this.#list.replaceChildren(...options.map((option, index) => element('li', {
      role: 'option', id: `completion-${index}`, 'aria-selected': String(index === this.#active),
      // Not click: the input would lose the focus, and the list would be gone.
      onmousedown: event => {
        event.preventDefault();
        this.#accept(index);
      },
    }, element('span.label', {}, option.label), option.note ? element(`span.note${option.isRequired ? '.required' : ''}`, {}, option.note) : null,
    element('span.text', {}, option.text))));
    const isOpen = options.length > 0;
    this.#list.hidden = !isOpen;
    this.#input.setAttribute('aria-expanded', String(isOpen));
    if (this.#active >= 0) {
      this.#input.setAttribute('aria-activedescendant', `completion-${this.#active}`);
      find(`completion-${this.#active}`).scrollIntoView({block: 'nearest'});
    } else {
      this.#input.removeAttribute('aria-activedescendant');
      this.#list.scrollTop = 0;
    }
  }

  #close() {
    this.#found = {start: 0, end: 0, options: []};
    this.#active = -1;
    this.#show();
  }

  #accept(index) {
    const {start, end, options} = this.#found;
    const line = this.#input.value;
    const insert = options[index].insert;
    this.#input.value = line.slice(0, start) + insert + line.slice(end).replace(/^ /, insert.endsWith(' ') ? '' : ' ');
    const caret = start + insert.length;
    this.#input.setSelectionRange(caret, caret);
    this.#changed();
  }

  #key(event) {
    const isOpen = !this.#list.hidden;
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      this.#close();
    } else if (event.key === 'Tab' && !event.shiftKey && isOpen) {
      event.preventDefault();
      this.#accept(Math.max(this.#active, 0));
    } else if (event.key === 'Enter' && this.#active >= 0) {
      event.preventDefault();
      this.#accept(this.#active);
    } else if (event.key === ' ' && event.ctrlKey) {
      event.preventDefault();
      this.#changed();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (isOpen) {
        const count = this.#found.options.length;
        this.#active = (Math.max(this.#active, step > 0 ? -1 : 0) + step + count) % count;
        this.#show();
      } else {
        this.#recall(step);
      }
    }
  }

  #recall(step) {
    if (this.#place === this.#history.length) {
      this.#draft = this.#input.value;
    }
    this.#place = Math.min(Math.max(this.#place + step, 0), this.#history.length);
    this.#input.value = this.#history[this.#place] ?? this.#draft;
    this.#input.setSelectionRange(this.#input.value.length, this.#input.value.length);
    this.#describe();
  }

  /** What the command takes, and what the argument under the caret means. */
  #describe() {
    const line = this.#input.value;
    const spec = specOf(this.#catalogue, line);
    if (!spec) {
      this.#signature.replaceChildren();
      return;
    }
    const split = words(line, true);
    const word = split.find(one => one.start <= this.#input.selectionStart && this.#input.selectionStart <= one.end);
    const argument = word && spec.arguments.find(one => isNamed(word, one.name));
    if (argument) {
      this.#signature.replaceChildren(element('b', {}, argument.name), ` ${noteOf(argument)} `, argument.description);
      return;
    }
    this.#signature.replaceChildren(spec.effect === 'reads' ? '' : element(`span.effect.${spec.effect}`, {}, spec.effect), ` ${spec.description}`);
  }
}

/** Where the word stands that a problem is about. */
function place(line, problem) {
  const end = line.length;
  if (problem.start !== undefined) {
    return {start: problem.start, end};
  }
  let split;
  try {
    split = words(line, true);
  } catch (failure) {
    return {start: failure.start, end};
  }
  const wanted = problem.code === 'unknown_instance' ? 'using' : problem.argument;
  const word = problem.code === 'unknown_command' ? split[0] : split.find(one => one.key !== null && isNamed(one, wanted));
  return word ?? {start: end, end};
}

function read() {
  try {
    const lines = JSON.parse(localStorage.getItem(HISTORY) ?? '[]');
    return Array.isArray(lines) ? lines.filter(line => typeof line === 'string') : [];
  } catch {
    return [];
  }
}
