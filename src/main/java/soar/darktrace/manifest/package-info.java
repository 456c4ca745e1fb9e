/**
 * Renders the command declarations for other systems: the XSOAR integration document, the command reference and the
 * OpenAPI document. It declares nothing itself: what it says of a command stands at the command.
 */
@NullMarked
package soar.darktrace.manifest;

import org.jspecify.annotations.NullMarked;
