/**
 * The packaged connector as a process that others start, kill and starve, with everything around it in this process. It
 * knows the connector by its command line, its HTTP interface and its log.
 */
@NullMarked
package soar.darktrace.endurance;

import org.jspecify.annotations.NullMarked;
