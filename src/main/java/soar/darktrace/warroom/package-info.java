/**
 * The syntax of a war room: command lines, markdown tables, Python's notation. It knows no command.
 */
@NullMarked
package soar.darktrace.warroom;

import org.jspecify.annotations.NullMarked;
