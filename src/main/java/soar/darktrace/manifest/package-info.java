/**
 * Renders the command declarations for other systems: the XSOAR integration document, the command reference and the
 * OpenAPI document. It declares nothing itself.
 */
@NullMarked
package soar.darktrace.manifest;

import org.jspecify.annotations.NullMarked;
