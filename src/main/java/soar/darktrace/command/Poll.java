package soar.darktrace.command;

import tools.jackson.databind.node.ObjectNode;

/**
 * Says that a command is not finished: ask again.
 *
 * @param seconds how long to wait; XSOAR waits ten at least
 * @param args the arguments to ask with, all of them
 */
public record Poll(long seconds, ObjectNode args) {}
