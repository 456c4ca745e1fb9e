/**
 * Commands for AI Analyst: incident events and their groups, comments, investigations, statistics, the report. Model
 * breaches and the fetching of incidents live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.analyst;

import org.jspecify.annotations.NullMarked;
