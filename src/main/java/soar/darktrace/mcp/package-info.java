/**
 * The commands and incidents for assistants, by the Model Context Protocol. It declares nothing of its own: tools are made of
 * the commands' declarations, and run as any other caller runs them.
 */
@NullMarked
package soar.darktrace.mcp;

import org.jspecify.annotations.NullMarked;
