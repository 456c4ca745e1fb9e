// Who did what, with its outcome: for the role admin.

import {element, find, button, time} from './dom.js';
import {get, Problem} from './api.js';

const PAGE = 200;
const MOST = 1000;
const FIELDS = [
  ['caller', 'Caller', 'wildcards * ?'], ['command', 'Command', '*contain*'], ['instance', 'Instance', ''],
  ['outcome', 'Outcome', 'ok, forbidden …'],
];
const PERIODS = [['1', 'Last hour'], ['24', 'Last day'], ['168', 'Last week'], ['', 'All']];

/** Makes the view; it reads when it is opened. */
export function auditView() {
  const form = find('audit-filters');
  form.append(...FIELDS.map(([name, label, example]) => element('label', {}, label, element('input', {name, placeholder: example}))),
    element('label', {}, 'Period', element('select', {name: 'hours'}, ...PERIODS.map(([value, label]) => element('option', {value}, label)))),
    element('button.main', {type: 'submit'}, 'Show'));
  form.elements.hours.value = '24';
  form.addEventListener('submit', event => {
    event.preventDefault();
    show(form);
  });
  return () => show(form);
}

async function show(form) {
  const place = find('audit-rows');
  place.replaceChildren(element('p.quiet', {}, 'Reading …'));
  try {
    const {entries, isCut} = await read(form);
    place.replaceChildren(element('p.quiet', {role: 'status'}, `${entries.length} entries, newest first${isCut ? '; there are more: narrow the filter' : ''}`),
      entries.length > 0 ? table(entries) : '');
  } catch (failure) {
    if (!(failure instanceof Problem)) {
      throw failure;
    }
    place.replaceChildren(element('p.problem', {}, failure.message));
  }
}

/** The newest entries of the period, up to a limit. */
async function read(form) {
  const asked = new URLSearchParams({limit: PAGE, order: 'newest'});
  FIELDS.forEach(([name]) => {
    const value = form.elements[name].value.trim();
    if (value !== '') {
      asked.set(name, value);
    }
  });
  if (form.elements.hours.value !== '') {
    asked.set('from', new Date(Date.now() - Number(form.elements.hours.value) * 3_600_000).toISOString());
  }
  const entries = [];
  let page;
  do {
    page = await get(`api/v1/audit?${asked}`);
    entries.push(...page.entries);
    asked.set('after', page.next);
  } while (page.entries.length === PAGE && entries.length < MOST);
  return {entries, isCut: page.entries.length === PAGE};
}

function table(entries) {
  return element('div.scroll', {tabIndex: 0, role: 'region', 'aria-label': 'Audit'}, element('table', {},
    element('thead', {}, element('tr', {}, ...['Time', 'Who', 'Command', 'Instance', 'Arguments', 'Outcome', 'Answer']
      .map(name => element('th', {scope: 'col'}, name)))),
    element('tbody', {}, ...entries.map(entry => element('tr', {},
      element('td', {}, time(entry.time)),
      element('td', {}, entry.caller ?? '', element('div.quiet', {}, entry.address ?? '')),
      element('td', {}, entry.command),
      element('td', {}, entry.instance ?? ''),
      element('td', {}, ...Object.entries(entry.arguments ?? {}).map(([name, value]) => element('div', {}, element('span.name', {}, `${name}: `),
        typeof value === 'string' ? value : JSON.stringify(value)))),
      element('td', {}, element(`span.outcome${entry.outcome === 'ok' ? '' : '.bad'}`, {}, entry.outcome),
        entry.attempts > 1 ? element('div.quiet', {}, `${entry.attempts} times`) : null),
      element('td', {}, answer(entry.answer)))))));
}

function answer(text) {
  if (!text || text.length < 120) {
    return text ?? '';
  }
  const rest = element('span', {}, `${text.slice(0, 100)}… `);
  rest.append(button('More', () => rest.replaceChildren(text), {className: 'link'}));
  return rest;
}
