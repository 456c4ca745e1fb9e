// One incident: its fields, what Darktrace has about it, and commands at one click.

import {element, find, button, time} from './dom.js';
import {runCommand, Problem} from './api.js';
import {severityOf} from './severity.js';
import {actionBars} from './actions.js';
import {phases} from './phases.js';
import {linksIn} from './entry.js';
import {lineOf} from './line.js';

const LABELS = {
  darktracescore: 'Score', darktracemodelname: 'Model', darktracemodelcategory: 'Category', darktracemodelpriority: 'Priority',
  darktracedevicehostname: 'Hostname', darktracedeviceip: 'IP', darktracedevicemac: 'MAC', darktracedid: 'Device ID',
  darktracepbid: 'Breach ID', darktracegroupid: 'Group', darktracegroupscore: 'Group score', darktracegroupcategory: 'Category',
  darktraceeventcount: 'Events', darktracedids: 'Device IDs', darktracepbids: 'Breach IDs', darktracemitretactics: 'MITRE tactics',
  darktracegroupend: 'Until', darktraceacknowledged: 'Acknowledged', darktracepreviousgroups: 'Merged groups', darktracetags: 'Tags', darktracemitretechniques: 'MITRE techniques', darktraceinstance: 'Instance',
  darktracedevicelabel: 'Label', darktracedevicevendor: 'Vendor', darktracecommentcount: 'Comments when fetched', darktracewarnings: 'Odd in it',
};
/** Links, and what is there once more under the names of the public packs (docs/public-packs.md). */
const HIDDEN = /^(darktrace(breachurl|groupurl|model(uuid|id|tags|breach.*)|created|deviceid|aianalyst.*)|externallink)$/;

/** The incident that is open. */
export class IncidentView {
  #room;
  #instances;
  #back;
  #place = find('incident');
  #incident = null;

  constructor(room, instances, back) {
    this.#room = room;
    this.#instances = instances;
    this.#back = back;
    this.#place.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        this.#close();
      }
    });
    room.whenChanged(() => this.#load());
  }

  open(incident) {
    this.#place.hidden = false;
    this.update(incident);
    this.#place.focus();
    this.#place.scrollIntoView({block: 'start'});
  }

  #close() {
    this.#incident = null;
    this.#place.hidden = true;
    this.#place.replaceChildren();
    this.#back();
  }

  update(incident) {
    this.#incident = incident;
    const hadFocus = this.#place.contains(document.activeElement);
    const severity = severityOf(incident.level);
    const [link] = linksIn(incident.fields, this.#instances);
    this.#place.replaceChildren(...[
      button('← All incidents', () => this.#close(), {className: 'link'}),
      element('h3', {}, incident.title),
      element('p', {},
        element(`span.severity.level-${severity.level}`, {}, element('span', {'aria-hidden': 'true'}, severity.mark), ` ${severity.name}`),
        ' ', time(incident.time), incident.acknowledged ? ' · acknowledged' : incident.isClosed ? ' · closed' : ''),
      incident.history.length > 0
        ? element('section', {'data-part': 'history'}, element('h4', {}, 'Since then'), list(incident.history, text => [text]))
        : null,
      this.#commands(incident, link),
      section('Attack phases', 'phases'),
      section('RESPOND actions', 'actions'),
      section('Comments', 'comments'),
      section('Further breaches of this device', 'related'),
      element('h4', {}, 'Fields'),
      element('dl', {}, ...fields(incident).flatMap(([label, value]) => [element('dt', {}, label), element('dd', {}, value)])),
      incident.details ? element('details', {open: incident.details.length < 600}, element('summary', {}, 'Model'), element('p.text', {}, incident.details)) : null,
    ].filter(part => part !== null));
    if (hadFocus) {
      this.#place.focus();
    }
    this.#load();
  }

  #commands(incident, link) {
    const {pbid, did, group, instance} = incident;
    const using = this.#instances.length > 1 ? {using: instance} : {};
    const run = (label, command, args, isWhole = true) => (this.#room.has(command) && Object.values(args).every(value => value !== undefined)
      ? button(label, () => (isWhole
        ? this.#room.runCommand(command, args, instance)
        : this.#room.edit(lineOf(command, {...args, ...using}))))
      : null);
    return element('div.buttons', {},
      run('Show breach', 'darktrace-get-breach', {pbid}),
      run('Show events', 'darktrace-list-ai-analyst-incident-events', {group_id: group}),
      run('Acknowledge group', 'darktrace-acknowledge-ai-analyst-incident-group', {group_id: group}),
      run('Connections', 'darktrace-get-device-connection-info', {did, data_type: 'co'}),
      run('Device', 'darktrace-get-device-summary', {did}),
      run('Comment …', 'darktrace-add-comment', {pbid, message: ''}, false),
      run('Acknowledge', 'darktrace-acknowledge', {pbid}),
      run('Quarantine for 10 min', 'darktrace-create-manual-action', {did, action: 'quarantine', duration: 600, reason: pbid ? `Breach ${pbid}` : `Group ${group}`}),
      link ? element('a', {href: link, target: '_blank', rel: 'noopener noreferrer'}, 'Open in Darktrace') : null,
    );
  }

  #load() {
    const incident = this.#incident;
    if (incident === null) {
      return;
    }
    const {did, pbid, group} = incident;
    this.#fill('phases', 'darktrace-list-ai-analyst-incident-events', {group_id: group}, outputs => {
      const place = element('div', {});
      phases(outputs, place);
      return place.hasChildNodes() ? place : null;
    });
    this.#fill('actions', 'darktrace-get-actions', {did}, outputs => (outputs.length > 0 ? actionBars(outputs) : null));
    this.#fill('comments', 'darktrace-get-comments', {pbid}, outputs => list(outputs.comments, comment => [
      element('b', {}, comment.username ?? ''), ' ', time(comment.time), element('p.text', {}, comment.message ?? '')]));
    this.#fill('related', 'darktrace-list-breaches', {did, limit: 6}, outputs => list(
      outputs.filter(breach => String(breach.pbid) !== String(pbid)), breach => [
        time(breach.time), ' ', button(breach.model?.name ?? `Breach ${breach.pbid}`, () => this.#room.runCommand(
          'darktrace-get-breach', {pbid: breach.pbid}, this.#incident.instance), {className: 'link'}), breach.acknowledged ? ' · acknowledged' : '']));
  }

  async #fill(part, command, args, content) {
    const place = this.#place.querySelector(`[data-part=${part}]`);
    if (!this.#room.has(command) || Object.values(args).some(value => value === undefined)) {
      place.hidden = true;
      return;
    }
    const shown = place.querySelector('div');
    try {
      const {outputs} = await runCommand(command, args, this.#incident.instance);
      shown.replaceChildren(content(outputs) ?? element('p.quiet', {}, 'None.'));
    } catch (failure) {
      if (!(failure instanceof Problem)) {
        throw failure;
      }
      shown.replaceChildren(element('p.quiet', {}, failure.message));
    }
  }
}

const section = (title, part) => element('section', {'data-part': part}, element('h4', {}, title), element('div', {}, element('p.quiet', {}, '…')));

function list(items, content) {
  return items?.length > 0 ? element('ul.plain', {}, ...items.map(item => element('li', {}, ...content(item)))) : null;
}

function fields(incident) {
  return Object.entries(incident.fields)
    .filter(([name, value]) => !HIDDEN.test(name) && value !== null && value !== '')
    .map(([name, value]) => [LABELS[name] ?? name.replace(/^darktrace/, ''), Array.isArray(value) ? value.join(', ') : String(value)]);
}

