// Starts the page: who is there, what they may do, and the views that follow from it.

import {element, find, button} from './dom.js';
import {get, whenKeyIsNeeded, whenSessionEnds, whoIsLoggedIn, forgetKey, hasKey, isLoggedIn, logOut, started, Problem} from './api.js';
import {WarRoom} from './warroom.js';
import {Incidents} from './incidents.js';
import {watchState} from './state.js';
import {auditView} from './audit.js';

let asking = null;
let caller = null;

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

/** Says that the session has ended, and goes on with the next one of the same person: what stands on the page is kept. */
function askForLogin() {
  asking ??= new Promise(resolve => {
    const dialog = find('key');
    const said = element('p.problem', {role: 'alert'});
    const look = async isAsked => {
      const now = await whoIsLoggedIn();
      if (now === null) {
        said.textContent = isAsked ? 'Nobody is logged in yet.' : '';
      } else if (JSON.stringify(now) !== JSON.stringify(caller)) {
        // Somebody else, or with other roles: nothing of before is theirs.
        location.reload();
      } else if (dialog.open) {
        removeEventListener('focus', looks);
        dialog.close();
        asking = null;
        resolve();
      }
    };
    const looks = () => look(false);
    const login = element('a.button.main', {href: document.baseURI, target: '_blank', rel: 'noopener'}, 'Log in');
    dialog.oncancel = event => event.preventDefault();
    dialog.replaceChildren(
      element('h2', {id: 'key-title'}, 'Your session has ended'),
      element('p', {}, 'Log in again in a new tab and come back: this page goes on where it is.'),
      said,
      element('div.buttons', {}, button('Go on', () => look(true)), login));
    dialog.showModal();
    login.focus();
    addEventListener('focus', looks);
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

function session(instances) {
  find('caller').replaceChildren(caller.id, element('span', {id: 'roles'}, ` (${caller.roles.join(', ') || 'no role'})`));
  const select = find('instance');
  select.append(...(instances.length > 1 ? [element('option', {value: ''}, 'choose …')] : []),
    ...instances.map(({name}) => element('option', {value: name}, name)));
  if (instances.length > 0) {
    select.value = instances[0].name;
  }
  find('instance-label').hidden = instances.length === 0;
  const leave = find('leave');
  leave.hidden = !hasKey() && !isLoggedIn(caller);
  leave.textContent = hasKey() ? 'Forget key' : 'Log out';
  leave.addEventListener('click', async () => {
    if (hasKey()) {
      forgetKey();
      location.reload();
    } else {
      await logOut();
      location.replace('page/logged-out.html');
    }
  });
}

async function start() {
  whenKeyIsNeeded(askForKey);
  whenSessionEnds(askForLogin);
  caller = await get('api/v1/caller');
  started();
  const [catalogue, instances] = await Promise.all([get('api/v1/commands'), get('api/v1/instances')]);
  session(instances);
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
