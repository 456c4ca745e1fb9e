/** The HTTP edge: commands, incidents and their problem documents. What a command does lives in the features. */
@NullMarked
package soar.darktrace.web;

import org.jspecify.annotations.NullMarked;
