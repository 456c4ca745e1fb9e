/**
 * Commands for Darktrace/EMAIL: finding emails, holding and releasing them, their tags, links and content. AI Analyst events
 * about emails live elsewhere.
 */
@NullMarked
package soar.darktrace.feature.email;

import org.jspecify.annotations.NullMarked;
