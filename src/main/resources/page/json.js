// A context document as a tree that opens branch by branch; each branch has a button that copies its context path.

import {element, button, copy} from './dom.js';

const MOST = 200;

/** @param {string} path of the value in the context; empty for the whole */
export function tree(value, path = '') {
  const list = element('ul.json');
  fill(list, value, path, path === '' ? 2 : 0);
  return list;
}

function fill(list, value, path, depth) {
  const members = Array.isArray(value) ? value.map((item, index) => [`[${index}]`, item]) : Object.entries(value);
  members.slice(0, MOST).forEach(([name, member]) => {
    list.append(branch(name, member, path === '' ? name : `${path}.${name}`, depth));
  });
  if (members.length > MOST) {
    list.append(element('li.quiet', {}, `${members.length - MOST} more: the Request tab has the call that returns them.`));
  }
}

function branch(name, value, path, depth) {
  const copies = button('Copy path', event => copy(path, event.target), {className: 'link copy', 'aria-label': `Copy the path ${path}`});
  if (value === null || typeof value !== 'object') {
    const kind = value === null ? 'null' : typeof value;
    return element('li', {}, element('span.name', {}, `${name}: `), element(`span.${kind}`, {}, JSON.stringify(value)), copies);
  }
  const size = Array.isArray(value) ? `[${value.length}]` : `{${Object.keys(value).length}}`;
  const inner = element('ul');
  const details = element('details', {}, element('summary', {}, element('span.name', {}, name), element('span.quiet', {}, ` ${size}`)), inner);
  const open = () => {
    if (details.open && inner.childElementCount === 0) {
      fill(inner, value, path, depth - 1);
    }
  };
  details.addEventListener('toggle', open);
  if (depth > 0) {
    details.open = true;
    open();
  }
  return element('li', {}, copies, details);
}
