// Charts over time, drawn by uPlot, which is loaded when the first one is needed.

import {element} from './dom.js';
import {SEVERITIES} from './severity.js';

const HOUR = 3600;
const DAY = 24 * HOUR;
const MOST_SERIES = 4;

let library = null;

function load() {
  if (library === null) {
    document.head.append(element('link', {rel: 'stylesheet', href: new URL('page/uplot.css', document.baseURI).href}));
    library = import('./uplot.js').then(loaded => loaded.default);
  }
  return library;
}

/** A color of the style sheet as it is in the scheme of the moment. */
function color(name) {
  const probe = element('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

const faint = found => found.replace('rgb(', 'rgba(').replace(')', ', 0.15)');

const axis = () => ({
  stroke: color('--quiet'), grid: {stroke: color('--line'), width: 1}, ticks: {stroke: color('--line'), width: 1},
  font: '12px system-ui, sans-serif',
});

const two = number => String(number).padStart(2, '0');
const clock = date => `${two(date.getHours())}:${two(date.getMinutes())}`;
const date = moment => `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;

/** The time below, as a date where days are far apart. */
const timeAxis = () => ({
  ...axis(), space: 70, incrs: [60, 300, 900, HOUR, 3 * HOUR, 6 * HOUR, DAY, 2 * DAY, 7 * DAY, 30 * DAY], values: (u, ticks, place, space, step) => ticks.map(tick => {
    const moment = new Date(tick * 1000);
    return step >= DAY ? date(moment).slice(5) : clock(moment);
  }),
});

const moments = {label: 'Time', value: (u, value) => (value ? `${date(new Date(value * 1000))} ${clock(new Date(value * 1000))}` : '–')};

/** What has to end when a place gets another chart. */
const endings = new WeakMap();

/** Makes a chart that is as wide as its place, and again in other colors when the system changes them. */
async function chart(place, label, height, options, data) {
  const UPlot = await load();
  endings.get(place)?.abort();
  const end = new AbortController();
  endings.set(place, end);
  const frame = element('div.chart', {role: 'img', 'aria-label': label});
  place.replaceChildren(frame);
  let drawn = null;
  const draw = () => {
    drawn?.destroy();
    drawn = new UPlot({width: Math.max(frame.clientWidth, 200), height, ...options(UPlot)}, data, frame);
  };
  draw();
  const size = new ResizeObserver(() => {
    if (frame.clientWidth > 0 && drawn.width !== frame.clientWidth) {
      drawn.setSize({width: frame.clientWidth, height});
    }
  });
  size.observe(frame);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw, {signal: end.signal});
  end.signal.addEventListener('abort', () => {
    size.disconnect();
    drawn.destroy();
  });
}

/** Connections per hour of a device and those that are similar; hours of which nothing is known are gaps. */
export async function connections(devices, place) {
  const shown = devices.filter(device => Array.isArray(device.graphData) && device.graphData.length > 0).slice(0, MOST_SERIES);
  if (shown.length === 0) {
    return;
  }
  const points = shown.map(device => new Map(device.graphData.map(point => [Math.floor(point.time / 1000), point.count ?? point.size ?? null])));
  const times = [...new Set(points.flatMap(map => [...map.keys()]))].sort((a, b) => a - b);
  const step = Math.min(...times.slice(1).map((time, i) => time - times[i]), DAY);
  const all = withGaps(times, step);
  const colors = ['--accent', '--second', '--third', '--fourth'];
  const total = points.reduce((sum, map) => sum + [...map.values()].reduce((a, b) => a + (b ?? 0), 0), 0);
  const gaps = all.length - times.length;
  await chart(place, `Connections over time, ${total} in all, from ${day(times[0])} to ${day(times.at(-1))}${gaps > 0 ? `, with ${gaps} ${gaps === 1 ? 'gap' : 'gaps'}` : ''}. The table has the values.`, 200, () => ({
    scales: {y: {range: (u, min, max) => [0, Math.max(max * 1.1, 1)]}},
    axes: [timeAxis(), {...axis(), size: 56}],
    cursor: {points: {size: 7}},
    series: [moments, ...shown.map((device, i) => ({
      label: `Device ${device.did}`, stroke: color(colors[i]), fill: i === 0 ? faint(color(colors[i])) : undefined,
      width: 1.5, spanGaps: false, value: (u, value) => (value ?? '–'),
    }))],
  }), [all, ...points.map(map => all.map(time => map.get(time) ?? null))]);
}

const day = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);

/** The same times with one more wherever a step is missing. */
function withGaps(times, step) {
  return times.flatMap((time, i) => (i > 0 && time - times[i - 1] > step * 1.5 ? [times[i - 1] + step, time] : [time]));
}

/** Incidents over time as stacked bars, one color for each severity; the legend has the numbers. */
export async function severities(incidents, place) {
  if (incidents.length === 0) {
    place.hidden = true;
    return;
  }
  place.hidden = false;
  const times = incidents.map(incident => incident.time / 1000);
  const last = Math.max(...times);
  const first = Math.min(...times);
  const step = [60, 300, 900, HOUR, 6 * HOUR, DAY, 7 * DAY].find(one => (last - first) / one < 40) ?? 30 * DAY;
  const start = Math.floor(first / step) * step - step;
  const count = Math.round((Math.floor(last / step) * step - start) / step) + 2;
  const buckets = Array.from({length: count}, (unused, i) => start + i * step);
  const counts = SEVERITIES.map(({level}) => {
    const row = new Array(count).fill(0);
    incidents.filter(incident => incident.level === level).forEach(incident => { row[Math.floor((incident.time / 1000 - start) / step)]++; });
    return row;
  });
  // The highest is drawn first and the others over it, each up to the sum of those below.
  const stacked = counts.map((row, i) => row.map((unused, j) => counts.slice(i).reduce((sum, other) => sum + other[j], 0)));
  await chart(place, `Incidents over time: ${SEVERITIES.map(({level, name}) => `${incidents.filter(one => one.level === level).length} ${name.toLowerCase()}`).join(', ')}.`,
    110, UPlot => ({
      scales: {y: {range: (u, min, max) => [0, Math.max(max, 1)]}},
      axes: [timeAxis(), {...axis(), size: 34, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10000]}],
      legend: {show: true},
      series: [moments, ...SEVERITIES.map(({name, color: variable}, i) => ({
        label: name, stroke: color(variable), fill: color(variable), width: 0, points: {show: false},
        paths: UPlot.paths.bars({size: [0.8, 24]}), value: (u, value, series, index) => (index === null ? '–' : counts[i][index]),
      }))],
    }), [buckets, ...stacked]);
}
