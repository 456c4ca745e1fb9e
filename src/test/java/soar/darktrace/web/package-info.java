@NullMarked
package soar.darktrace.web;

import org.jspecify.annotations.NullMarked;
