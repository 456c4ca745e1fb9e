/**
 * Keeps comments and acknowledgements of Darktrace and a SOAR in step, in XSOAR's way: what changed, what an incident is now, and what
 * is to be written back. How incidents come about lives in {@code fetch}; what an analyst asks for lives in {@code feature}.
 */
@NullMarked
package soar.darktrace.mirror;

import org.jspecify.annotations.NullMarked;
