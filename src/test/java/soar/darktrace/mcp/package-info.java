@NullMarked
package soar.darktrace.mcp;

import org.jspecify.annotations.NullMarked;
