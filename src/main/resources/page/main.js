// Starts the page: who is there, what they may do, and the views that follow from it.

import {element, find, button} from './dom.js';
import {get, whenKeyIsNeeded, forgetKey, hasKey, hasSession, logOut, started, Problem} from './api.js';
import {WarRoom} from './warroom.js';
import {Incidents} from './incidents.js';
import {watchState} from './state.js';
import {auditView} from './audit.js';

let asking = null;

/** Asks for a key, once for all requests that wait for it. */
function askForKey(reason) {
  asking ??= new Promise(resolve => {
    const dialog = find('key');
    const input = element('input', {type: 'password', id: 'key-value', autocomplete: 'off', required: true, spellcheck: false});
    const form = element('form', {method: 'dialog'},
      element('h2', {id: 'key-title'}, 'API key'),
      element('p', {}, 'This connector answers to known callers only. The page keeps the key in memory until it is closed.'),
      reason ? element('p.problem', {role: 'alert'}, reason) : null,
      element('label', {for: 'key-value'}, 'Key'), input,
      element('div.buttons', {}, element('button.main', {type: 'submit'}, 'Go on')));
    form.addEventListener('submit', event => {
      event.preventDefault();
      dialog.close();
      asking = null;
      resolve(input.value.trim());
    });
    // Without a key there is nothing behind it.
    dialog.oncancel = event => event.preventDefault();
    dialog.replaceChildren(form);
    dialog.showModal();
    input.focus();
  });
  return asking;
}

function views(room, openAudit) {
  const buttons = [...document.querySelectorAll('nav button')];
  const show = view => {
    document.body.dataset.view = view;
    buttons.forEach(one => (one.dataset.view === view ? one.setAttribute('aria-current', 'page') : one.removeAttribute('aria-current')));
    if (view === 'audit') {
      openAudit();
    } else if (view === 'war-room') {
      room.focus();
    }
  };
  buttons.forEach(one => one.addEventListener('click', () => show(one.dataset.view)));
  document.addEventListener('keydown', event => {
    const isTyping = event.target.closest('input, select, textarea, dialog');
    if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      show('war-room');
    }
  });
  return show;
}

function session(caller, instances) {
  find('caller').replaceChildren(caller.id, element('span', {id: 'roles'}, ` (${caller.roles.join(', ') || 'no role'})`));
  const select = find('instance');
  select.append(...(instances.length > 1 ? [element('option', {value: ''}, 'choose …')] : []),
    ...instances.map(({name}) => element('option', {value: name}, name)));
  if (instances.length > 0) {
    select.value = instances[0].name;
  }
  find('instance-label').hidden = instances.length === 0;
  const leave = find('leave');
  // Cookies of this name may be those of another service on the same machine.
  leave.hidden = !hasKey() && !(hasSession() && caller.id !== 'local');
  leave.textContent = hasKey() ? 'Forget key' : 'Log out';
  leave.addEventListener('click', async () => {
    if (!hasKey()) {
      await logOut();
    }
    forgetKey();
    location.reload();
  });
}

async function start() {
  whenKeyIsNeeded(askForKey);
  const caller = await get('api/v1/caller');
  started();
  const [catalogue, instances] = await Promise.all([get('api/v1/commands'), get('api/v1/instances')]);
  session(caller, instances);
  const room = new WarRoom(caller, catalogue, instances);
  const isReader = caller.roles.includes('read');
  const isAdmin = caller.roles.includes('admin');
  document.querySelector('nav [data-view=audit]').hidden = !isAdmin;
  document.querySelector('nav [data-view=incidents]').hidden = !isReader;
  find('incidents').hidden = !isReader;
  const show = views(room, isAdmin ? auditView() : () => {});
  room.whenRun(() => show('war-room'));
  if (isReader) {
    watchState(room, instances);
    new Incidents(room, caller, instances);
  }
  document.body.dataset.ready = 'true';
}

start().catch(failure => {
  find('entries').replaceChildren(element('p.problem', {role: 'alert'}, failure instanceof Problem ? failure.message : String(failure)),
    button('Try again', () => location.reload()));
});
