/**
 * The terminal: runs one command line, prints its answer to stdout and returns an exit code. Reads need no server; what is
 * not a read goes to a running one. The behaviour of commands lives in the features.
 */
@NullMarked
package soar.darktrace.cli;

import org.jspecify.annotations.NullMarked;
