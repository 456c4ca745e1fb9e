// The list of incidents: follows the log, filters, and opens one.

import {element, find, span} from './dom.js';
import {follow} from './stream.js';
import {severityOf} from './severity.js';
import {severities} from './charts.js';
import {IncidentView} from './incident.js';

const NEWEST = 500;
const MOST = 2000;
const SHOWN = 100;
const MOST_NEWS = 20;
const LONGEST_NEWS = 200;
const KINDS = 'created,changed,closed';
const PATIENCE = 150;

/** What comes first, by the value of the choice. */
const ORDERS = {
  arrival: {by: incident => incident.arrived, text: 'newest arrivals first'},
  change: {by: incident => incident.changed, text: 'latest changes first'},
  time: {by: incident => incident.time, text: 'latest activity first'},
};

const STATES = {connecting: 'Connecting …', live: 'Live', broken: 'Reconnecting …', stopped: 'Stopped'};

/** The incidents of the page. */
export class Incidents {
  #all = new Map();
  #rows = find('incident-rows');
  #list = find('incident-list');
  #view;
  #isWaiting = false;
  #hasBegun = false;
  #filters = ['filter-text', 'filter-severity', 'filter-source', 'filter-instance'].map(find);
  #order = find('incident-order');
  #opened = null;
  #hasInstances = false;
  /** Counts events: their order is that of the log. */
  #events = 0;
  #most = SHOWN;

  constructor(room, caller, instances) {
    this.#view = new IncidentView(room, instances, () => this.#back());
    [...this.#filters, this.#order].forEach(choice => choice.addEventListener('input', () => {
      this.#most = SHOWN;
      this.#draw();
    }));
    find('incident-more').addEventListener('click', () => {
      const shown = this.#rows.childElementCount;
      this.#most += SHOWN;
      this.#draw();
      this.#rows.children[shown]?.querySelector('button').focus();
    });
    find('filters').addEventListener('submit', event => event.preventDefault());
    instances.forEach(({name}) => find('filter-instance').append(element('option', {value: name}, name)));
    this.#hasInstances = instances.length > 1;
    find('filter-instance').hidden = !this.#hasInstances;
    const isForAll = caller.instances.includes('*');
    const paths = isForAll ? [''] : instances.map(({name}) => `&instance=${encodeURIComponent(name)}`);
    paths.forEach(of => follow(`api/v1/incidents/stream?kinds=${KINDS}${of}&last=${NEWEST}`,
      event => this.#take(event), (state, why) => this.#tell(state, why)));
    setInterval(() => this.#ages(), 30_000);
  }

  #tell(state, why) {
    const live = find('live');
    live.className = state;
    live.textContent = STATES[state];
    live.title = why ?? '';
    if (state === 'live') {
      // What comes with the first answer is no news.
      setTimeout(() => { this.#hasBegun = true; }, 2000);
    }
  }

  #take(event) {
    const incident = of(event);
    const known = this.#all.get(incident.id);
    incident.changed = ++this.#events;
    incident.arrived = known?.arrived ?? incident.changed;
    incident.acknowledged ??= known?.acknowledged;
    // Whoever takes an acknowledgement back opens it again.
    incident.isClosed = event.kind === 'closed' || ((known?.isClosed ?? false) && isYes(event.changes?.acknowledged) !== false);
    incident.history = known?.history ?? [];
    if (event.kind !== 'created') {
      incident.news = newsOf(event);
      incident.history = [...incident.history, incident.news].slice(-MOST_NEWS);
    } else if (this.#hasBegun) {
      incident.news = 'new';
    }
    this.#all.delete(incident.id);
    this.#all.set(incident.id, incident);
    if (this.#all.size > MOST) {
      this.#all.delete(this.#all.keys().next().value);
    }
    if (this.#opened === incident.id) {
      this.#view.update(incident);
    }
    this.#drawSoon();
  }

  /** Many events come together: one drawing serves them all. */
  #drawSoon() {
    if (!this.#isWaiting) {
      this.#isWaiting = true;
      setTimeout(() => {
        this.#isWaiting = false;
        this.#draw();
      }, PATIENCE);
    }
  }

  #draw() {
    this.#offerSources();
    const {by, text} = ORDERS[this.#order.value];
    const found = [...this.#all.values()].filter(incident => this.#isWanted(incident)).sort((a, b) => by(b) - by(a));
    const focused = document.activeElement?.closest('#incident-rows li')?.dataset.id;
    this.#rows.replaceChildren(...found.slice(0, this.#most).map(incident => this.#row(incident)));
    if (focused) {
      this.#rows.querySelector(`[data-id="${CSS.escape(focused)}"] button`)?.focus({preventScroll: true});
    }
    const isAll = found.length === this.#all.size;
    find('incident-more').hidden = found.length <= this.#most;
    find('incident-count').textContent = this.#all.size === 0
      ? 'None so far. They appear here as soon as an instance with is-fetch has found one.'
      : `${isAll ? '' : `${found.length} of `}${this.#all.size} ${this.#all.size === 1 ? 'incident' : 'incidents'}, ${text}${found.length > this.#most ? `; ${this.#most} are shown` : ''}`;
    severities(found, find('incident-chart'));
  }

  #offerSources() {
    const select = this.#filters[2];
    const known = [...select.options].map(option => option.value);
    [...new Set([...this.#all.values()].map(incident => incident.type))].filter(type => !known.includes(type))
      .forEach(type => select.append(element('option', {value: type}, type)));
  }

  #isWanted(incident) {
    const [text, severity, source, instance] = this.#filters.map(filter => filter.value);
    return (severity === '' || incident.level === Number(severity))
      && (source === '' || incident.type === source)
      && (instance === '' || incident.instance === instance)
      && text.toLowerCase().split(/\s+/).every(word => incident.text.includes(word));
  }

  #row(incident) {
    const severity = severityOf(incident.level);
    const mark = incident.acknowledged ? 'acknowledged' : incident.isClosed ? 'closed' : '';
    const isNews = incident.news !== undefined && incident.news !== 'new' && incident.news !== mark;
    return element('li', {className: [incident.news === undefined ? '' : incident.news === 'new' ? 'new' : 'updated', mark].join(' '), 'data-id': incident.id},
      element('button', {type: 'button', onclick: () => this.#open(incident.id)},
        element(`span.severity.level-${severity.level}`, {}, element('span', {'aria-hidden': 'true'}, severity.mark), ` ${severity.name}`),
        element('span.name', {}, incident.title),
        element('span.quiet', {}, [incident.device, this.#hasInstances ? incident.instance : ''].filter(Boolean).map(text => `${text} · `).join(''),
          element('span.age', {'data-time': incident.time, title: new Date(incident.time).toISOString()}, ago(incident.time)),
          mark === '' ? '' : element('span.mark', {}, `✓ ${mark}`), isNews ? element('span.news', {}, incident.news) : '')));
  }

  #ages() {
    document.querySelectorAll('.age').forEach(age => { age.textContent = ago(Number(age.dataset.time)); });
  }

  #open(id) {
    this.#opened = id;
    const incident = this.#all.get(id);
    incident.news = undefined;
    this.#list.hidden = true;
    this.#view.open(incident);
  }

  #back() {
    const id = this.#opened;
    this.#opened = null;
    this.#list.hidden = false;
    this.#draw();
    this.#rows.querySelector(`[data-id="${CSS.escape(id)}"] button`)?.focus();
  }
}

const ago = moment => `${span((Date.now() - moment) / 1000)} ago`;

/** What an event says has changed, in words. */
function newsOf(event) {
  const {merged_into: mergedInto, acknowledged, acknowledgedBy: by, acknowledgedTime, comments, commentCount, ...others} = event.changes ?? {};
  const said = [];
  if (mergedInto) {
    said.push(`goes on as ${mergedInto}`);
  } else if (event.kind === 'closed' && acknowledged === undefined) {
    said.push('closed');
  }
  if (acknowledged !== undefined) {
    said.push(isYes(acknowledged) ? `acknowledged${by ? ` by ${by}` : ''}` : 'acknowledgement taken back');
  }
  const written = Array.isArray(comments) ? comments : [];
  written.forEach(({author, text}) => said.push(`comment${author ? ` by ${author}` : ''}: ${text}`));
  if (written.length === 0 && commentCount !== undefined) {
    said.push(`${commentCount} comments`);
  }
  // Which events a group has got says less than how many they are.
  Object.entries(others).filter(([name]) => name !== 'events' || others.eventCount === undefined).forEach(([name, value]) => said.push(Array.isArray(value)
    ? `${value.length} more in ${words(name)}`
    : `${words(name)} ${typeof value === 'object' ? JSON.stringify(value) : value}`));
  return said.map(text => (text.length > LONGEST_NEWS ? `${text.slice(0, LONGEST_NEWS)}…` : text)).join(', ') || 'updated';
}

/** eventCount as people write it. */
const words = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`).replaceAll('_', ' ');

const isYes = value => (value === undefined || value === null ? undefined : ![false, 'false', ''].includes(value));

/** An event of the log as the page uses it. */
function of(event) {
  const fields = event.CustomFields ?? {};
  const labels = Object.fromEntries((event.labels ?? []).map(({type, value}) => [type, value]));
  const title = (event.name ?? '').replace(/^Darktrace [^:]*: /, '');
  return {
    id: event.dbotMirrorId ?? event.eventId,
    title,
    name: event.name ?? '',
    type: event.type ?? 'Darktrace',
    time: Date.parse(event.occurred) || Date.now(),
    level: severityOf(event.severity ?? 1).level,
    details: event.details ?? '',
    instance: fields.darktraceinstance ?? labels['Darktrace Instance'] ?? /^(.*?)(:aia)?:[^:]+$/.exec(event.dbotMirrorId ?? '')?.[1] ?? '',
    device: fields.darktracedevicehostname ?? fields.darktracedeviceip ?? labels.Hostname ?? labels.IP ?? '',
    did: fields.darktracedid ?? (fields.darktracedids?.length === 1 ? fields.darktracedids[0] : undefined),
    pbid: fields.darktracepbid,
    group: fields.darktracegroupid,
    mergedInto: event.changes?.merged_into,
    acknowledged: isYes(event.changes?.acknowledged ?? fields.darktraceacknowledged),
    fields,
    text: [event.name, event.details, event.type, ...Object.values(fields).flat(), ...Object.values(labels)].join(' ').toLowerCase(),
  };
}

