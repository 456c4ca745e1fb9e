// Incident events of AI Analyst by their attack phases, along the time in which they happened.

import {element} from './dom.js';

const PHASES = [1, 2, 3, 4, 5, 6];

const DAY = new Intl.DateTimeFormat(undefined, {dateStyle: 'medium'});
const CLOCK = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit'});

/** The ends of the time below: the day once, where it is the same. */
function ends(first, last) {
  const days = [first, last].map(moment => DAY.format(moment));
  return [`${days[0]}, ${CLOCK.format(first)}`, `${days[1] === days[0] ? '' : `${days[1]}, `}${CLOCK.format(last)}`];
}

/** Draws nothing where no phase is known. */
export function phases(outputs, place) {
  const events = (Array.isArray(outputs) ? outputs : [outputs])
    .filter(event => event.start && Array.isArray(event.attackPhases) && event.attackPhases.length > 0);
  if (events.length === 0) {
    return;
  }
  const first = Math.min(...events.map(event => Date.parse(event.start)));
  const last = Math.max(...events.map(event => Date.parse(event.end ?? event.start)), first + 1000);
  place.append(element('div.phases', {role: 'group', 'aria-label': 'Attack phases over time'}, ...PHASES.map(phase => {
    const inPhase = events.filter(event => event.attackPhases.includes(phase));
    const tactics = [...new Set(inPhase.flatMap(event => event.mitreTactics ?? []))].join(', ');
    return element('div.phase', {},
      element('span.label', {}, `Phase ${phase}`, element('small', {}, tactics)),
      element('span.track', {}, ...inPhase.map(event => {
        const mark = element('span.bar', {role: 'img', 'aria-label': event.title, title: `${event.title}\n${event.start}`});
        mark.style.left = `${((Date.parse(event.start) - first) / (last - first)) * 97}%`;
        mark.style.width = `max(8px, ${((Date.parse(event.end ?? event.start) - Date.parse(event.start)) / (last - first)) * 97}%)`;
        return mark;
      })));
  }), element('div.scale.quiet', {}, ...ends(first, last).map(text => element('span', {}, text)))));
}
