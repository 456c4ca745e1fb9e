/**
 * What a command is: its declaration, its arguments, its result and how the result reads in a war room. No single
 * command lives here and nothing that calls Darktrace.
 */
@NullMarked
package soar.darktrace.command;

import org.jspecify.annotations.NullMarked;
