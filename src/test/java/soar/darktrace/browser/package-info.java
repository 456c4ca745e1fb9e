/** What a real browser does with the connector. */
@NullMarked
package soar.darktrace.browser;

import org.jspecify.annotations.NullMarked;
