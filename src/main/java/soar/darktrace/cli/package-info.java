/**
 * The terminal's way in: one command line, its answer on stdout and an exit code. It needs no server and starts only what
 * one command uses; what a command does lives in the features.
 */
@NullMarked
package soar.darktrace.cli;

import org.jspecify.annotations.NullMarked;
