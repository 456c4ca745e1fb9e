// One entry: who ran what and when, the answer as table, context and request, and what can be done with it.

import {element, button, copy, time, span, find} from './dom.js';
import {runCommand, download, hasKey, isLoggedIn, Problem} from './api.js';
import {words, commandOf} from './line.js';
import {rendered} from './table.js';
import {tree} from './json.js';
import {pictureOf} from './pictures.js';

let count = 0;

/** An entry of the war room. */
export class Entry {
  #line;
  #caller;
  #instances;
  #room;
  #id = `entry-${++count}`;
  #status = element('span.status', {role: 'status'}, 'Running …');
  #body = element('div.body', {});
  #links = element('span.links', {});
  #timer = null;

  constructor(line, caller, instances, room) {
    this.#line = line;
    this.#caller = caller;
    this.#instances = instances;
    this.#room = room;
    this.element = element('article.entry', {id: this.#id, 'aria-label': line},
      element('div.head', {}, element('span.who', {}, caller.id), time(Date.now(), true), element('code', {}, line), this.#status),
      this.#body,
      element('div.actions', {},
        button('Run again', () => room.run(line)),
        button('Edit', () => room.edit(line)),
        button('Copy as curl', event => copy(curl(line, caller), event.target)),
        this.#links));
  }

  show() {
    const isTall = this.element.offsetHeight > this.element.parentElement.clientHeight;
    this.element.scrollIntoView({block: isTall ? 'start' : 'end'});
  }

  remove() {
    this.element.remove();
  }

  fail(problem) {
    this.element.classList.add('failed');
    this.#status.replaceChildren('Failed');
    this.#body.replaceChildren(element('p.problem', {}, problem.message), element('p.quiet', {},
      [problem.code, problem.correlationId ? `correlation ID ${problem.correlationId}` : '', problem.retryAfter ? `again in ${problem.retryAfter} s` : '']
        .filter(Boolean).join(' · ')));
    find('news').textContent = `Failed: ${problem.message}`;
    this.show();
  }

  succeed(answer, milliseconds) {
    this.#status.replaceChildren([answer.instance, `${Math.round(milliseconds)} ms`].filter(Boolean).join(' · '));
    const table = element('div.table', {});
    table.append(...answer.warnings.map(warning => element('p.warning', {}, warning)),
      ...(answer.failed ?? []).map(failedItem));
    const picture = element('div.picture', {});
    table.append(picture, rendered(answer.readable_output));
    this.#body.replaceChildren(this.#tabs({
      Table: table,
      Context: () => tree(answer.context),
      Request: () => this.#request(answer),
    }));
    this.#offer(answer);
    this.show();
    pictureOf(answer, picture).then(() => this.show());
    find('news').textContent = `${answer.command} has answered.`;
    if (answer.poll) {
      this.#askAgain(answer);
    }
  }

  #tabs(contents) {
    const panel = element('div.panel', {role: 'tabpanel', id: `${this.#id}-panel`});
    const tabs = Object.keys(contents).map(name => button(name, () => choose(name), {
      role: 'tab', id: `${this.#id}-${name}`, 'aria-controls': `${this.#id}-panel`,
      onkeydown: event => {
        const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (step) {
          const next = tabs[(tabs.indexOf(event.target) + step + tabs.length) % tabs.length];
          next.focus();
          next.click();
        }
      },
    }));
    const choose = name => {
      if (typeof contents[name] === 'function') {
        contents[name] = contents[name]();
      }
      tabs.forEach(tab => {
        const isChosen = tab.textContent === name;
        tab.setAttribute('aria-selected', String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
      });
      panel.setAttribute('aria-labelledby', `${this.#id}-${name}`);
      panel.replaceChildren(contents[name]);
    };
    choose('Table');
    const list = element('div.tabs', {role: 'tablist', 'aria-label': 'Answer'}, ...tabs);
    return element('div', {}, list, panel);
  }

  #request(answer) {
    const body = JSON.stringify({line: this.#line});
    return element('div', {},
      element('p', {}, 'This page sent:'),
      element('pre', {tabIndex: 0}, `POST /api/v1/war-room\nContent-Type: application/json\n${secret(this.#caller)}\n${body}`),
      element('p', {}, `Command ${answer.command}${answer.instance ? ` on instance ${answer.instance}` : ''}; context ${answer.outputs_prefix || 'none'}.`));
  }

  #offer(answer) {
    const links = linksIn(answer.outputs, this.#instances);
    this.#links.replaceChildren(
      ...(links.length > 0 ? [element('a', {href: links[0], target: '_blank', rel: 'noopener noreferrer'}, 'Open in Darktrace')] : []),
      ...(answer.file ? [button(`Download ${answer.file.name}`, event => this.#save(answer, event.target))] : []));
  }

  async #save(answer, pressed) {
    pressed.disabled = true;
    try {
      const blob = await download(answer.command, args(this.#line), answer.instance);
      const link = element('a', {href: URL.createObjectURL(blob), download: answer.file.name});
      link.click();
      URL.revokeObjectURL(link.href);
    } catch (failure) {
      this.#status.replaceChildren(failure.message);
    }
    pressed.disabled = false;
  }

  /** Waits and asks with the arguments that the answer names, until it is finished or somebody stops it. */
  #askAgain(answer) {
    let left = answer.poll.seconds;
    const progress = element('progress', {max: answer.poll.seconds, value: 0, 'aria-label': 'Time until it is asked again'});
    const text = element('span', {}, '');
    const show = () => {
      progress.value = answer.poll.seconds - left;
      text.textContent = `Not finished yet. Asks again in ${span(left)}. `;
    };
    const stop = () => {
      clearInterval(this.#timer);
      waiting.remove();
    };
    const again = async () => {
      stop();
      try {
        const started = performance.now();
        this.succeed(await runCommand(answer.command, answer.poll.args, answer.instance), performance.now() - started);
      } catch (failure) {
        if (!(failure instanceof Problem)) {
          throw failure;
        }
        this.fail(failure);
      }
    };
    const waiting = element('div.waiting', {}, progress, text, button('Ask now', again), button('Stop', stop));
    this.#body.prepend(waiting);
    show();
    this.#timer = setInterval(() => {
      left -= 1;
      show();
      if (left <= 0) {
        again();
      }
    }, 1000);
  }
}

function failedItem({code, detail, retry_after: retryAfter, ...item}) {
  const named = Object.entries(item).map(([name, value]) => `${name} ${value}`).join(', ');
  return element('p.problem', {}, `${named} (${code}): ${detail}${retryAfter ? ` Again in ${retryAfter} s.` : ''}`);
}

/** The arguments of a line. */
function args(line) {
  const split = words(line);
  const isHelp = commandOf(split) === 'help';
  return Object.fromEntries(split.slice(1).filter(word => word.key !== 'using')
    .map(word => [word.key ?? (isHelp ? 'command' : ''), word.value]));
}

/** What says who calls, without its value. */
function secret(caller) {
  if (hasKey()) {
    return 'Authorization: Bearer (your key)\n';
  }
  return isLoggedIn(caller) ? 'Cookie: SESSION=(your session)\nX-XSRF-TOKEN: (its token)\n' : '';
}

/** A command for a shell: the key, or a token of the identity provider, is read from its environment. */
function curl(line, caller) {
  const body = JSON.stringify({line}).replace(/'/g, '\'\\\'\'');
  const key = hasKey() || isLoggedIn(caller) ? ' \\\n  -H "Authorization: Bearer $DARKTRACE_CONNECTOR_KEY"' : '';
  return `curl -s '${new URL('api/v1/war-room', document.baseURI)}' -H 'Content-Type: application/json'${key} \\\n  -d '${body}'`;
}

/** Addresses in outputs that lead to a page of a configured appliance: nobody else's are made links. */
export function linksIn(value, instances, found = []) {
  if (typeof value === 'string') {
    if (instances.some(instance => value.startsWith(`${instance.url.replace(/\/+$/, '')}/#`))) {
      found.push(value);
    }
  } else if (value !== null && typeof value === 'object' && found.length === 0) {
    Object.values(value).forEach(member => linksIn(member, instances, found));
  }
  return found;
}
