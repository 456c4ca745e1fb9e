/**
 * Commands that search the logs of Darktrace's probes: advanced search, its analysis and its graph.
 */
@NullMarked
package soar.darktrace.feature.search;

import org.jspecify.annotations.NullMarked;
