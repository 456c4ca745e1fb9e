/**
 * The terminal: runs one command line, prints its answer to stdout and returns an exit code. It needs no server. The
 * behaviour of commands lives in the features.
 */
@NullMarked
package soar.darktrace.cli;

import org.jspecify.annotations.NullMarked;
