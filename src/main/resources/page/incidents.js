// The list of incidents: follows the log, filters, and opens one.

import {element, find, span} from './dom.js';
import {follow} from './stream.js';
import {severityOf} from './severity.js';
import {severities} from './charts.js';
import {IncidentView} from './incident.js';

const NEWEST = 500;
const MOST = 2000;
const SHOWN = 100;
const KINDS = 'created,changed,closed';
const PATIENCE = 150;

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
  #opened = null;
  #hasInstances = false;

  constructor(room, caller, instances) {
    this.#view = new IncidentView(room, instances, () => this.#back());
    this.#filters.forEach(filter => filter.addEventListener('input', () => this.#draw()));
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
    if (event.kind !== 'created' && known) {
      incident.isClosed = event.kind === 'closed' || known.isClosed;
      incident.news = event.kind === 'closed' ? 'closed' : 'updated';
    } else if (event.kind === 'closed') {
      incident.isClosed = true;
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
    const found = [...this.#all.values()].filter(incident => this.#isWanted(incident)).sort((a, b) => b.time - a.time);
    const focused = document.activeElement?.closest('#incident-rows li')?.dataset.id;
    this.#rows.replaceChildren(...found.slice(0, SHOWN).map(incident => this.#row(incident)));
    if (focused) {
      this.#rows.querySelector(`[data-id="${CSS.escape(focused)}"] button`)?.focus({preventScroll: true});
    }
    const isAll = found.length === this.#all.size;
    find('incident-count').textContent = this.#all.size === 0
      ? 'None so far. They appear here as soon as an instance with is-fetch has found one.'
      : `${isAll ? '' : `${found.length} of `}${this.#all.size} ${this.#all.size === 1 ? 'incident' : 'incidents'}${found.length > SHOWN ? `, the newest ${SHOWN} are shown` : ''}`;
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
    return element('li', {className: [incident.news ?? '', incident.isClosed ? 'closed' : ''].join(' '), 'data-id': incident.id},
      element('button', {type: 'button', onclick: () => this.#open(incident.id)},
        element(`span.severity.level-${severity.level}`, {}, element('span', {'aria-hidden': 'true'}, severity.mark), ` ${severity.name}`),
        element('span.name', {}, incident.title),
        element('span.quiet', {}, [incident.device, this.#hasInstances ? incident.instance : ''].filter(Boolean).map(text => `${text} · `).join(''),
          element('span.age', {'data-time': incident.time, title: new Date(incident.time).toISOString()}, ago(incident.time)),
          incident.news && incident.news !== 'new' ? ` · ${incident.news}` : '', incident.isClosed && incident.news !== 'closed' ? ' · closed' : '')));
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
    instance: fields.darktraceinstance ?? labels['Darktrace Instance'] ?? '',
    device: fields.darktracedevicehostname ?? fields.darktracedeviceip ?? labels.Hostname ?? labels.IP ?? '',
    did: fields.darktracedid ?? (fields.darktracedids?.length === 1 ? fields.darktracedids[0] : undefined),
    pbid: fields.darktracepbid,
    group: fields.darktracegroupid,
    mergedInto: event.changes?.merged_into,
    fields,
    text: [event.name, event.details, event.type, ...Object.values(fields).flat(), ...Object.values(labels)].join(' ').toLowerCase(),
  };
}

