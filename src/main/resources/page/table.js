// Tables that commands return as markdown, as elements. What Darktrace wrote stays text: of markdown only what the connector's
// tables are made of is read, and the sanitiser lets nothing else through.

import {Marked} from './marked.js';
import DOMPurify from './purify.js';
import {element, button} from './dom.js';

const LONGEST = 20;
const MOST_LINES = 8;
const MOST_TEXT = 400;
const MOST_OF_A_LINE = 160;
const LONG = 24;
const NUMBER = /^-?\d+(\.\d+)?$/;
const TIME = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const LINE = /^([A-Za-z][\w .-]{0,40}): (.*)$/s;

const none = () => undefined;
const markdown = new Marked({
  gfm: true,
  tokenizer: {
    // No links, pictures, emphasis: names of devices and addresses of attackers are to be read, not followed.
    autolink: none, codespan: none, del: none, link: none, reflink: none, url: none,
    emStrong(source) {
      const sentence = /^\*\*No entries\.\*\*/.exec(source);
      return sentence
        ? {type: 'strong', raw: sentence[0], text: 'No entries.', tokens: [{type: 'text', raw: 'No entries.', text: 'No entries.'}]}
        : undefined;
    },
    escape(source) {
      const escaped = /^\\([|`])/.exec(source);
      return escaped ? {type: 'escape', raw: escaped[0], text: escaped[1]} : undefined;
    },
    html: none, code: none, fences: none, blockquote: none, list: none, def: none, hr: none, lheading: none,
  },
  renderer: {
    html: token => (/^<br\s*\/?>$/i.test(token.raw) ? '<br>' : token.raw.replace(/&/g, '&amp;').replace(/</g, '&lt;')),
  },
});

const ALLOWED = {
  ALLOWED_TAGS: ['h3', 'p', 'strong', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'br'],
  ALLOWED_ATTR: [],
  RETURN_DOM_FRAGMENT: true,
};

/** The elements of a markdown text. */
export function rendered(text) {
  const fragment = DOMPurify.sanitize(markdown.parse(text), ALLOWED);
  fragment.querySelectorAll('td').forEach(layOut);
  fragment.querySelectorAll('table').forEach(wrap);
  return fragment;
}

/** Lines `key: value` get their keys set apart; many lines fold. */
function layOut(cell) {
  const lines = [[]];
  cell.childNodes.forEach(node => (node.nodeName === 'BR' ? lines.push([]) : lines.at(-1).push(node)));
  if (lines.length === 1) {
    const text = cell.textContent.trim();
    cell.className = [[NUMBER.test(text), 'number'], [TIME.test(text), 'time'], [text.length > LONG, 'long']].find(([is]) => is)?.[1] ?? '';
    cell.replaceChildren(...shortened(text, MOST_TEXT));
    return;
  }
  cell.className = 'long';
  const texts = lines.map(nodes => nodes.map(node => node.textContent).join('').trim());
  const shown = texts.map(text => {
    const pair = LINE.exec(text);
    return pair
      ? element('div', {}, element('span.name', {}, `${pair[1]}: `), ...shortened(pair[2], MOST_OF_A_LINE))
      : element('div', {}, ...shortened(text, MOST_OF_A_LINE));
  });
  if (shown.length <= MOST_LINES + 2) {
    cell.replaceChildren(...shown);
  } else {
    cell.replaceChildren(...shown.slice(0, MOST_LINES));
    const more = element('div', {hidden: true}, ...shown.slice(MOST_LINES));
    cell.append(more, fold(more, `${shown.length - MOST_LINES} more lines`));
  }
}

/** A text of which no more than so much is shown at first. */
function shortened(text, most) {
  if (text.length <= most) {
    return [text];
  }
  const rest = element('span', {hidden: true}, text.slice(most));
  return [text.slice(0, most), rest, ' ', fold(rest, 'More')];
}

/** A wide table scrolls by itself, a long one folds. */
function wrap(table) {
  const title = table.closest('body, div')?.querySelector('h3')?.textContent
    ?? table.parentNode.querySelector('h3')?.textContent ?? 'Table';
  const scroll = element('div.scroll', {tabIndex: 0, role: 'region', 'aria-label': title});
  table.replaceWith(scroll);
  scroll.append(table);
  const rows = [...table.querySelectorAll('tbody tr')];
  if (rows.length > LONGEST) {
    const rest = rows.slice(LONGEST);
    rest.forEach(row => { row.hidden = true; });
    scroll.after(button(`Show all ${rows.length} rows`, event => {
      rest.forEach(row => { row.hidden = false; });
      event.target.remove();
      scroll.focus();
    }));
  }
}

function fold(more, label) {
  return button(label, event => {
    more.hidden = !more.hidden;
    event.target.textContent = more.hidden ? label : 'Fewer';
    event.target.setAttribute('aria-expanded', String(!more.hidden));
  }, {className: 'link', 'aria-expanded': 'false'});
}
