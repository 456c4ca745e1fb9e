// The stream of entries: runs lines, asks before anything is changed, and keeps what came back.

import {element, find, button} from './dom.js';
import {runLine, Problem} from './api.js';
import {words, quoted, commandOf, lineOf, SyntaxProblem} from './line.js';
import {find as findSpec} from './completion.js';
import {CommandLine} from './command.js';
import {Entry} from './entry.js';
import {rendered} from './table.js';

const AT_THE_LINE = ['invalid_request', 'invalid_argument', 'unknown_argument', 'missing_argument', 'unknown_command', 'unknown_instance'];
const MOST_ENTRIES = 100;

const EFFECTS = {
  changes: 'It changes what Darktrace holds.',
  contains: 'It acts on a device or a person.',
  administers: 'It changes this service.',
};

/** The war room of the page. */
export class WarRoom {
  #catalogue;
  #caller;
  #instances;
  #line;
  #entries = find('entries');
  #listeners = [];
  #whenRun = () => {};
  #isAsking = false;

  constructor(caller, catalogue, instances) {
    this.#caller = caller;
    this.#catalogue = catalogue;
    this.#instances = instances;
    this.#line = new CommandLine(catalogue, instances, line => this.run(line));
    this.#entries.append(welcome(catalogue, line => this.run(line)));
    this.#line.focus();
  }

  has(command) {
    return findSpec(this.#catalogue, command) !== undefined;
  }

  focus() {
    this.#line.focus();
  }

  edit(line) {
    this.#whenRun();
    this.#line.edit(line);
  }

  /** Calls a function when something is to be seen here. */
  whenRun(listener) {
    this.#whenRun = listener;
  }

  /** Calls a function with the name of each command that has changed something. */
  whenChanged(listener) {
    this.#listeners.push(listener);
  }

  /** Runs a command that a button names. */
  runCommand(command, args, instance) {
    const using = instance && this.#instances.length > 1 ? {using: instance} : {};
    return this.run(lineOf(command, {...args, ...using}));
  }

  /** Runs a line; what is not only read is shown first, and runs when it is confirmed. */
  async run(typed) {
    let line = typed;
    this.#whenRun();
    try {
      const split = words(line);
      const instance = find('instance').value;
      if (this.#instances.length > 1 && instance !== '' && !split.some(word => word.key === 'using')) {
        line = `${line} using=${quoted(instance)}`;
      }
      const spec = findSpec(this.#catalogue, commandOf(split));
      const isRehearsal = split.some(word => /^dry_?run$/i.test(word.key ?? '') && /^(true|yes)$/i.test(word.value));
      if (spec && spec.effect !== 'reads' && !isRehearsal && !await this.#isConfirmed(spec, line)) {
        return;
      }
      await this.#runNow(typed, line, spec);
    } catch (failure) {
      if (!(failure instanceof Problem || failure instanceof SyntaxProblem)) {
        throw failure;
      }
      this.#fail(typed, line, failure);
    }
  }

  /** One question at a time: a line that comes meanwhile is not run. */
  async #isConfirmed(spec, line) {
    if (this.#isAsking) {
      return false;
    }
    this.#isAsking = true;
    this.#line.busy('Checking …');
    try {
      const plan = await runLine(rehearsed(line)).finally(() => this.#line.busy(null));
      return await confirmed(spec, line, plan);
    } finally {
      this.#isAsking = false;
    }
  }

  #fail(typed, line, failure) {
    if (failure instanceof SyntaxProblem || AT_THE_LINE.includes(failure.code)) {
      this.#line.fail(typed, failure);
      return;
    }
    this.#line.taken(typed);
    this.#add(line).fail(failure);
  }

  async #runNow(typed, line, spec) {
    const started = performance.now();
    const entry = this.#add(line);
    try {
      const answer = await runLine(line);
      this.#line.taken(typed);
      entry.succeed(answer, performance.now() - started);
    } catch (failure) {
      if (!(failure instanceof Problem)) {
        entry.remove();
        throw failure;
      }
      if (AT_THE_LINE.includes(failure.code)) {
        entry.remove();
        throw failure;
      }
      this.#line.taken(typed);
      entry.fail(failure);
    } finally {
      if (spec && spec.effect !== 'reads') {
        this.#listeners.forEach(listener => listener(spec.name));
      }
    }
  }

  #add(line) {
    const entry = new Entry(line, this.#caller, this.#instances, this);
    this.#entries.append(entry.element);
    while (this.#entries.querySelectorAll('.entry').length > MOST_ENTRIES) {
      this.#entries.querySelector('.entry').remove();
    }
    entry.show();
    return entry;
  }
}

/** A line as its own dry run; dry_run=false may stand in it. */
function rehearsed(line) {
  const others = words(line).filter(word => !/^dry_?run$/i.test(word.key ?? '')).map(word => line.slice(word.start, word.end));
  return `${others.join(' ')} dry_run=true`;
}

/** Asks whether a command is to run that changes something, with what its dry run says. */
function confirmed(spec, line, plan) {
  const dialog = find('question');
  // The policy may make more of these arguments than the command declares: a tag by which RESPOND contains a device.
  const effect = plan.effect ?? spec.effect;
  const run = button(effect === 'contains' ? 'Contain' : 'Run', () => dialog.close('run'), {className: `main ${effect}`});
  const cancel = button('Cancel', () => dialog.close('cancel'), {autofocus: true});
  const table = element('div.table', {});
  table.append(rendered(plan.readable_output));
  dialog.className = effect;
  dialog.replaceChildren(
    element('h2', {id: 'question-title'}, 'Run this command?'),
    element('p', {}, element(`span.effect.${effect}`, {}, effect), ` ${effect === spec.effect ? '' : 'With these arguments: '}${EFFECTS[effect]}`,
      plan.instance ? ` Instance: ${plan.instance}.` : ''),
    element('code.line', {}, line),
    table,
    ...plan.warnings.map(warning => element('p.warning', {}, warning)),
    element('div.buttons', {}, cancel, run),
  );
  dialog.returnValue = 'cancel';
  dialog.showModal();
  cancel.focus();
  return new Promise(resolve => {
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'run'), {once: true});
  });
}

function welcome(catalogue, run) {
  const lines = [
    ['darktrace-list-breaches', {limit: 5}, 'What Darktrace noticed last'],
    ['darktrace-get-breach', {pbid: 95}, 'One model breach'],
    ['darktrace-get-device-connection-info', {did: 1, data_type: 'co'}, 'Connections of a device, as a chart'],
    ['darktrace-get-actions', {}, 'What RESPOND does now'],
    ['darktrace-create-manual-action', {did: 823, action: 'quarantine', duration: 600, reason: 'Tried from the war room'},
      'Contain a device: it asks first'],
    ['help', {}, 'All commands'],
  ].filter(([command]) => findSpec(catalogue, command));
  return element('div.welcome', {},
    element('p', {}, 'Commands run against Darktrace and answer here, as in XSOAR’s war room. Type one below, or try:'),
    element('ul', {}, ...lines.map(([command, args, text]) => element('li', {},
      element('span', {}, text), button(lineOf(command, args), () => run(lineOf(command, args)), {className: 'line'})))),
    lines.length === 0 ? element('p.warning', {}, 'Your roles allow no command: ask whoever runs this service.') : null,
  );
}
