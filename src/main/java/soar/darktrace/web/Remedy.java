package soar.darktrace.web;

import org.springframework.web.server.ServerWebExchange;

/**
 * What to send instead of what Spring refused before a handler ran: it depends on the address.
 *
 * @param body a body that is right there
 * @param accept what is right in the header {@code Accept}
 * @param types what the address answers with
 * @param methods which methods it takes
 */
record Remedy(String body, String accept, String types, String methods) {

    private static final Remedy OF_COMMANDS = new Remedy(
            "{\"args\": {\"pbid\": \"95\"}}",
            "application/json, or none",
            "This address answers with application/json, commands with text/markdown too, those with a file with"
                    + " application/octet-stream.",
            "commands are run by POST");

    private static final Remedy OF_ASSISTANTS = new Remedy(
            "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}",
            "application/json, text/event-stream",
            "This address answers with application/json and text/event-stream: send Accept: application/json,"
                    + " text/event-stream.",
            "it takes POST, GET for the stream of a session, and DELETE for its end");

    /** The right one for the address of a request. */
    static Remedy at(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().pathWithinApplication().value();
        return path.equals("/mcp") ? OF_ASSISTANTS : OF_COMMANDS;
    }
}
