// How far fetching and delivery are, by instance and sink, in words; a parked sink can be resumed.

import {element, find, button, span} from './dom.js';
import {runCommand, Problem} from './api.js';

const INTERVAL = 15_000;

/** Shows the state and keeps it up to date. */
export function watchState(room, instances) {
  const place = find('state');
  const look = async () => {
    const cards = [];
    for (const {name} of room.has('darktrace-fetch-status') ? instances : []) {
      cards.push(await card(() => runCommand('darktrace-fetch-status', {}, name), sources => sources.map(source)));
    }
    if (room.has('darktrace-sink-status')) {
      cards.push(await card(() => runCommand('darktrace-sink-status', {}), sinks => sinks.map(sink => sinkCard(sink, room))));
    }
    const focused = document.activeElement?.dataset.sink;
    place.replaceChildren(...cards.flat());
    if (focused) {
      place.querySelector(`[data-sink="${CSS.escape(focused)}"]`)?.focus();
    }
  };
  look();
  setInterval(() => (document.hidden ? null : look()), INTERVAL);
  room.whenChanged(look);
}

async function card(ask, content) {
  try {
    return content((await ask()).outputs);
  } catch (failure) {
    if (!(failure instanceof Problem)) {
      throw failure;
    }
    return [element('div.card.bad', {}, failure.message)];
  }
}

function source(state) {
  const failed = state.lastFailure && !(Date.parse(state.lastSuccess) > Date.parse(state.lastFailure));
  const facts = [
    state.isFetch ? '' : 'not fetched on a schedule',
    state.lastSuccess ? `last fetch ${span((Date.now() - Date.parse(state.lastSuccess)) / 1000)} ago` : 'never fetched',
    state.newest ? `newest ${span(state.lagSeconds)} old` : '',
    state.backlog ? 'more is waiting' : '',
  ];
  return element(`div.card${failed ? '.bad' : ''}`, {},
    element('b', {}, `${mark(failed)} ${state.instance} · ${state.source}`), ' ', facts.filter(Boolean).join(', '),
    failed ? element('p.problem', {}, state.failure ?? state.failureCode) : null);
}

function sinkCard(sink, room) {
  const isBad = sink.parked || sink.failures > 0;
  const facts = [sink.parked ? 'parked' : '', `${sink.backlog} waiting`, sink.failures > 0 ? `${sink.failures} attempts failed` : ''];
  return element(`div.card${isBad ? '.bad' : ''}`, {},
    element('b', {}, `${mark(isBad)} sink ${sink.sink}`), ' ', facts.filter(Boolean).join(', '),
    isBad && sink.failure ? element('p.problem', {}, sink.failure) : null,
    sink.parked && room.has('darktrace-resume-delivery')
      ? button('Resume', () => room.runCommand('darktrace-resume-delivery', {sink: sink.sink}), {'data-sink': sink.sink})
      : null);
}

const mark = isBad => (isBad ? '⚠' : '✓');
