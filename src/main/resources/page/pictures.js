// Which answers are drawn, and how. A picture stands beside the table, which has the same values for whoever cannot see it.

import {element} from './dom.js';
import {connections} from './charts.js';
import {actionBars} from './actions.js';
import {phases} from './phases.js';

const PICTURES = [
  {prefix: 'Darktrace.DeviceConnectionInfo', draw: (outputs, place) => connections(outputs.deviceInfo ?? [], place)},
  {prefix: 'Darktrace.Action', draw: (outputs, place) => place.append(actionBars(outputs))},
  {prefix: 'Darktrace.AIAnalyst', draw: (outputs, place) => phases(outputs, place)},
];

/** Draws an answer into a place where there is something to see in it. */
export async function pictureOf(answer, place) {
  const picture = PICTURES.find(one => one.prefix === answer.outputs_prefix);
  if (!picture || answer.outputs === null) {
    return;
  }
  try {
    await picture.draw(Array.isArray(answer.outputs) || !answer.outputs.codeid ? answer.outputs : [answer.outputs], place);
  } catch (failure) {
    // An odd answer of Darktrace's has its table all the same.
    place.append(element('p.quiet', {}, `This answer cannot be drawn: ${failure.message}`));
  }
}
