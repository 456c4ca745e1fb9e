/**
 * Walks the playbooks as XSOAR would, against the running connector and the simulated appliance. What XSOAR does is taken
 * from its public documentation and content; only what these playbooks use is here, and anything else fails the walk.
 */
@NullMarked
package soar.darktrace.playbook;

import org.jspecify.annotations.NullMarked;
