@NullMarked
package soar.darktrace.manifest;

import org.jspecify.annotations.NullMarked;
