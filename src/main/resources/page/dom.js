// Elements without markup: texts stay texts, whatever they hold.

/**
 * Makes an element.
 * @param {string} tag such as 'div' or 'div.title', with its classes
 * @param {object} properties of the element; `on…` are listeners, `aria-…`, `data-…` and `role` attributes
 * @param {...(Node|string|null)} children
 */
export function element(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const made = document.createElement(name);
  made.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith('on')) {
      made.addEventListener(key.slice(2), value);
    } else if (key.includes('-') || key === 'role' || key === 'for') {
      made.setAttribute(key, value);
    } else {
      made[key] = value;
    }
  }
  made.append(...children.filter(child => child !== null && child !== undefined));
  return made;
}

export const find = id => document.getElementById(id);

export function button(label, action, properties = {}) {
  return element('button', {type: 'button', onclick: action, ...properties}, label);
}

/** Copies a text, and says so on the button for a moment. */
export async function copy(text, button) {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Not allowed';
  }
  setTimeout(() => { button.textContent = label; }, 1500);
}

const TIME = new Intl.DateTimeFormat(undefined, {hour: '2-digit', minute: '2-digit', second: '2-digit'});
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, {
  year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
});

/** A time as people here read it; its UTC form is the hover text. */
export function time(moment, isShort = false) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) {
    return element('span', {}, String(moment ?? ''));
  }
  return element('time', {dateTime: date.toISOString(), title: date.toISOString()},
    (isShort ? TIME : DAY_AND_TIME).format(date));
}

/** A number of seconds in the largest unit that suits: 45 s, 12 min, 5 h, 3 d. */
export function span(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 90) {
    return `${whole} s`;
  }
  if (whole < 90 * 60) {
    return `${Math.round(whole / 60)} min`;
  }
  return whole < 48 * 3600 ? `${Math.round(whole / 3600)} h` : `${Math.round(whole / 86400)} d`;
}
