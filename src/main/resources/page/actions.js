// RESPOND actions as bars from their start to their expiry; the time that is left counts down.

import {element, time, span} from './dom.js';

const MOST = 50;

/** @param {object[]} actions as darktrace-get-actions returns them */
export function actionBars(actions) {
  const shown = (Array.isArray(actions) ? actions : []).filter(action => action.start && action.expires).slice(0, MOST);
  if (shown.length === 0) {
    return element('span', {});
  }
  const now = Date.now();
  // What is over would make those that run too small to see.
  const running = shown.filter(action => Date.parse(action.expires) > now && action.state !== 'cleared');
  const moments = (running.length > 0 ? running : shown).flatMap(action => [Date.parse(action.start), Date.parse(action.expires)]);
  const first = Math.min(...moments, now);
  const last = Math.max(...moments, now + 60_000);
  const place = moment => `${((Date.parse(moment) - first) / (last - first)) * 100}%`;
  const list = element('ol.bars', {'aria-label': 'RESPOND actions'}, ...shown.map(action => {
    const bar = element('span.bar', {className: `bar ${action.state ?? ''}`});
    bar.style.left = place(action.start);
    bar.style.right = `calc(100% - ${place(action.expires)})`;
    return element('li', {},
      element('span.label', {}, `${action.label ?? action.action} · ${action.ip ?? `device ${action.did}`}`),
      element('span.track', {'aria-hidden': 'true'}, bar, element('span.now', {})),
      element('span.left', {'data-expires': action.expires, 'data-state': action.state ?? ''}, ''),
      element('span.unseen', {}, ' expires ', time(action.expires)));
  }));
  const count = () => {
    const moment = Date.now();
    list.querySelectorAll('.now').forEach(mark => { mark.style.left = `${Math.min((moment - first) / (last - first), 1) * 100}%`; });
    list.querySelectorAll('.left').forEach(left => { left.textContent = remaining(left.dataset, moment); });
  };
  count();
  const timer = setInterval(() => (list.isConnected ? count() : clearInterval(timer)), 1000);
  return list;
}

function remaining({state, expires}, now) {
  const seconds = (Date.parse(expires) - now) / 1000;
  if (state === 'cleared') {
    return 'cleared';
  }
  return seconds <= 0 ? 'expired' : `${state}, ${span(seconds)} left`;
}
