/**
 * What a command is: its declaration, the binding of its arguments, its way through the dispatcher and its answer. No
 * command and no way in (HTTP, terminal) lives here.
 */
@NullMarked
package soar.darktrace.command;

import org.jspecify.annotations.NullMarked;
